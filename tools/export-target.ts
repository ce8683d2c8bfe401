/** Which file an export becomes. */
import { stat } from 'node:fs/promises';
import { extname, isAbsolute, join, relative, sep } from 'node:path';
import type { Placement } from '../schemas/placement.ts';
import { AssetError, resolveFileForWriting, resolveInRoots } from '../server/assets/index.ts';
import {
  type AdFrame,
  backdropKey,
  backdropRecordSchema,
  findNodes,
  placedKey,
  placedRecordSchema,
} from '../server/design/ad-frame.ts';
import { imageRoots } from './brand.ts';
import type { ToolContext } from './context.ts';
import { ToolError } from './errors.ts';

const extensions = { PNG: '.png', JPG: '.jpg', SVG: '.svg', PDF: '.pdf' };

/** Where an export goes. Throws ToolError for a path that does not fit the format or may not be written. */
export async function targetPath(
  path: string | undefined,
  stem: string,
  format: keyof typeof extensions,
  scale: number,
  settings: { exportsDir: string; workspace: string; allowedRoots: readonly string[] },
): Promise<string> {
  const extension = extensions[format];
  const fileName = `${stem}${scale === 1 ? '' : `@${scale}x`}${extension}`;
  if (path === undefined) return join(settings.exportsDir, fileName);
  const folder = /[\\/]$/.test(path) || extname(path) === '';
  const given = extname(path).toLowerCase();
  if (!folder && given !== extension && !(format === 'JPG' && given === '.jpeg')) {
    throw new ToolError(`"${path}" does not end in ${extension}.`, {
      path: 'path',
      hint: 'Name the file after its format, or set format.',
    });
  }
  return resolveFileForWriting(folder ? join(path, fileName) : path, [
    settings.workspace,
    ...settings.allowedRoots,
  ]).catch((error: unknown) => {
    throw error instanceof AssetError ? new ToolError(error.message, { path: 'path' }) : error;
  });
}

/**
 * A file name every system takes, still readable. Case and underscores stay: teams read the fields of a name by them.
 * The placement in brackets becomes its short name and size: "Sale (Meta feed 1:1)" -> "Sale-square-1080x1080".
 */
export function fileNameOf(name: string, { name: full, aliases, width, height, kind }: Placement): string {
  const size = `${width}x${height}`;
  const short = kind === 'display' ? size : [aliases[0], size].filter(Boolean).join('-');
  const bracket = `(${full})`;
  const plain = (name.endsWith(bracket) ? `${name.slice(0, -bracket.length)} ${short}` : name)
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .replace(/×/g, 'x')
    .replace(/[^\p{Letter}\p{Number}_]+/gu, '-')
    .replace(/^[-_]+|[-_]+$/g, '')
    .slice(0, 100);
  return plain || 'ad';
}

/**
 * An earlier export may be replaced, what ads are made of may not: it would be gone. Throws ToolError for a picture of
 * this ad, and for a file of a brand that is not in its `ads`.
 */
export async function keepSource(
  target: string,
  ad: AdFrame,
  context: Pick<ToolContext, 'canvas' | 'brands' | 'readableRoots'>,
): Promise<void> {
  if (!(await stat(target).catch(() => undefined))) return;
  const brands = await context.brands.list();
  const ofBrand = brands.some(({ folder }) => {
    const inside = relative(folder, target);
    return !isAbsolute(inside) && !inside.startsWith('..') && !inside.startsWith(`ads${sep}`);
  });
  if (!ofBrand && !(await picturesOf(ad, context)).includes(target)) return;
  throw new ToolError(
    `${target} is ${ofBrand ? "a file of the brand's" : 'a picture of this ad'}, no export.`,
    {
      path: 'path',
      hint: 'Name another file, or a folder such as "ads/".',
    },
  );
}

/** Files the ad's pictures came from. */
async function picturesOf(
  { node }: AdFrame,
  context: Pick<ToolContext, 'canvas' | 'brands' | 'readableRoots'>,
): Promise<string[]> {
  const records = findNodes(node, () => true).map(({ pluginData }) => ({
    text: pluginData[placedKey],
    schema: placedRecordSchema,
  }));
  const paths = [{ text: node.pluginData[backdropKey], schema: backdropRecordSchema }, ...records].flatMap(
    ({ text, schema }) => {
      try {
        return text ? [schema.parse(JSON.parse(text)).imagePath] : [];
      } catch {
        return [];
      }
    },
  );
  const roots = await imageRoots(context, context.canvas, node.id);
  const found = await Promise.all(paths.map((path) => resolveInRoots(path, roots).catch(() => '')));
  return found.filter(Boolean);
}
