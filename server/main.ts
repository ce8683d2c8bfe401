#!/usr/bin/env node
/** The command line: reads the settings, wires the parts, serves. Wiring only. */
import { join } from 'node:path';
import { toolsOf } from '../tools/index.ts';
import { createBoard } from './board/board.ts';
import { createBrandStore } from './brand/index.ts';
import { runBrandCommand, shippedBrands } from './brand-setup.ts';
import { createLazyBridge } from './bridge/lazy-bridge.ts';
import { createLazyBundles } from './bundles/index.ts';
import { createLazyHeadless } from './canvas/lazy-headless.ts';
import { createConcepts } from './concepts/index.ts';
import { packageRoot, readSettings, type Settings, SettingsError } from './config/settings.ts';
import { version } from './config/version.ts';
import { setUpGeneration } from './generation-setup.ts';
import { createLibrary } from './library/index.ts';
import { runLibraryCommand } from './library-command.ts';
import { brandResources } from './mcp/brand-resources.ts';
import { bundleResources } from './mcp/bundle-resources.ts';
import { knowledgeResources } from './mcp/knowledge-resources.ts';
import { type ClientContext, createMcpServer } from './mcp/server.ts';
import { serveStdio } from './mcp/stdio.ts';
import { installFigmaPlugin } from './plugin-install.ts';
import { qualityGate } from './quality/index.ts';
import { createCheckpointStore } from './session/checkpoints.ts';
import { createSession } from './session/session.ts';
import { createSessionStore } from './session/session-store.ts';
import { createTransferStore } from './session/transfers.ts';
import { createWorkplace } from './session/workplace.ts';
import { createLog, type Logger } from './telemetry/log.ts';
import { setUpTelemetry } from './telemetry-setup.ts';

const usage = `adsmith [flags]         an MCP server on stdin and stdout (what clients start)
adsmith serve [flags]   the same over Streamable HTTP, for several clients
adsmith plugin [flags]  installs the Figma plugin and says how to import it
adsmith brand new NAME  makes a folder for a brand, with files that say what to write
adsmith library ...     imports and looks after folders of reference ads
adsmith stats           which tools are slow, fail, are repeated; --json, --session ID
adsmith drafts          tools that are missing, by what was done over and over
adsmith hook ...        what the hooks of a client run
adsmith --version       the version
Flags and environment: see the README.`;

/** A write that takes longer than this at exit is given up, so that no process lingers. */
const EXIT_GRACE_MS = 5_000;
/** Clients start short-lived copies to look at the tools: those never touch the port. */
const WARM_UP_MS = 2_000;

async function main(): Promise<void> {
  const [first, ...rest] = process.argv.slice(2);
  if (first === '--version') return say(version);
  if (first === '--help') return say(usage);
  if (first === 'brand') return say(await runBrandCommand(rest, process.env, process.cwd()));
  if (first === 'library') return runLibraryCommand(rest, process.env, process.cwd());
  if (first === 'stats' || first === 'drafts') {
    const { runStatsCommand } = await import('./stats-command.ts');
    return say(await runStatsCommand(first, rest, process.env, process.cwd()));
  }
  if (first === 'hook') {
    const { runHookCommand } = await import('./hook-command.ts');
    const { output, problem, code } = await runHookCommand(rest, process.env, process.cwd());
    if (output !== '') say(output);
    if (problem !== undefined) process.stderr.write(`${problem}\n`);
    process.exitCode = code;
    return;
  }
  const command = first === 'serve' || first === 'plugin' ? first : undefined;
  const settings = readSettings(command ? rest : process.argv.slice(2), process.env, process.cwd());
  if (command === 'plugin') return say(await installFigmaPlugin(settings));
  const serve = command === 'serve';
  const log = createLog(settings);
  process.on('uncaughtException', (error) => log.error({ err: error }, 'uncaught exception'));
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'));

  const house = buildHouse(settings, log);
  log.info({ version, home: settings.home, workspace: settings.workspace, serve }, 'started');
  if (serve) await serveHttpUntilStopped(settings, log, house);
  else await serveStdio(house.newServer());
  setTimeout(() => process.exit(1), EXIT_GRACE_MS).unref();
  await house.close();
  process.exit(0);
}

