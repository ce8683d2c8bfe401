/**
 * Kills the bridge's hub at random moments (200 times, or the first argument) while clients work, and prints what was
 * lost, executed twice or out of order, and how long the port and the work were without a hub.
 *
 *   npx tsx bench/bridge-chaos.ts [kills]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSecret, pairingToken } from '../server/bridge/secret.ts';
import { runChaos } from '../tests/bridge/chaos.ts';
import { buildClient } from '../tests/bridge/client-driver.ts';
import { freePort } from '../tests/bridge/setting.ts';

const kills = Number(process.argv[2] ?? 200);
const folder = await mkdtemp(join(tmpdir(), 'adsmith-chaos-'));
try {
  const report = await runChaos({
    program: await buildClient(folder),
    port: await freePort(),
    home: folder,
    token: pairingToken(await loadSecret(folder)),
    kills,
    onKill: (number) => process.stderr.write(number % 10 === 0 ? `${number} kills\n` : ''),
  });
  const { takeover, recovery, failed, ...counts } = report;
  console.log({ ...counts, failed: failed.length, takeover: spread(takeover), recovery: spread(recovery) });
  for (const text of new Set(failed)) console.log(`failed: ${text}`);
  const clean = counts.lost + counts.duplicated + counts.misordered + counts.leftOpen + failed.length === 0;
  process.exitCode = clean ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** Median, 95th percentile and worst, ms. */
function spread(values: number[]) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return { p50: at(0.5), p95: at(0.95), worst: sorted.at(-1) };
}
