/** Settings from flags and environment, checked once at start. Flags win over the environment. */
import { existsSync, mkdirSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, dirname, isAbsolute, join, parse, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { bridgePort } from '../../schemas/bridge.ts';
import { toolsetNames } from '../../schemas/toolset.ts';

export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

export interface Settings {
  /** State: canvas documents, checkpoints, logs, exports. */
  home: string;
  /** Folder relative paths are resolved in. */
  workspace: string;
  /** Folders in which tools may read or write files by name. */
  allowedRoots: string[];
  /** Folders whose sub-folders are brands, most specific first. */
  brandRoots: string[];
  /** Folders of reference ads of one's own; the one in the package is always there. */
  libraryFolders: string[];
  /** The headless canvas's document. */
  canvasFile: string;
  exportsDir: string;
  fontDirs: string[];
  port: number;
  /** `adsmith serve`: MCP over HTTP. */
  httpPort: number;
  /** Its bearer token; by the environment only, since other users can see a command line. */
  httpToken: string | undefined;
  logLevel: LogLevel;
  /** Whether calls are recorded, on this machine only. */
  telemetry: boolean;
  /** May design bundles be fetched from http://localhost? */
  bundlesLoopback: boolean;
  /** URL of the running Storybook components are looked for in, or of its MCP endpoint. */
  storybook: string | undefined;
  /** Variables that headers of component registries may name; no other of the environment is sent anywhere. */
  registryVariables: Readonly<Record<string, string | undefined>>;
  /** fal.ai's key, which generated images are paid with; by the environment only. */
  falKey: string | undefined;
  /** A stand-in for fal.ai on this machine, for tests. */
  falUrl: string | undefined;
  /** Image model and model that removes backgrounds; undefined: the best known. */
  imageModel: string | undefined;
  cutoutModel: string | undefined;
  /** Most that generated images may cost, USD. */
  budgets: { concept: number; day: number };
  toolsets: string[];
}

const logLevels = ['silent', 'error', 'warn', 'info', 'debug', 'trace'] as const;
type LogLevel = (typeof logLevels)[number];

const portSchema = z.coerce
  .number()
  .int()
  .min(10000, 'must be 10000 to 32767, outside the ports systems hand out themselves')
  .max(32767, 'must be 10000 to 32767, outside the ports systems hand out themselves');

const usdSchema = z.coerce.number('is an amount in USD, e.g. 5').min(0, 'is an amount in USD, e.g. 5');

const environmentSchema = z.object({
  ADSMITH_HOME: z.string().min(1).optional(),
  ADSMITH_BRANDS: z.string().min(1).optional(),
  ADSMITH_LIBRARY: z.string().min(1).optional(),
  ADSMITH_ALLOWED_ROOTS: z.string().min(1).optional(),
  ADSMITH_CANVAS: z.string().min(1).optional(),
  ADSMITH_FONTS: z.string().min(1).optional(),
  ADSMITH_PORT: portSchema.default(bridgePort),
  ADSMITH_HTTP_PORT: portSchema.default(28418),
  ADSMITH_HTTP_TOKEN: z.string().min(1).optional(),
  ADSMITH_LOG_LEVEL: z.enum(logLevels).default('info'),
  ADSMITH_BUNDLES_LOOPBACK: z.enum(['0', '1']).default('0'),
  ADSMITH_STORYBOOK: z.url().optional(),
  FAL_KEY: z.string().min(1).optional(),
  FAL_KEY_ID: z.string().min(1).optional(),
  FAL_KEY_SECRET: z.string().min(1).optional(),
  ADSMITH_FAL_URL: z
    .string()
    .regex(
      /^http:\/\/(127\.0\.0\.1|\[::1\]|localhost)(:\d+)?\/?$/,
      'only http:// on this machine; it is for tests',
    )
    .optional(),
  ADSMITH_IMAGE_MODEL: z.string().min(1).optional(),
  ADSMITH_CUTOUT_MODEL: z.string().min(1).optional(),
  ADSMITH_BUDGET_CONCEPT: usdSchema.default(3),
  ADSMITH_BUDGET_DAY: usdSchema.default(15),
  ADSMITH_TELEMETRY: z.enum(['on', 'off']).default('on'),
  ADSMITH_TOOLSETS: z.string().default('default'),
});

const flags = {
  home: 'ADSMITH_HOME',
  brands: 'ADSMITH_BRANDS',
  library: 'ADSMITH_LIBRARY',
  'allowed-roots': 'ADSMITH_ALLOWED_ROOTS',
  canvas: 'ADSMITH_CANVAS',
  'image-model': 'ADSMITH_IMAGE_MODEL',
  'budget-concept': 'ADSMITH_BUDGET_CONCEPT',
  'budget-day': 'ADSMITH_BUDGET_DAY',
  storybook: 'ADSMITH_STORYBOOK',
  fonts: 'ADSMITH_FONTS',
  port: 'ADSMITH_PORT',
  'http-port': 'ADSMITH_HTTP_PORT',
  'log-level': 'ADSMITH_LOG_LEVEL',
  telemetry: 'ADSMITH_TELEMETRY',
  toolsets: 'ADSMITH_TOOLSETS',
} as const;

/** Folder of the installed package (where `brands/` and `ad-library/` ship). */
export const packageRoot = findPackageRoot(dirname(fileURLToPath(import.meta.url)));

function findPackageRoot(from: string): string {
  let folder = from;
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) return from;
    folder = parent;
  }
  return folder;
}

