/** Which misses are worth reading: the ones that cause the others. */
import { flowMode, sizing } from '../../server/headless/layout/tree.ts';
import type { NodeRecord } from '../../server/headless/model.ts';
import type { Comparison } from './compare.ts';
import type { Box } from './rest.ts';

const wrongSize = (item: Comparison, limit: number): boolean =>
  Math.abs(item.actual.width - item.expected.width) > limit ||
  Math.abs(item.actual.height - item.expected.height) > limit;

/** Misses that no wrong child, wrong parent or wrong sibling explains, largest first. `limit` is in px. */
export function rootCauses(all: Comparison[], limit: number): Comparison[] {
  const wrong = new Set(
    all.filter((item) => item.relativeError > limit && wrongSize(item, limit)).map((item) => item.record),
  );
  const hasWrongChild = (record: NodeRecord): boolean => record.children.some((child) => wrong.has(child));
  return all
    .filter((item) => item.relativeError > limit)
    .filter((item) => {
      const { record } = item;
      if (hasWrongChild(record)) return false;
      if (wrong.has(record)) return true;
      const { parent } = record;
      return !parent || (!wrong.has(parent) && !hasWrongChild(parent));
    })
    .sort((a, b) => b.relativeError - a.relativeError);
}

const round = (value: number): number => Math.round(value * 100) / 100;
const boxText = (box: Box): string =>
  `${round(box.x)},${round(box.y)} ${round(box.width)}x${round(box.height)}`;

/** One line: where the node is, both boxes, and what its layout depends on. */
export function describeMiss(item: Comparison): string {
  const { record, expected, actual } = item;
  const path: string[] = [];
  for (let at: NodeRecord | null = record; at; at = at.parent) path.unshift(at.props.name);
  const parent = record.parent;
  return [
    `${path.slice(-5).join(' / ')} [${record.id}]`,
    `Figma ${boxText(expected)} | here ${boxText(actual)}`,
    `self ${facts(record)}`,
    parent ? `in ${facts(parent)}` : 'root',
  ].join('\n      ');
}

function facts(record: NodeRecord): string {
  const p = record.props;
  const words = [record.type, `${sizing(record, 'x')}x${sizing(record, 'y')}`];
  if (p.minWidth !== null || p.maxWidth !== null) words.push(`w[${p.minWidth ?? ''}..${p.maxWidth ?? ''}]`);
  if (p.minHeight !== null || p.maxHeight !== null)
    words.push(`h[${p.minHeight ?? ''}..${p.maxHeight ?? ''}]`);
  if (p.textAutoResize) words.push(p.textAutoResize);
  if (p.targetAspectRatio) words.push(`ratio ${p.targetAspectRatio.x}:${p.targetAspectRatio.y}`);
  if (p.relativeTransform[1][0] !== 0 || p.relativeTransform[0][0] !== 1) words.push('turned');
  if (p.strokes.some((stroke) => stroke.visible !== false))
    words.push(`stroke ${p.strokeAlign} ${p.strokeWeight}`);
  if (flowMode(record) !== null) {
    words.push(
      `${p.layoutMode}${p.layoutWrap === 'WRAP' ? ' WRAP' : ''}`,
      `pad ${p.paddingTop}/${p.paddingRight}/${p.paddingBottom}/${p.paddingLeft}`,
      `gap ${p.itemSpacing}${p.layoutWrap === 'WRAP' ? `/${p.counterAxisSpacing}` : ''}`,
      `${p.primaryAxisAlignItems}-${p.counterAxisAlignItems}`,
      p.strokesIncludedInLayout ? 'strokesIncluded' : '',
      `${record.children.length} children`,
    );
  }
  return words.filter(Boolean).join(' ');
}
