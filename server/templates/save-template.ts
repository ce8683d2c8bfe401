/** A finished ad as a template: stripped, rebuilt once on the canvas, pictured, stored. */
import type { SnapshotNode } from '../../schemas/snapshot.ts';
import { sharp } from '../assets/index.ts';
import type { Canvas } from '../canvas/canvas.ts';
import { aspectClassOf } from '../composition/compose.ts';
import { readAd } from '../design/ad-frame.ts';
import { type NodeOutline, readNode } from '../design/read-node.ts';
import { layoutOf, mapOf, productPlacementOf, textNodesOf } from './describe.ts';
import { type PictureTone, pictureTone } from './picture-tone.ts';
import { placeTemplate } from './place-template.ts';
import { compact, neutralRecord, snapshotOf, stripNode } from './strip.ts';
import { TemplateError } from './template-error.ts';
import type { StoredTemplate, TemplateStore } from './template-store.ts';
import { moveToTemplatesPage, templatesPageName } from './templates-page.ts';
import { trimCopy } from './trim-copy.ts';

/** px of the longer side; a contact sheet shows them smaller. */
const THUMBNAIL = 560;
/** Layers inside layers: all of them. */
const DEEP = 50;
/** More layers than any ad has. */
const MOST_NODES = 2_000;

export interface TemplateRequest {
  formatCategory: string;
  name?: string | undefined;
  layout?: string | undefined;
  tags: string[];
  /** Keep the frame on the Templates page; otherwise only the files are kept. */
  keepFrame: boolean;
}

/** @throws TemplateError when the frame cannot become a template; then nothing was kept. */
export async function saveTemplate(
  canvas: Canvas,
  store: TemplateStore,
  frameId: string,
  request: TemplateRequest,
  signal?: AbortSignal,
): Promise<{ template: StoredTemplate; notes: string[] }> {
  const ad = await readAd(canvas, frameId);
  const source = await canvas.snapshot(frameId);
  const root = source.roots[0]?.node;
  if (root?.type !== 'FRAME') {
    throw new TemplateError(`Node ${frameId} is not a frame.`, 'Give the frame of an ad.', 'frameId');
  }
  if (countOf(root) === 1)
    throw new TemplateError('The ad is empty: there is no layout to keep.', 'Finish it first.', 'frameId');
  if (countOf(root) > MOST_NODES) {
    throw new TemplateError(
      `The frame has ${countOf(root)} layers; a template takes ${MOST_NODES}.`,
      'Flatten its drawings first.',
      'frameId',
    );
  }
  const tones = new Map<string, PictureTone>();
  for (const hash of source.images) {
    // A picture that cannot be read stands in as a middle grey.
    const tone = await canvas
      .image(hash)
      .then(pictureTone)
      .catch(() => undefined);
    if (tone) tones.set(hash, tone);
  }
  const record = neutralRecord(ad.record);
  const stripped = stripNode(root, { tones, record: ad.record });
  const notes: string[] = [];
  const template = await canvas.transaction(async (tx) => {
    const name = `Template: ${request.formatCategory}, ${request.name ?? ad.placement.name}`;
    const placed = await placeTemplate(tx, snapshotOf(stripped), { name, record });
    notes.push(...placed.notes);
    await trimCopy(tx, stripped, placed.ids);
    const made = await readNode(tx, placed.frameId, { depth: DEEP });
    const settled = (await tx.snapshot(placed.frameId)).roots[0]?.node;
    if (!settled) throw new TemplateError('The canvas did not rebuild the template.', 'Try again.');
    const png = await thumbnail(tx, made);
    let figmaFrameId = '';
    if (!request.keepFrame) await tx.run({ ops: [{ op: 'delete', node: placed.frameId }] });
    else if (await moveToTemplatesPage(tx, placed.frameId)) figmaFrameId = placed.frameId;
    else {
      await tx.run({ ops: [{ op: 'delete', node: placed.frameId }] });
      notes.push(`The file takes no page "${templatesPageName}": the template is kept on disk only.`);
    }
    signal?.throwIfAborted();
    return store.save({
      entry: {
        figmaFrameId,
        formatCategory: request.formatCategory,
        layout: request.layout ?? layoutOf(made, record.layout),
        textNodes: textNodesOf(made),
        productPlacement: productPlacementOf(made),
        createdFrom: ad.node.name,
        createdAt: new Date().toISOString().slice(0, 10),
        name: request.name ?? '',
        placement: ad.placement.id,
        aspect: aspectClassOf(ad.node.width, ad.node.height),
        size: [Math.round(ad.node.width), Math.round(ad.node.height)],
        tags: request.tags,
        map: mapOf(made),
      },
      snapshot: snapshotOf(compact(relabelled(settled))),
      png,
    });
  }, signal);
  return { template, notes };
}

async function thumbnail(canvas: Canvas, node: NodeOutline): Promise<Buffer> {
  const scale = Math.min(1, THUMBNAIL / Math.max(node.width, node.height));
  const { bytes } = await canvas.export({ node: node.id, format: 'PNG', scale });
  return sharp(bytes)
    .flatten({ background: '#ffffff' })
    .png({ palette: true, colours: 32, effort: 7 })
    .toBuffer();
}

/** Short ids of its own, so that the file tells nothing of the document it was made in. */
function relabelled(root: SnapshotNode): SnapshotNode {
  let count = 0;
  const visit = (node: SnapshotNode): SnapshotNode => ({
    ...node,
    id: `n${++count}`,
    ...(node.children && { children: node.children.map(visit) }),
  });
  return visit(root);
}

const countOf = (node: SnapshotNode): number =>
  1 + (node.children ?? []).reduce((sum, child) => sum + countOf(child), 0);
