import { z } from 'zod';
import { parseColour } from '../schemas/colour.ts';
import type { BrowsePage, LibraryRow, LikeSource } from '../server/library/index.ts';
import { findPlacement } from '../server/placement/placements.ts';
import type { ToolContext } from './context.ts';
import { counted } from './counted.ts';
import { defineTool } from './define.ts';
import { ToolError } from './errors.ts';
import { colourParam } from './params.ts';

/** A page's text for the model, in characters: 400 tokens for twelve pictures. */
const TEXT_BUDGET = 1_560;
const SHOWN_COLOURS = 3;
const USUAL_COUNT = 8;
/** What a frame is looked at in: enough for its layout and colours. */
const FRAME_SIDE = 512;

const inputSchema = z.strictObject({
  category: z.string().min(1).optional().describe('Formats (L2) or folders: "comparison, ugc_style".'),
  text: z.string().min(1).max(300).optional().describe('Words: copy, tags, look ("dark").'),
  palette: z.array(colourParam).min(1).max(5).optional(),
  tolerance: z.number().min(0.03).max(0.5).optional(),
  aspect: z.string().optional().describe('"4:5" or a placement.'),
  similarTo: z.string().min(1).optional().describe('Reference id, image path or node id.'),
  notUsedBy: z.string().optional().describe('Brand; default the one at work. "": nobody.'),
  diversity: z.number().min(0).max(1).optional(),
  seed: z.int().min(0).optional().describe('Repeats a page.'),
  count: z.int().min(1).max(12).optional().describe('Default 8.'),
  cursor: z.string().optional(),
  id: z.int().positive().optional().describe('One reference, large.'),
});
type Input = z.infer<typeof inputSchema>;

export const browseAdLibrary = defineTool({
  name: 'browse_ad_library',
  title: 'Browse ad library',
  description:
    'Reference ads to learn from: one numbered contact sheet and a row each. A varied mix by default; what the brand ' +
    'has used is left out.',
  toolset: 'default',
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  pipeline: false,
  input: inputSchema,
  async run(args, context) {
    if (args.id !== undefined) return oneReference(args.id, context);
    const page = args.cursor === undefined ? await firstPage(args, context) : await nextPage(args, context);
    return {
      data: pageData(page),
      ...(page.sheet && { images: [{ mimeType: 'image/jpeg', bytes: page.sheet.bytes }] }),
      said: `Looked at ${counted(page.rows.length, 'ad')}`,
    };
  },
});

async function oneReference(id: number, { library }: ToolContext) {
  const { row, bytes, width, height } = await library.look(id);
  const { text, licence, source, brand, angle, tags, path, category } = row;
  return {
    data: {
      id,
      category,
      size: [row.width, row.height],
      shown: [width, height],
      palette: row.palette,
      ...(text !== undefined && { text }),
      ...(tags.length > 0 && { tags }),
      ...(brand !== undefined && { brand }),
      ...(angle !== undefined && { angle }),
      ...(licence !== undefined && { licence }),
      ...(source !== undefined && { source }),
      path,
    },
    images: [{ mimeType: 'image/jpeg' as const, bytes }],
  };
}

async function firstPage(args: Input, context: ToolContext): Promise<BrowsePage> {
  const { category, text, palette, tolerance, aspect, similarTo, notUsedBy, diversity, seed, count } = args;
  if (tolerance !== undefined && palette === undefined) {
    throw new ToolError('tolerance belongs to palette.', { path: 'tolerance', hint: 'Give colours too.' });
  }
  const brand = notUsedBy
    ? (await context.brands.resolve(notUsedBy)).id
    : (notUsedBy ?? context.session.brand);
  return context.library.browse({
    categories: category
      ?.split(',')
      .map((name) => name.trim())
      .filter(Boolean),
    text,
    palette: palette?.map(parseColour),
    tolerance,
    ratio: aspect === undefined ? undefined : ratioOf(aspect),
    like: similarTo === undefined ? undefined : await likeSource(similarTo, context),
    notUsedBy: brand || undefined,
    diversity,
    seed,
    count: count ?? USUAL_COUNT,
  });
}

