/**
 * Builds the Figma plugin and installs it into a folder that stays the same: `npm run plugin`.
 *   --out <folder>   instead of <ADSMITH_HOME>/figma-plugin
 *   --contract       with the command "Run contract suite", for developers
 */
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bundlePlugin } from '../figma-bridge-plugin/package/bundle.ts';
import { installPlugin } from '../figma-bridge-plugin/package/install.ts';
import { loadSecret, pairingToken } from '../server/bridge/secret.ts';
import { readSettings } from '../server/config/settings.ts';

const { values } = parseArgs({
  options: { out: { type: 'string' }, contract: { type: 'boolean', default: false } },
});
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { home, port } = readSettings([], process.env, process.cwd());
const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));

const bundle = await bundlePlugin({
  source: join(root, 'figma-bridge-plugin'),
  ...(values.contract ? { contract: join(root, 'tests/plugin/contract-in-figma.ts') } : {}),
});
const path = await installPlugin(bundle, {
  folder: resolve(values.out ?? join(home, 'figma-plugin')),
  port,
  token: pairingToken(await loadSecret(home)),
  version,
  development: values.contract,
});

const kb = (text: string) => `${Math.round(Buffer.byteLength(text) / 1024)} kB`;
process.stdout.write(`Adsmith ${version} for Figma: main ${kb(bundle.main)}, panel ${kb(bundle.html)}, port ${port}.

The first time, in the Figma desktop app, with a design file open:
  1. Plugins > Development > Import plugin from manifest...
  2. Choose ${path}
  3. Plugins > Development > Adsmith

After an update: run this again, then start the plugin again in Figma. It need not be imported again.
`);
