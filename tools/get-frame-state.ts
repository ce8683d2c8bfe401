import { z } from 'zod';
import { toHex } from '../schemas/colour.ts';
import { adKey, parseAdRecord, roleKey } from '../server/design/ad-frame.ts';
import { type NodeOutline, readNode } from '../server/design/read-node.ts';
import { defineTool } from './define.ts';
import { ToolError } from './errors.ts';
import { nodeIdParam } from './params.ts';

/** Clients cut longer texts; paged well below. */
const PAGE_CHARACTERS = 12_000;
const FULL_PAGE_CHARACTERS = 36_000;

export const getFrameState = defineTool({
  name: 'get_frame_state',
  title: 'Get frame state',
  description:
    'What a frame contains. outline: a line a node, indented: id TYPE "name" x,y w×h, then role, fill, text. ' +
    'full: every property of each node. Long answers come in pages.',
  toolset: 'default',
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  pipeline: true,
  input: z.strictObject({
    frameId: nodeIdParam,
    detail: z.enum(['outline', 'full']).default('outline'),
    depth: z.int().min(0).max(50).default(20),
    page: z.int().min(1).default(1),
  }),
  async run({ frameId, detail, depth, page }, { canvas }) {
    const items =
      detail === 'outline'
        ? outline(await readNode(canvas, frameId, { depth }))
        : await full(canvas, frameId, depth);
    const pages = paginate(items, detail === 'outline' ? PAGE_CHARACTERS : FULL_PAGE_CHARACTERS);
    const shown = pages[page - 1];
    if (!shown) {
      throw new ToolError(`There is no page ${page}: the frame has ${pages.length}.`, { path: 'page' });
    }
    return {
      data: {
        nodes: detail === 'outline' ? shown.join('\n') : shown.map((text) => JSON.parse(text) as unknown),
        ...(pages.length > 1 && { page, pages: pages.length, nodesInAll: items.length }),
      },
    };
  },
});

async function full(
  canvas: Parameters<typeof readNode>[0],
  frameId: string,
  depth: number,
): Promise<string[]> {
  const { results } = await canvas.run({ ops: [{ op: 'read', node: frameId, depth, fields: '*' }] });
  const lines: string[] = [];
  const walk = (value: unknown, parent: string | undefined) => {
    if (typeof value !== 'object' || value === null) return;
    const { children, ...own } = value as { children?: unknown[]; id?: string };
    const text = JSON.stringify({ ...own, ...(parent && { parent }) });
    // A single node may carry more than a page, for instance a long vector path; its outline still tells what it is.
    lines.push(
      text.length < FULL_PAGE_CHARACTERS ? text : JSON.stringify({ id: own.id, tooLarge: text.length }),
    );
    for (const child of children ?? []) walk(child, own.id);
  };
  walk(results[0]?.value, undefined);
  return lines;
}

function outline(root: NodeOutline): string[] {
  const lines: string[] = [];
  const walk = (node: NodeOutline, level: number) => {
    const { [roleKey]: role, [adKey]: ad } = node.pluginData;
    const facts = [
      `${'  '.repeat(level)}${node.id} ${node.type} ${JSON.stringify(node.name)}`,
      `${number(node.x)},${number(node.y)} ${number(node.width)}×${number(node.height)}`,
      node.visible ? '' : 'hidden',
      node.layoutMode && node.layoutMode !== 'NONE' ? node.layoutMode.toLowerCase() : '',
      role ? `role=${role}` : '',
      paint(node),
      node.fontSize === undefined ? '' : `${number(node.fontSize)}px`,
      node.characters === undefined ? '' : JSON.stringify(shorten(node.characters)),
      level === 0 && ad ? `ad=${brief(ad)}` : '',
    ];
    lines.push(facts.filter(Boolean).join(' '));
    for (const child of node.children) walk(child, level + 1);
  };
  walk(root, 0);
  return lines;
}

/** The ad's record without what the first line says anyway; of an own placement, its name is enough. */
function brief(ad: string): string {
  const parsed = parseAdRecord(ad);
  if (!parsed) return 'unreadable';
  const { version: _, padding: __, placement, ...record } = parsed;
  const named = typeof placement === 'string' ? placement : `${placement.id} (own size or zones)`;
  return JSON.stringify({ placement: named, ...record });
}

const number = (value: number) => String(Math.round(value * 10) / 10);
const shorten = (text: string) => (text.length > 160 ? `${text.slice(0, 157)}...` : text);

function paint({ fills }: NodeOutline): string {
  const shown = fills.filter(({ visible }) => visible !== false);
  if (shown.length === 0) return '';
  return shown
    .map(({ type, color, opacity }) =>
      type === 'SOLID' && color
        ? toHex({ ...color, a: opacity ?? 1 })
        : type.toLowerCase().replace('gradient_', 'gradient:'),
    )
    .join('+');
}

function paginate(items: readonly string[], limit: number): string[][] {
  const pages: string[][] = [[]];
  let used = 0;
  for (const item of items) {
    if (used > 0 && used + item.length > limit) {
      pages.push([]);
      used = 0;
    }
    pages[pages.length - 1]?.push(item);
    used += item.length + 1;
  }
  return pages;
}
