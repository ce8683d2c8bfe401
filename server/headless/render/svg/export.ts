/** SVG export: one element per paint, in nested groups as in the document, so that the file can be edited. */
import { IDENTITY, multiply, translation } from '../../matrix.ts';
import type { NodeRecord } from '../../model.ts';
import { reachOf } from '../bounds.ts';
import { newMeasure, type RenderContext } from '../context.ts';
import { drawnTransform, type Shape, shapeOf } from '../geometry/shape.ts';
import { absoluteTransform, containerOf } from '../geometry/transform.ts';
import { mustIsolate } from '../node.ts';
import { clips, isContainer, isVisible, paintedChildren, visibleFills } from '../record.ts';
import { exportBox } from '../region.ts';
import { Scope } from '../scope.ts';
import { backgroundBlur, filterOf } from './effects.ts';
import { element, group, matrix, num } from './markup.ts';
import { cssBlend, paintAttributes, svgPaint } from './paints.ts';
import { fillElement } from './shapes.ts';
import { strokeElements } from './strokes.ts';
import { textElements } from './text.ts';
import { SvgWriter } from './writer.ts';

type Settings = Omit<ExportSettingsSVGBase, 'suffix' | 'colorProfile'>;

/**
 * The node as SVG markup. Texts become outlines, as in Figma, unless `svgOutlineText` is false (colour emoji always
 * stay text). Angular and diamond gradients and filtered images are embedded as pictures.
 */
export async function exportSvg(
  record: NodeRecord,
  settings: Settings,
  context: RenderContext,
): Promise<string> {
  const scope = new Scope();
  try {
    const measure = newMeasure(context.text, scope);
    const box = exportBox(measure, record, settings);
    const writer = new SvgWriter(context, measure, {
      ids: settings.svgIdAttribute === true,
      outlines: settings.svgOutlineText !== false,
    });
    const top = settings.contentsOnly === false || record.type === 'SLICE' ? topOf(record) : record;
    const container = containerOf(top);
    const toPage = container === null ? IDENTITY : absoluteTransform(container);
    const content = await nodeMarkup(writer, top, multiply(translation(-box.x, -box.y), toPage));
    const [width, height] = [num(box.width), num(box.height)];
    return element(
      'svg',
      { width, height, viewBox: `0 0 ${width} ${height}`, fill: 'none', xmlns: 'http://www.w3.org/2000/svg' },
      content + writer.definitions(),
    );
  } finally {
    scope.dispose();
  }
}

function topOf(record: NodeRecord): NodeRecord {
  let top = record;
  while (top.parent !== null && top.type !== 'PAGE') top = top.parent;
  return top;
}

/** The node and everything in it; `outer` is applied before the node's own transform. */
async function nodeMarkup(
  writer: SvgWriter,
  record: NodeRecord,
  outer: Transform = IDENTITY,
): Promise<string> {
  if (!isVisible(record) || record.type === 'SLICE') return '';
  const opacity = record.props.opacity ?? 1;
  const { kit } = writer.context.text;
  const shape = shapeOf(kit, writer.measure.scope, record);
  const blend = cssBlend(record.props.blendMode);
  const styles = [
    blend === null ? '' : `mix-blend-mode:${blend}`,
    blend === null && mustIsolate(record) ? 'isolation:isolate' : '',
  ].filter((style) => style !== '');
  const content = await contentMarkup(writer, record, shape);
  const filtered = group({ filter: content === '' ? null : filterOf(writer, record) }, content);
  const clip = shape === null ? null : () => `url(#${clipId(writer, record, shape)})`;
  const hasBackdrop = (record.props.effects ?? []).some(
    (effect) => effect.visible !== false && (effect.type === 'BACKGROUND_BLUR' || effect.type === 'GLASS'),
  );
  const behind = hasBackdrop && clip !== null ? backgroundBlur(writer, record, clip()) : '';
  return group(
    {
      id: writer.idOf(record),
      transform: matrix(multiply(outer, drawnTransform(record))),
      opacity: opacity === 1 ? null : opacity,
      style: styles.length === 0 ? null : styles.join(';'),
    },
    behind + filtered,
  );
}

async function contentMarkup(writer: SvgWriter, record: NodeRecord, shape: Shape | null): Promise<string> {
  if (record.type === 'TEXT') return textElements(writer, record);
  const parts: string[] = [];
  if (shape !== null) {
    for (const fill of visibleFills(record)) {
      const paint = await svgPaint(writer, fill, record.props);
      if (paint !== null) parts.push(fillElement(writer, record, shape, paintAttributes('fill', paint)));
    }
  }
  if (isContainer(record)) {
    const children = await siblingsMarkup(writer, record, paintedChildren(record));
    const clip = children !== '' && clips(record) && shape !== null ? clipId(writer, record, shape) : null;
    parts.push(group({ 'clip-path': clip === null ? null : `url(#${clip})` }, children));
  }
  if (shape !== null) parts.push(await strokeElements(writer, record, shape));
  return parts.join('');
}

function clipId(writer: SvgWriter, record: NodeRecord, shape: Shape): string {
  return writer.define('clip', (id) => {
    const isEvenOdd = shape.fill.getFillType() === writer.context.text.kit.FillType.EvenOdd;
    const rule = isEvenOdd ? { 'clip-rule': 'evenodd' } : {};
    return element('clipPath', { id }, fillElement(writer, record, shape, rule));
  });
}

/** Children back to front; a mask wraps everything above it. */
async function siblingsMarkup(
  writer: SvgWriter,
  parent: NodeRecord,
  children: readonly NodeRecord[],
): Promise<string> {
  const at = children.findIndex((child) => child.props.isMask === true);
  const mask = children[at];
  const below = mask === undefined ? children : children.slice(0, at);
  const parts: string[] = [];
  for (const child of below) parts.push(await nodeMarkup(writer, child));
  if (mask !== undefined) {
    const above = await siblingsMarkup(writer, parent, children.slice(at + 1));
    if (above !== '')
      parts.push(element('g', { mask: `url(#${await maskId(writer, parent, mask)})` }, above));
  }
  return parts.join('');
}

async function maskId(writer: SvgWriter, parent: NodeRecord, mask: NodeRecord): Promise<string> {
  const isVector = mask.props.maskType === 'VECTOR';
  const shape = isVector ? shapeOf(writer.context.text.kit, writer.measure.scope, mask) : null;
  const content =
    shape === null
      ? await nodeMarkup(writer, mask)
      : group(
          { transform: matrix(drawnTransform(mask)) },
          fillElement(writer, mask, shape, { fill: '#000' }),
        );
  const type = mask.props.maskType === 'LUMINANCE' ? 'luminance' : 'alpha';
  const area = reachOf(writer.measure, parent) ?? { x: 0, y: 0, width: 0, height: 0 };
  return writer.define('mask', (id) =>
    element('mask', { id, style: `mask-type:${type}`, maskUnits: 'userSpaceOnUse', ...area }, content),
  );
}