/** Everything that lives as long as the process; each client gets a server with a session of its own. */
function buildHouse(settings: Settings, log: Logger) {
  let clientName = 'Adsmith';
  const headless = createLazyHeadless({
    ...settings,
    client: () => clientName,
    onWarning: (message) => log.warn({}, message),
  });
  const bridge = createLazyBridge(() => ({
    port: settings.port,
    home: settings.home,
    version,
    client: { name: clientName, pid: process.pid },
    log,
    http: createBoard({
      canvas: headless.onlooker,
      page: join(packageRoot, 'server', 'board', 'board.html'),
      version,
      cost: () => costToday(),
      log,
    }),
  }));
  const brands = createBrandStore({ roots: settings.brandRoots, ...shippedBrands(settings) });
  const sessions = createSessionStore(join(settings.home, 'sessions'));
  const concepts = createConcepts({
    folder: join(settings.home, 'concepts'),
    brands,
    isBusy: sessions.isBusy,
  });
  const library = createLibrary({
    home: settings.home,
    shipped: join(packageRoot, 'ad-library'),
    folders: settings.libraryFolders,
  });
  const bundles = createLazyBundles({
    folder: join(settings.home, 'bundles'),
    roots: settings.allowedRoots,
    allowLoopback: settings.bundlesLoopback,
  });
  const { generation, costs, costToday } = setUpGeneration(settings, brands, bridge, log);
  /** Warm a little after a client has come to stay: the plugin is then there when it is needed. */
  const warmUp = (name: string) => {
    clientName = name;
    setTimeout(() => {
      bridge.get().start();
      generation.wake();
      // A picture's placeholder is drawn before its call answers, and that call promises to be quick.
      if (settings.falKey) headless.onlooker.status().catch(() => {});
    }, WARM_UP_MS).unref();
  };
  const shared = {
    transfers: createTransferStore(join(settings.home, 'transfers')),
    brands,
    bundles,
    sessions,
    concepts,
    gate: qualityGate,
    generation,
    costs,
    library,
    checkpoints: createCheckpointStore(join(settings.home, 'checkpoints')),
    settings,
    readableRoots: [
      ...settings.allowedRoots,
      ...settings.brandRoots,
      join(packageRoot, 'ad-library'),
      ...settings.libraryFolders,
      join(packageRoot, 'brands'),
    ],
    log,
  };
  const telemetry = setUpTelemetry(settings, log);
  const resources = [
    brandResources(brands, settings.brandRoots),
    knowledgeResources(),
    bundleResources(bundles),
  ];
  return {
    newServer() {
      const session = createSession();
      const panel = async () => ({ brands: (await brands.list()).map(panelBrand), cost: costToday() });
      const workplace = createWorkplace({ headless: headless.canvas, bridge, session, panel });
      const context: ClientContext = { ...shared, session, workplace };
      return createMcpServer({
        name: 'adsmith',
        version,
        tools: toolsOf(settings.toolsets),
        context,
        telemetry,
        resources,
        onClient: warmUp,
      });
    },
    async close() {
      // Before the bridge: what is finished last is still told.
      await generation.close();
      await Promise.all([headless.close(), bridge.close(), sessions.close(), library.close()]);
      await telemetry.close();
    },
  };
}

async function serveHttpUntilStopped(
  settings: Settings,
  log: Logger,
  house: Pick<ReturnType<typeof buildHouse>, 'newServer'>,
): Promise<void> {
  const [{ serveHttp }, { loadHttpToken }] = await Promise.all([
    import('./mcp/http.ts'),
    import('./mcp/http-token.ts'),
  ]);
  const { token, file } = settings.httpToken
    ? { token: settings.httpToken, file: 'ADSMITH_HTTP_TOKEN' }
    : await loadHttpToken(settings.home);
  const service = await serveHttp({
    port: settings.httpPort,
    token,
    log,
    createServer: house.newServer,
  }).catch((error: unknown) => {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    throw taken
      ? new SettingsError(
          `Port ${settings.httpPort} is in use: is another "adsmith serve" running? Choose one with --http-port.`,
        )
      : error;
  });
  process.stderr.write(`Adsmith listens on ${service.url}\nBearer token: ${file}\n`);
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
  await service.close();
}

const panelBrand = ({ id, products }: { id: string; products: string[] }) => ({
  id,
  name: id,
  products: products.map((product) => ({ id: product, name: product })),
});

/** What was wrong, where, and what to do. */
const readable = (error: Error): string =>
  [
    'path' in error ? `${error.path}: ${error.message}` : error.message,
    ...('hint' in error ? [String(error.hint)] : []),
  ].join('\n');

const say = (line: string) => {
  process.stdout.write(`${line}\n`);
};

main().catch((error: unknown) => {
  const expected =
    error instanceof SettingsError ||
    (error instanceof Error && ['HttpTokenError', 'DatabaseError'].includes(error.name));
  const message = expected ? readable(error) : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`adsmith: ${message}\n`);
  process.exit(1);
});
