/** `adsmith plugin`: writes the Figma plugin, paired with this user's server, into a folder that stays the same. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { installPlugin } from '../figma-bridge-plugin/package/install.ts';
import { loadSecret, pairingToken } from './bridge/secret.ts';
import { packageRoot, type Settings } from './config/settings.ts';
import { version } from './config/version.ts';

/** Installs the built plugin; answers what to do next, for a person. */
export async function installFigmaPlugin(settings: Pick<Settings, 'home' | 'port'>): Promise<string> {
  const built = (name: string) => readFile(join(packageRoot, 'dist', 'plugin', name), 'utf8');
  const path = await installPlugin(
    { main: await built('main.js'), html: await built('ui.html') },
    {
      folder: join(settings.home, 'figma-plugin'),
      port: settings.port,
      token: pairingToken(await loadSecret(settings.home)),
      version,
      development: false,
    },
  );
  return `The Adsmith plugin is in ${path}

The first time, in the Figma desktop app, with a design file open:
  1. Plugins > Development > Import plugin from manifest...
  2. Choose ${path}
  3. Plugins > Development > Adsmith

After an update of Adsmith: run "adsmith plugin" again, then start the plugin again in Figma.`;
}