/** A cursor stands for all of its query, the size of its pages too; a filter beside it would be silently dropped. */
function nextPage({ cursor = '', count, ...filters }: Input, { library }: ToolContext): Promise<BrowsePage> {
  const given = Object.entries(filters).find(([, value]) => value !== undefined);
  if (given) {
    throw new ToolError(`cursor goes on with its own query: ${given[0]} has no effect beside it.`, {
      path: given[0],
      hint: 'Leave it out, or leave the cursor out for a new query.',
    });
  }
  return library.more(cursor, count);
}

/** "4:5", "1080x1350", "0.8", or the placement's. */
function ratioOf(aspect: string): number {
  const pair = /^\s*(\d+(?:\.\d+)?)\s*[:x×/]\s*(\d+(?:\.\d+)?)\s*$/i.exec(aspect);
  const ratio = pair ? Number(pair[1]) / Number(pair[2]) : Number(aspect);
  if (Number.isFinite(ratio) && ratio > 0) return ratio;
  const { width, height } = findPlacement(aspect);
  return width / height;
}

async function likeSource(similarTo: string, { canvas, readableRoots }: ToolContext): Promise<LikeSource> {
  if (/^#?\d+$/.test(similarTo)) return { id: Number(similarTo.replace('#', '')) };
  if (!/^I?\d+:\d+(;\d+:\d+)*$/.test(similarTo)) return { path: similarTo, roots: readableRoots };
  const { results } = await canvas.run({
    ops: [{ op: 'read', node: similarTo, depth: 0, fields: ['width', 'height'] }],
  });
  const { width, height } = z
    .object({ width: z.number().positive(), height: z.number().positive() })
    .parse(results[0]?.value);
  const scale = Math.min(1, Math.max(0.01, FRAME_SIDE / Math.max(width, height)));
  const { bytes } = await canvas.export({ node: similarTo, format: 'PNG', scale });
  return { bytes, name: similarTo };
}

/** Rows as short lists: keys repeated twelve times would cost more than what they name. */
function pageData({ rows, matches, seed, cursor, match, notes }: BrowsePage): Record<string, unknown> {
  const licences = new Set(rows.map(({ licence }) => licence ?? ''));
  const shared = rows.length > 0 && licences.size === 1 ? [...licences][0] : undefined;
  const data = (texts: readonly string[]): Record<string, unknown> => ({
    ...(rows.length > 0 && {
      columns: `n id category size palette text${shared === undefined ? ' licence' : ''}`,
      rows: rows.map((row, index) => [
        index + 1,
        row.id,
        row.category,
        `${row.width}x${row.height}`,
        row.palette.slice(0, SHOWN_COLOURS).join(' '),
        texts[index] ?? '',
        ...(shared === undefined ? [shorten(row.licence ?? '', 24)] : []),
      ]),
    }),
    ...(shared && { licence: shorten(shared, 60) }),
    matches,
    seed,
    ...(cursor !== undefined && { cursor }),
    ...(match === 'any' && { match: 'any of the words' }),
    ...(notes.length > 0 && { notes }),
  });
  const free = TEXT_BUDGET - JSON.stringify(data([])).length;
  return data(fittingTexts(rows, free));
}

/** Each picture's copy, cut to an equal share of the room. */
function fittingTexts(rows: readonly LibraryRow[], room: number): string[] {
  const share = Math.max(12, Math.floor(room / Math.max(1, rows.length)));
  return rows.map(({ text = '' }) => {
    const words = text.replace(/\s+/g, ' ');
    // Quotes and the like take more room in JSON than they seem to.
    let length = share;
    while (length > 0 && JSON.stringify(shorten(words, length)).length - 2 > share) length -= 1;
    return shorten(words, length);
  });
}

const shorten = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, Math.max(0, most - 1)).trimEnd()}…`;
