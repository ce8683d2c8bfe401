import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { installPlugin } from '../../figma-bridge-plugin/package/install.ts';
import { configMark } from '../../figma-bridge-plugin/package/panel-config.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'adsmith-plugin-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const bundle = { main: 'main()', html: `<script type="application/json">${configMark}</script>` };
const options = { port: 20123, token: 'a'.repeat(64), version: '1.2.3' };

describe('installing the plugin', () => {
  it('writes a manifest that allows this port on localhost and nothing else', async () => {
    const path = await installPlugin(bundle, { ...options, folder: join(folder, 'plugin') });
    const manifest = JSON.parse(await readFile(path, 'utf8'));
    expect(manifest).toMatchObject({
      main: 'main.js',
      ui: 'ui.html',
      documentAccess: 'dynamic-page',
      enablePrivatePluginApi: true,
      editorType: ['figma'],
      networkAccess: {
        allowedDomains: ['none'],
        devAllowedDomains: ['ws://localhost:20123', 'http://localhost:20123'],
      },
      relaunchButtons: [{ command: 'open' }],
    });
    expect(manifest.menu).toBeUndefined();
    expect((await readdir(join(folder, 'plugin'))).sort()).toEqual(['main.js', 'manifest.json', 'ui.html']);
  });

  it('writes port, token and version into the panel, readable by the user only', async () => {
    await installPlugin(bundle, { ...options, version: '1.2.3</script>', folder });
    const html = await readFile(join(folder, 'ui.html'), 'utf8');
    const config = /application\/json">(.*)<\/script>/.exec(html)?.[1] ?? '';
    expect(JSON.parse(config)).toEqual({ ...options, version: '1.2.3</script>' });
    expect(html.split('</script>')).toHaveLength(2);
    expect((await stat(join(folder, 'ui.html'))).mode & 0o077).toBe(0);
  });

  it('offers the contract suite in a development build only', async () => {
    const path = await installPlugin(bundle, { ...options, folder, development: true });
    const { menu } = JSON.parse(await readFile(path, 'utf8'));
    expect(menu).toContainEqual({ name: 'Run contract suite', command: 'contract' });
  });

  it('refuses a panel without the place for its configuration', async () => {
    await expect(installPlugin({ ...bundle, html: '<p>' }, { ...options, folder })).rejects.toThrow(
      'exactly once',
    );
  });
});
