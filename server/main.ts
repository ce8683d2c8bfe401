#!/usr/bin/env node
/** The command line: reads the settings, wires the parts, serves. Wiring only. */
import { join } from 'node:path';
import { toolsOf } from '../tools/index.ts';
import { createBrandStore } from './brand/index.ts';
import { createBridge } from './bridge/bridge.ts';
import { createLazyHeadless } from './canvas/lazy-headless.ts';
import { packageRoot, readSettings, SettingsError } from './config/settings.ts';
import { version } from './config/version.ts';
import { createMcpServer } from './mcp/server.ts';
import { serveStdio } from './mcp/stdio.ts';
import { createCheckpointStore } from './session/checkpoints.ts';
import { createSession } from './session/session.ts';
import { createTransferStore } from './session/transfers.ts';
import { createWorkplace } from './session/workplace.ts';
import { createLog } from './telemetry/log.ts';

/** A write that takes longer than this at exit is given up, so that no process lingers. */
const EXIT_GRACE_MS = 5_000;

async function main(): Promise<void> {
  const argv = process.argv.slice(2);
  if (argv.includes('--version')) {
    process.stdout.write(`${version}\n`);
    return;
  }
  const settings = readSettings(argv, process.env, process.cwd());
  const log = createLog(settings);
  process.on('uncaughtException', (error) => log.error({ err: error }, 'uncaught exception'));
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'));

  const headless = createLazyHeadless(settings);
  const bridge = createBridge({
    port: settings.port,
    home: settings.home,
    version,
    client: { name: 'Adsmith', pid: process.pid },
    log,
  });
  const session = createSession();
  const server = createMcpServer({
    name: 'adsmith',
    version,
    tools: toolsOf(settings.toolsets),
    context: {
      workplace: createWorkplace({ headless: headless.canvas, bridge, session }),
      transfers: createTransferStore(join(settings.home, 'transfers')),
      brands: createBrandStore({ roots: settings.brandRoots }),
      checkpoints: createCheckpointStore(join(settings.home, 'checkpoints')),
      session,
      settings,
      readableRoots: [
        ...settings.allowedRoots,
        ...settings.brandRoots,
        settings.library,
        join(packageRoot, 'brands'),
      ],
      log,
    },
  });
  log.info({ version, home: settings.home, workspace: settings.workspace }, 'started');
  await serveStdio(server);
  setTimeout(() => process.exit(1), EXIT_GRACE_MS).unref();
  await Promise.all([headless.close(), bridge.close()]);
  process.exit(0);
}

main().catch((error: unknown) => {
  const message =
    error instanceof SettingsError ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`adsmith: ${message}\n`);
  process.exit(1);
});