/**
 * Reads flags (`--home DIR`, `--toolsets a,b`, ...) over environment variables over defaults.
 * @throws SettingsError naming the flag or variable and what it takes.
 */
export function readSettings(argv: readonly string[], environment: NodeJS.ProcessEnv, cwd: string): Settings {
  const given = { ...withoutEmpty(environment), ...flagValues(argv) };
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const name = String(issue?.path[0] ?? 'settings');
    throw new SettingsError(`${name}=${String(given[name])}: ${issue?.message ?? 'not usable'}`);
  }
  const env = parsed.data;
  const home = writableHome(env.ADSMITH_HOME, cwd);
  const workspace = workspaceOf(environment, cwd, home);
  const paths = (value: string | undefined) =>
    (value ?? '')
      .split(delimiter)
      .filter(Boolean)
      .map((path) => absolute(path, cwd));
  const toolsets = env.ADSMITH_TOOLSETS.split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  for (const name of toolsets) {
    if (name !== 'all' && !toolsetNames.some((known) => known === name)) {
      throw new SettingsError(`--toolsets ${name}: unknown; there are ${toolsetNames.join(', ')} and all`);
    }
  }
  const brandRoots = env.ADSMITH_BRANDS
    ? paths(env.ADSMITH_BRANDS)
    : [join(workspace, 'brands'), join(home, 'brands'), join(packageRoot, 'brands')];
  return {
    home,
    workspace,
    allowedRoots: env.ADSMITH_ALLOWED_ROOTS ? paths(env.ADSMITH_ALLOWED_ROOTS) : unique([workspace, home]),
    brandRoots: unique(brandRoots),
    libraryFolders: unique(paths(env.ADSMITH_LIBRARY)),
    canvasFile: env.ADSMITH_CANVAS ? absolute(env.ADSMITH_CANVAS, cwd) : join(home, 'canvas', 'canvas.json'),
    exportsDir: join(home, 'exports'),
    fontDirs: paths(env.ADSMITH_FONTS),
    port: env.ADSMITH_PORT,
    httpPort: env.ADSMITH_HTTP_PORT,
    httpToken: env.ADSMITH_HTTP_TOKEN,
    logLevel: env.ADSMITH_LOG_LEVEL,
    telemetry: env.ADSMITH_TELEMETRY === 'on',
    bundlesLoopback: env.ADSMITH_BUNDLES_LOOPBACK === '1',
    storybook: env.ADSMITH_STORYBOOK,
    registryVariables: Object.fromEntries(
      Object.entries(environment).filter(([name]) => /(^|_)REGISTRY(_|$)/.test(name)),
    ),
    falKey:
      env.FAL_KEY ??
      (env.FAL_KEY_ID && env.FAL_KEY_SECRET ? `${env.FAL_KEY_ID}:${env.FAL_KEY_SECRET}` : undefined),
    falUrl: env.ADSMITH_FAL_URL,
    imageModel: env.ADSMITH_IMAGE_MODEL,
    cutoutModel: env.ADSMITH_CUTOUT_MODEL,
    budgets: { concept: env.ADSMITH_BUDGET_CONCEPT, day: env.ADSMITH_BUDGET_DAY },
    toolsets: toolsets.length > 0 ? toolsets : ['default'],
  };
}

/** Clients with a settings form pass fields left blank as empty variables: that means "not set". */
const withoutEmpty = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));

function flagValues(argv: readonly string[]): Record<string, string> {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: Object.fromEntries(Object.keys(flags).map((name) => [name, { type: 'string' as const }])),
      strict: true,
      allowPositionals: false,
    });
    const result: Record<string, string> = {};
    for (const [flag, variable] of Object.entries(flags)) {
      const value = values[flag];
      if (typeof value === 'string') result[variable] = value;
    }
    return result;
  } catch (error) {
    const known = Object.keys(flags).map((name) => `--${name}`);
    throw new SettingsError(`${error instanceof Error ? error.message : error}\nFlags: ${known.join(' ')}`);
  }
}

const absolute = (path: string, cwd: string) => {
  const expanded = path === '~' || path.startsWith('~/') ? join(homedir(), path.slice(1)) : path;
  return isAbsolute(expanded) ? resolve(expanded) : resolve(cwd, expanded);
};

const unique = (paths: string[]) => [...new Set(paths)];

/** A named home must be writable; the default falls back to a temporary folder, so that a bare setup still works. */
function writableHome(named: string | undefined, cwd: string): string {
  if (named) {
    const home = absolute(named, cwd);
    try {
      mkdirSync(home, { recursive: true });
      return home;
    } catch (error) {
      throw new SettingsError(`ADSMITH_HOME=${home}: cannot be created (${(error as Error).message})`);
    }
  }
  for (const home of [join(homedir(), '.adsmith'), join(tmpdir(), 'adsmith')]) {
    try {
      mkdirSync(home, { recursive: true });
      return home;
    } catch {
      // The next candidate.
    }
  }
  throw new SettingsError('No writable folder for state: set ADSMITH_HOME.');
}

/** The client's project folder; some clients start servers in `/`, which is nobody's project. */
function workspaceOf(environment: NodeJS.ProcessEnv, cwd: string, home: string): string {
  const project = environment['CLAUDE_PROJECT_DIR'];
  if (project && existsSync(project)) return resolve(project);
  return cwd === parse(cwd).root ? home : cwd;
}
