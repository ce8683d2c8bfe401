/** Defects of place: sizes, zones, edges, overlaps, gaps, alignment. */
import { leastMargin } from '../server/quality/checks/edge-margin.ts';
import { limitsOf } from '../server/quality/limits.ts';
import {
  headlineOf,
  type Injector,
  liftTo,
  type Node,
  plainTexts,
  type Scene,
  update,
} from './defects-lift.ts';

const px = ({ input }: Scene, value: number) =>
  input.placement.kind === 'display' ? Math.max(2, value / 3) : value * input.scale;

const canvasSize: Injector = async (scene) => {
  const { canvas, input } = scene;
  const { width, height } = input.placement;
  const limit = input.placement.kind === 'display' ? 0.004 : height / width > 1.6 ? 0.01 : 0.03;
  const share = limit * scene.pick(1.5, 3, 10) + (input.placement.kind === 'display' ? 2 / width : 0);
  await update(canvas, input.frame.id, { width: Math.round(width * (1 + share)) });
  return true;
};

const safeZone: Injector = async (scene) => {
  const { input } = scene;
  const { top, bottom } = input.placement.safeZones;
  const [target] = plainTexts(input).length > 0 ? plainTexts(input) : input.copy;
  if (top + bottom === 0 || !target?.drawn) return false;
  const { zone } = input;
  const out = px(scene, scene.pick(4, 16, 64));
  const y = bottom > 0 ? zone.y + zone.height + out - target.drawn.height : zone.y - out;
  await liftTo(scene, target, target.drawn, { y });
  return true;
};

const edgeMargin: Injector = async (scene) => {
  const { input } = scene;
  const least = leastMargin(input);
  const side = (['left', 'right', 'top', 'bottom'] as const).find(
    (name) => input.placement.safeZones[name] < least,
  );
  const target = plainTexts(input)[0] ?? input.copy[0];
  if (!side || !target?.drawn) return false;
  const distance = least * scene.pick(0.85, 0.6, 0.2);
  const { drawn } = target;
  const { width, height } = input.frame.box;
  await liftTo(scene, target, drawn, {
    ...(side === 'left' && { x: distance }),
    ...(side === 'right' && { x: width - distance - drawn.width }),
    ...(side === 'top' && { y: distance }),
    ...(side === 'bottom' && { y: height - distance - drawn.height }),
  });
  return true;
};

const offCanvas: Injector = async (scene) => {
  const target = plainTexts(scene.input)[0] ?? scene.input.copy[0];
  if (!target?.drawn) return false;
  const out = Math.min(target.drawn.height * scene.pick(0.2, 0.5, 0.9), target.drawn.height - 2);
  const y = scene.input.frame.box.height + out - target.drawn.height;
  await liftTo(scene, target, target.drawn, { y });
  return true;
};

const overlap: Injector = async (scene) => {
  const { input } = scene;
  const headline = headlineOf(input);
  const target = plainTexts(input).find((node) => node !== headline);
  if (!headline || !target) return false;
  const [own, other] = [await input.pixels.ink(headline), await input.pixels.ink(target)];
  const [last, first] = [own?.lines.at(-1), other?.lines[0]];
  if (!last || !first || !other) return false;
  const depth = Math.max(3, Math.min(last.height, px(scene, scene.pick(4, 12, 40))));
  const x = last.x + Math.min(0, last.width - first.width);
  await liftTo(scene, target, { x: first.x, y: first.y }, { x, y: last.y + last.height - depth });
  return true;
};

const gap: Injector = async (scene) => {
  const { input } = scene;
  const { text, displayText } = limitsOf('gap');
  const headline = headlineOf(input);
  if (!headline || input.copy.filter(({ role }) => role === 'headline').length > 1) return false;
  const target = plainTexts(input)[0];
  const other = target && (await input.pixels.ink(target));
  // A text trimmed to its capitals ends at its baseline.
  if (!target || !other || headline.props['leadingTrim'] !== 'CAP_HEIGHT') return false;
  const least = (input.placement.kind === 'display' ? displayText : text) * input.spacing;
  const y = headline.box.y + headline.box.height + least * scene.pick(0.82, 0.5, 0.15);
  await liftTo(scene, target, other.box, { x: headline.box.x, y });
  return true;
};

const align: Injector = async (scene) => {
  const { input } = scene;
  const headline = headlineOf(input);
  const target = plainTexts(input).find(
    (node) =>
      headline &&
      node.props['textAlignHorizontal'] === headline.props['textAlignHorizontal'] &&
      Math.abs(node.box.x - headline.box.x) < 0.5 &&
      node.props['textAlignHorizontal'] === 'LEFT' &&
      panelOf(node) === panelOf(headline),
  );
  if (!headline || !target) return false;
  const off = Math.max(2, input.scale * scene.pick(3, 5, 8));
  await liftTo(scene, target, target.box, { x: target.box.x + off });
  return true;
};

/** What is inside a filled box has its own edges. */
const panelOf = ({ parent }: Node): Node | undefined =>
  parent === undefined || parent.parent === undefined || parent.fills.length > 0 ? parent : panelOf(parent);

/** A share of what somebody chose (paddings, spacings, places of what is not in a layout) goes off the grid. */
const grid: Injector = async (scene) => {
  const { canvas, input } = scene;
  const step = Math.min(input.screen.width, input.screen.height) >= 600 ? 8 : 2;
  const off = (value: number) => Math.round(value / step) * step + (step === 8 ? 2 : 1);
  const art = ['decor', 'logo', 'shadow', 'product', 'image'];
  const free = input.nodes.filter(
    (node) => node.shown && !node.turned && node.type !== 'GROUP' && !art.includes(node.role ?? ''),
  );
  const values = free.flatMap((node) => {
    const layout = ['itemSpacing', 'paddingLeft', 'paddingRight', 'paddingTop', 'paddingBottom'];
    const { relativeTransform: place } = node.props;
    const at = (row: 0 | 1): unknown =>
      Array.isArray(place) ? (place[row] as unknown[] | undefined)?.[2] : 0;
    const chosen: [string, unknown][] = [
      ...(node.layoutMode === 'NONE'
        ? []
        : layout.map((name): [string, unknown] => [name, node.props[name]])),
      ...(node.inFlow
        ? []
        : ([
            ['x', at(0)],
            ['y', at(1)],
          ] as [string, unknown][])),
    ];
    return chosen.flatMap(([name, value]) =>
      typeof value === 'number' && value !== 0 ? [{ id: node.id, name, value }] : [],
    );
  });
  // A slip or two is no habit: the check is about a tenth of all values.
  const wanted = Math.ceil(values.length * scene.pick(0.25, 0.5, 1));
  if (values.length < 6) return false;
  for (const { id, name, value } of values.slice(0, wanted)) await update(canvas, id, { [name]: off(value) });
  return true;
};

export const placeDefects: Record<string, Injector> = {
  'canvas.size': canvasSize,
  'safe.zone': safeZone,
  'edge.margin': edgeMargin,
  offcanvas: offCanvas,
  overlap,
  gap,
  align,
  grid8: grid,
};
