/** Templates on disk: the ones that ship, which nobody writes, and the user's own. */
import { readFile, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Snapshot, snapshotSchema } from '../../schemas/snapshot.ts';
import { isInside } from '../assets/index.ts';
import { withFolderLock } from '../brand/index.ts';
import { writeFileAtomically } from '../files/atomic-file.ts';
import { TemplateError } from './template-error.ts';
import { type Template, templateIndexSchema, templateSchema } from './template-schema.ts';

export interface StoredTemplate extends Template {
  shipped: boolean;
  /** Absolute. */
  screenshot: string;
}

export interface NewTemplate {
  entry: Omit<Template, 'id' | 'screenshotPath' | 'snapshotPath'>;
  snapshot: Snapshot;
  png: Uint8Array;
}

export interface TemplateStore {
  /** Shipped ones first, then the user's, each by number. */
  list(): Promise<StoredTemplate[]>;
  /** @throws TemplateError when there is none or its file is damaged. */
  load(id: string): Promise<{ template: StoredTemplate; snapshot: Snapshot }>;
  /** Files first, the index last, under a lock: a crash leaves no entry without its files. */
  save(template: NewTemplate): Promise<StoredTemplate>;
}

/** `own`: a folder that is made when the first template is saved. */
export function createTemplateStore(own: string, shipped: string): TemplateStore {
  const read = async (folder: string): Promise<Template[]> => {
    let text: string;
    try {
      text = await readFile(join(folder, 'templates.json'), 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
    const parsed = templateIndexSchema.safeParse(safeJson(text));
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw new TemplateError(
        `${join(folder, 'templates.json')} is damaged: ${issue?.path.join('.') || 'it is not JSON'}.`,
        'Correct it, or move it away: the next save starts a new one. The files beside it stay.',
      );
    }
    return parsed.data.templates;
  };
  const stored = (folder: string, templates: readonly Template[]): StoredTemplate[] =>
    templates.map((template) => ({
      ...template,
      shipped: folder === shipped,
      screenshot: within(folder, template.screenshotPath),
    }));
  const list = async () => {
    const [theirs, mine] = await Promise.all([
      own === shipped ? [] : read(shipped).then((templates) => stored(shipped, templates)),
      read(own).then((templates) => stored(own, templates)),
    ]);
    // A later release may ship one under a number that the user's own has had for long: that one keeps it.
    const taken = new Set(mine.map(({ id }) => id));
    return [...theirs.filter(({ id }) => !taken.has(id)), ...mine];
  };

  return {
    list,
    async load(id) {
      const all = await list();
      const template = all.find((each) => each.id === id);
      if (!template) {
        throw new TemplateError(
          `There is no template "${id}".`,
          all.length > 0
            ? `browse_templates lists them: ${all[0]?.id} to ${all.at(-1)?.id}.`
            : 'There are no templates yet.',
          'templateId',
        );
      }
      const file = within(template.shipped ? shipped : own, template.snapshotPath);
      const snapshot = snapshotSchema.safeParse(safeJson(await readFile(file, 'utf8').catch(() => '')));
      if (!snapshot.success || snapshot.data.roots.length !== 1) {
        throw new TemplateError(
          `The file of ${id} is missing or damaged: ${file}.`,
          'Take another, or save it again.',
          'templateId',
        );
      }
      return { template, snapshot: snapshot.data };
    },
    async save({ entry, snapshot, png }) {
      return withFolderLock(own, async (held) => {
        const mine = await read(own);
        const last = [...(own === shipped ? [] : await read(shipped)), ...mine].reduce(
          (most, { id }) => Math.max(most, Number(id.slice(5))),
          0,
        );
        const id = `tmpl_${String(last + 1).padStart(3, '0')}`;
        const files = {
          screenshot: join(own, 'screenshots', `${id}.png`),
          snapshot: join(own, 'snapshots', `${id}.json`),
        };
        const below = (file: string) =>
          [basename(own), ...file.slice(own.length + 1).split(/[\\/]/)].join('/');
        const template = templateSchema.parse({
          ...entry,
          id,
          screenshotPath: below(files.screenshot),
          snapshotPath: below(files.snapshot),
        });
        try {
          await writeFileAtomically(files.screenshot, png);
          await writeFileAtomically(files.snapshot, `${JSON.stringify(snapshot)}\n`);
          await held.check();
          await writeFileAtomically(
            join(own, 'templates.json'),
            `${JSON.stringify({ templates: [...mine, ordered(template)] }, null, 2)}\n`,
          );
        } catch (error) {
          await Promise.all(Object.values(files).map((file) => rm(file, { force: true })));
          throw error;
        }
        const [saved] = stored(own, [template]);
        if (!saved) throw new Error('the template was not stored');
        return saved;
      });
    },
  };
}

/** A path of the index, kept inside the folder it belongs to. */
function within(folder: string, path: string): string {
  const file = join(dirname(folder), path);
  if (!isInside(file, folder)) {
    throw new TemplateError(
      `templates.json names a file outside its folder: ${path}.`,
      `Correct it in ${folder}.`,
    );
  }
  return file;
}

/** The documented fields first, in their documented order. */
function ordered(template: Template): Template {
  const {
    id,
    figmaFrameId,
    formatCategory,
    layout,
    textNodes,
    productPlacement,
    screenshotPath,
    createdFrom,
    createdAt,
    ...rest
  } = template;
  return {
    id,
    figmaFrameId,
    formatCategory,
    layout,
    textNodes,
    productPlacement,
    screenshotPath,
    createdFrom,
    createdAt,
    ...rest,
  };
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
