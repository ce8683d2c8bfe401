/** Writes the plugin into the folder Figma imports it from. The folder stays the same, so it is imported once. */
import { chmod, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PluginBundle } from './bundle.ts';
import { manifest } from './manifest.ts';
import { fillConfig, type PanelConfig } from './panel-config.ts';

export interface InstallOptions extends PanelConfig {
  folder: string;
  development?: boolean;
}

/** Answers the manifest's path. Files change whole, because Figma may read them at any moment. */
export async function installPlugin(bundle: PluginBundle, options: InstallOptions): Promise<string> {
  const { folder, port, token, version, development = false } = options;
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'manifest.json');
  await writeWhole(join(folder, 'main.js'), bundle.main);
  await writeWhole(join(folder, 'ui.html'), fillConfig(bundle.html, { port, token, version }), 0o600);
  await writeWhole(path, `${JSON.stringify(manifest({ port, development }), null, 2)}\n`);
  return path;
}

/** `mode`: the panel holds the pairing token, which is nobody else's business. */
async function writeWhole(path: string, text: string, mode = 0o644): Promise<void> {
  const draft = `${path}.${process.pid}.new`;
  await writeFile(draft, text, { mode });
  await chmod(draft, mode);
  await rename(draft, path);
}
