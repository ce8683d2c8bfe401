/** Brands on the command line: making a new one, and which ones ship with the program. */
import { isAbsolute, join, resolve } from 'node:path';
import { BrandError, createBrand } from './brand/index.ts';
import { packageRoot, readSettings, type Settings, SettingsError } from './config/settings.ts';

const usage = 'adsmith brand new <name> [--dir <folder that holds brands>]';

/**
 * `adsmith brand new <name> [--dir DIR]`: makes the folder and answers what to write where.
 * @throws SettingsError naming what was wrong with the command or the name.
 */
export async function runBrandCommand(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  cwd: string,
): Promise<string> {
  const [verb, ...rest] = args;
  if (verb !== 'new')
    throw new SettingsError(
      `${verb === undefined ? 'What about brands?' : `"brand ${verb}" is unknown.`} Use: ${usage}`,
    );
  const { dir, others } = takeDir(rest);
  const firstFlag = others.findIndex((word) => word.startsWith('--'));
  const words = firstFlag < 0 ? others : others.slice(0, firstFlag);
  const settings = readSettings(firstFlag < 0 ? [] : others.slice(firstFlag), environment, cwd);
  if (words.length === 0) throw new SettingsError(`The brand needs a name. Use: ${usage}`);
  const root = dir === undefined ? settings.brandRoots[0] : isAbsolute(dir) ? dir : resolve(cwd, dir);
  if (root === undefined) throw new SettingsError('There is no folder for brands: name one with --dir.');
  try {
    const { id, path } = await createBrand(words.join(' '), root);
    return told(
      id,
      path,
      settings.brandRoots.some((known) => resolve(known) === resolve(root)),
    );
  } catch (error) {
    if (error instanceof BrandError) throw new SettingsError(error.message);
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    if (code === undefined) throw error;
    throw new SettingsError(`${root}: cannot be written (${code}). Name another folder with --dir.`);
  }
}

function takeDir(args: readonly string[]): { dir?: string; others: string[] } {
  const inline = args.find((word) => word.startsWith('--dir='));
  if (inline !== undefined) return { dir: inline.slice(6), others: args.filter((word) => word !== inline) };
  const at = args.indexOf('--dir');
  if (at < 0) return { others: [...args] };
  const dir = args[at + 1];
  if (dir === undefined || dir.startsWith('--'))
    throw new SettingsError(`--dir needs a folder. Use: ${usage}`);
  return { dir, others: args.filter((_, index) => index !== at && index !== at + 1) };
}

function told(id: string, path: string, isFound: boolean): string {
  const lines = [
    `The brand "${id}" is in ${path}`,
    '',
    '  brand/overview.md    colours, type, pictures',
    '  brand/voice.md       how it speaks',
    '  brand/logo.svg       put the logo here',
    '  products/            a folder for each product: spec.md and assets/ (its README says how)',
    '  ads/                 what was made; Adsmith writes it',
    '',
    `Then ask your agent: "read_brand_data ${id}": it lists what is still missing.`,
    ...(isFound
      ? []
      : ['', `Adsmith looks for brands elsewhere by default: start it with --brands ${join(path, '..')}`]),
  ];
  return lines.join('\n');
}

/**
 * The brands that ship, and where they are copied before anything is written: an update replaces the program's
 * folder. Nothing to copy where the user keeps brands there on purpose, or has set the folders.
 */
export function shippedBrands({ brandRoots, home, workspace }: Settings): {
  shipped?: { root: string; copyTo: string };
} {
  const root = join(packageRoot, 'brands');
  const copyTo = join(home, 'brands');
  const isDefault = brandRoots.includes(root) && brandRoots.includes(copyTo);
  return isDefault && join(workspace, 'brands') !== root ? { shipped: { root, copyTo } } : {};
}
