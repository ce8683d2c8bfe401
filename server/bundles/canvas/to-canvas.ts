/** Brings a measured page onto the canvas as real layers, all or nothing. */
import { z } from 'zod';
import { boxSchema } from '../../../schemas/canvas-result.ts';
import type { PageLayer } from '../../../schemas/page-layers.ts';
import { prepareImageBytes } from '../../assets/index.ts';
import type { Canvas } from '../../canvas/canvas.ts';
import { messageOf } from '../bundle-error.ts';
import type { BundleFiles } from '../bundle-files.ts';
import type { Measured } from './browser.ts';
import { planLayers } from './layers.ts';
import { fileAt } from './page-address.ts';
import { splitList } from './paint.ts';

export interface Brought {
  frameId: string;
  width: number;
  height: number;
  layers: number;
  truncated: boolean;
  /** What could not be carried over, with how often. */
  lost: Record<string, number>;
  /** Fonts that were replaced, one sentence each. */
  adjusted: string[];
}

const GAP = 160;

export async function bringToCanvas(
  canvas: Canvas,
  measured: Measured,
  files: BundleFiles,
  name: string,
  signal?: AbortSignal,
): Promise<Brought> {
  const hashes = await putImages(canvas, measured, files);
  const at = await freePlace(canvas);
  const families = new Set((await canvas.fonts()).map(({ family }) => family.toLowerCase()));
  const plan = planLayers(measured.root, at, name, { image: (source) => hashes.get(source), families });
  const lost: Record<string, number> = { ...measured.lost };
  for (const [what, count] of Object.entries(plan.lost)) lost[what] = (lost[what] ?? 0) + count;
  return canvas.transaction(async (held) => {
    const { bindings, adjustments } = await held.run({ ops: plan.ops }, signal);
    const frameId = bindings['l0'] ?? '';
    for (const { parent, index, svg, props } of plan.vectors) {
      const drawn = await held
        .run(
          { ops: [{ op: 'create', type: 'SVG', parent: bindings[parent] ?? frameId, index, svg, props }] },
          signal,
        )
        .catch((error: unknown) => messageOf(error));
      if (typeof drawn === 'string')
        lost['vectors that cannot be read'] = (lost['vectors that cannot be read'] ?? 0) + 1;
    }
    return {
      frameId,
      width: Math.round(measured.root.width),
      height: Math.round(measured.root.height),
      layers: measured.layers,
      truncated: measured.truncated,
      lost,
      adjusted: [...new Set(adjustments.map(({ message }) => message))].slice(0, 12),
    };
  }, signal);
}

const placedSchema = z.object({ box: boxSchema });

/** Right of everything at the top level of the page. */
async function freePlace(canvas: Canvas): Promise<{ x: number; y: number }> {
  const { results } = await canvas.run({ ops: [{ op: 'read', node: null, depth: 1 }] });
  const outline = results[0]?.value;
  const children =
    typeof outline === 'object' &&
    outline !== null &&
    'children' in outline &&
    Array.isArray(outline.children)
      ? (outline.children as unknown[])
      : [];
  let right = Number.NEGATIVE_INFINITY;
  let top = Number.POSITIVE_INFINITY;
  for (const child of children) {
    const box = placedSchema.safeParse(child).data?.box;
    if (!box) continue;
    const { x, y, width } = box;
    right = Math.max(right, x + width);
    top = Math.min(top, y);
  }
  return Number.isFinite(right) ? { x: Math.ceil(right + GAP), y: Math.round(top) } : { x: 0, y: 0 };
}

/** Makes the pictures of the page known to the canvas; those that cannot be read are left out. */
async function putImages(
  canvas: Canvas,
  measured: Measured,
  files: BundleFiles,
): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  const put = async (source: string, bytes: Uint8Array) => {
    try {
      hashes.set(
        source,
        await canvas.putImage((await prepareImageBytes(bytes, {}, source.slice(0, 80))).bytes),
      );
    } catch {
      // Counted as lost where the layer is made.
    }
  };
  for (const source of sourcesOf(measured.root)) {
    const bytes = await bytesOf(source, files);
    if (bytes) await put(source, bytes);
  }
  for (const [mark, bytes] of measured.pictures) await put(`picture:${mark}`, bytes);
  return hashes;
}

function sourcesOf(root: PageLayer): Set<string> {
  const sources = new Set<string>();
  const stack = [root];
  for (let layer = stack.pop(); layer !== undefined; layer = stack.pop()) {
    if (layer.kind === 'image' && layer.source) sources.add(layer.source);
    for (const part of splitList(layer.backgroundImage ?? '')) {
      const url = /^url\("?(.*?)"?\)$/.exec(part)?.[1];
      if (url !== undefined) sources.add(url);
    }
    stack.push(...(layer.children ?? []));
  }
  return sources;
}

const MOST_DATA = 16 * 1024 * 1024;

async function bytesOf(source: string, files: BundleFiles): Promise<Uint8Array | undefined> {
  if (source.startsWith('data:')) {
    const [head = '', body = ''] = source.split(/,(.*)/s);
    if (body.length > MOST_DATA) return undefined;
    return Buffer.from(
      head.endsWith(';base64') ? body : decodeURIComponent(body),
      head.endsWith(';base64') ? 'base64' : 'utf8',
    );
  }
  if (!source.startsWith('https://bundle.invalid/')) return undefined;
  const path = fileAt(new URL(source));
  return path !== undefined && files.has(path) ? files.read(path) : undefined;
}
