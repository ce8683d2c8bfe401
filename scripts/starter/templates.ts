/** The templates that ship: saved by the tool like anyone's, then brought into the package. */
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StarterAd } from './ad.ts';
import type { StarterClient } from './client.ts';

export async function saveStarterTemplate(
  server: StarterClient,
  ad: StarterAd,
  frameId: string,
): Promise<string> {
  const { templateId } = await server.call('save_template', {
    frameId,
    formatCategory: ad.category,
    name: ad.template,
    tags: ad.tags.slice(1),
  });
  return String(templateId);
}

interface Entry {
  id: string;
  [field: string]: unknown;
}

/**
 * Copies the templates of a home folder to where they ship, numbered from 1. The frames on that canvas are nobody's,
 * so their ids go.
 */
export async function shipTemplates(home: string, target: string): Promise<number> {
  const from = join(home, 'templates');
  const index = JSON.parse(await readFile(join(from, 'templates.json'), 'utf8')) as { templates: Entry[] };
  await rm(target, { recursive: true, force: true });
  await mkdir(join(target, 'screenshots'), { recursive: true });
  await mkdir(join(target, 'snapshots'), { recursive: true });
  const templates: Entry[] = [];
  for (const template of index.templates) {
    const id = `tmpl_${String(templates.length + 1).padStart(3, '0')}`;
    await cp(join(from, 'screenshots', `${template.id}.png`), join(target, 'screenshots', `${id}.png`));
    await cp(join(from, 'snapshots', `${template.id}.json`), join(target, 'snapshots', `${id}.json`));
    templates.push({
      ...template,
      id,
      figmaFrameId: '',
      screenshotPath: `_templates/screenshots/${id}.png`,
      snapshotPath: `_templates/snapshots/${id}.json`,
    });
  }
  await writeFile(join(target, 'templates.json'), `${JSON.stringify({ templates }, null, 2)}\n`);
  return templates.length;
}
