import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadSecret, pairingToken } from '../../server/bridge/secret.ts';
import { buildClient } from '../bridge/client-driver.ts';
import { freePort } from '../bridge/setting.ts';
import { runPluginChaos } from './chaos.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'adsmith-plugin-chaos-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('loses, repeats, halves and misorders nothing while sockets are cut, hubs killed and the plugin reloaded', async () => {
  const { done, blows, failed, ...wrong } = await runPluginChaos({
    program: await buildClient(folder),
    port: await freePort(),
    home: folder,
    token: pairingToken(await loadSecret(folder)),
    blows: 15,
    seed: 4,
  });
  expect(wrong).toEqual({ lost: 0, duplicated: 0, misordered: 0, halfDone: 0, leftOver: [] });
  expect(Math.min(...Object.values(blows))).toBeGreaterThan(2);
  expect(done).toBeGreaterThan(50);
  // Only a reload may end a call with an error: what was running then may or may not have been applied, and says so.
  for (const message of Object.keys(failed))
    expect(message).toMatch(/plugin (was restarted|disconnected)|There is no transaction|No Figma file/);
});
