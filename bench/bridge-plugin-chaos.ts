/**
 * Breaks the connection of the real plugin (main thread, link, socket) again and again while four client processes
 * draw: the socket is cut, the hub killed or the plugin reloaded, 200 times or as often as the first argument says.
 * Prints what the file then lacks, has twice, half or out of order. The second argument is the seed.
 *
 *   npx tsx bench/bridge-plugin-chaos.ts [blows] [seed]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSecret, pairingToken } from '../server/bridge/secret.ts';
import { buildClient } from '../tests/bridge/client-driver.ts';
import { freePort } from '../tests/bridge/setting.ts';
import { runPluginChaos } from '../tests/plugin/chaos.ts';

const folder = await mkdtemp(join(tmpdir(), 'adsmith-plugin-chaos-'));
const seed = Number(process.argv[3] ?? Date.now() % 100_000);
try {
  const report = await runPluginChaos({
    program: await buildClient(folder),
    port: await freePort(),
    home: folder,
    token: pairingToken(await loadSecret(folder)),
    blows: Number(process.argv[2] ?? 200),
    seed,
    onBlow: (number) => process.stderr.write(number % 20 === 0 ? `${number} blows\n` : ''),
  });
  console.log({ seed, ...report });
  const { lost, duplicated, misordered, halfDone, leftOver } = report;
  process.exitCode = lost + duplicated + misordered + halfDone + leftOver.length === 0 ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
