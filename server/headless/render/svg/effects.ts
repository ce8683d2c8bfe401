/** Shadows and layer blur as one SVG filter, built step by step like Figma's own exports. */
import type { NodeRecord } from '../../model.ts';
import { contentOf, reachOf } from '../bounds.ts';
import { sigmaOf, spreadOf } from '../effects/drop-shadow.ts';
import { visibleEffects } from '../record.ts';
import { element, num } from './markup.ts';
import { cssBlend } from './paints.ts';
import type { SvgWriter } from './writer.ts';

const HARD_ALPHA = '0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 127 0';

/** `url(#id)` of the filter for the node's effects, or null if it has none that SVG can show. */
export function filterOf(writer: SvgWriter, record: NodeRecord): string | null {
  const effects = visibleEffects(record);
  const steps: string[] = [];
  let below = 'BackgroundImageFix';
  let count = 0;
  for (const effect of effects) {
    if (effect.type !== 'DROP_SHADOW') continue;
    const result = `effect${++count}`;
    steps.push(...shadowSource(record, effect, 'dilate'));
    if (effect.showShadowBehindNode !== true) {
      steps.push(element('feComposite', { in2: 'hardAlpha', operator: 'out' }));
    }
    steps.push(colour(effect.color), blend(effect.blendMode, null, below, result));
    below = result;
  }
  steps.push(blend('NORMAL', 'SourceGraphic', below, 'shape'));
  let top = 'shape';
  for (const effect of effects) {
    if (effect.type === 'INNER_SHADOW') {
      const result = `effect${++count}`;
      steps.push(...shadowSource(record, effect, 'erode'));
      steps.push(element('feComposite', { in2: 'hardAlpha', operator: 'arithmetic', k2: -1, k3: 1 }));
      steps.push(colour(effect.color), blend(effect.blendMode, null, top, result));
      top = result;
    } else if (effect.type === 'LAYER_BLUR') {
      const result = `effect${++count}`;
      steps.push(element('feGaussianBlur', { in: top, stdDeviation: sigmaOf(effect.radius), result }));
      top = result;
    }
  }
  const box = reachOf(writer.measure, record);
  if (count === 0 || box === null) return null;
  const flood = element('feFlood', { 'flood-opacity': 0, result: 'BackgroundImageFix' });
  const id = writer.define('filter', (name) =>
    element(
      'filter',
      { id: name, ...box, filterUnits: 'userSpaceOnUse', 'color-interpolation-filters': 'sRGB' },
      flood + steps.join(''),
    ),
  );
  return `url(#${id})`;
}

function shadowSource(
  record: NodeRecord,
  effect: DropShadowEffect | InnerShadowEffect,
  operator: 'dilate' | 'erode',
): string[] {
  const spread = spreadOf(record, effect.spread);
  const isShrinking = spread < 0;
  const opposite = operator === 'dilate' ? 'erode' : 'dilate';
  return [
    element('feColorMatrix', { in: 'SourceAlpha', type: 'matrix', values: HARD_ALPHA, result: 'hardAlpha' }),
    spread === 0
      ? ''
      : element('feMorphology', { radius: Math.abs(spread), operator: isShrinking ? opposite : operator }),
    element('feOffset', { dx: effect.offset.x, dy: effect.offset.y }),
    effect.radius > 0 ? element('feGaussianBlur', { stdDeviation: sigmaOf(effect.radius) }) : '',
  ];
}

function colour({ r, g, b, a }: RGBA): string {
  const values = `0 0 0 0 ${num(r)} 0 0 0 0 ${num(g)} 0 0 0 0 ${num(b)} 0 0 0 ${num(a)} 0`;
  return element('feColorMatrix', { type: 'matrix', values });
}

function blend(mode: BlendMode, source: string | null, below: string, result: string): string {
  // feBlend has no additive modes; `normal` is the closest it can do.
  const name = cssBlend(mode) ?? 'normal';
  return element('feBlend', {
    mode: name.startsWith('plus-') ? 'normal' : name,
    in: source,
    in2: below,
    result,
  });
}

/** Background blur as a box of HTML, which browsers blur through; other viewers ignore it. */
export function backgroundBlur(writer: SvgWriter, record: NodeRecord, clip: string | null): string {
  const effect = visibleEffects(record).find(
    (each) => each.type === 'BACKGROUND_BLUR' || each.type === 'GLASS',
  );
  const box = contentOf(writer.measure, record);
  if (
    effect === undefined ||
    !('radius' in effect) ||
    box === null ||
    (record.props.fills ?? []).length === 0
  ) {
    return '';
  }
  const style = `backdrop-filter:blur(${num(sigmaOf(effect.radius))}px);width:100%;height:100%`;
  const html = `<div xmlns="http://www.w3.org/1999/xhtml" style="${style}"></div>`;
  return element('foreignObject', { ...box, 'clip-path': clip }, html);
}
