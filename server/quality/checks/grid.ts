import type { Check, CheckInput } from '../check.ts';
import { about } from '../finding.ts';
import { ancestorsOf, type CheckNode, hasImage, isText } from '../frame/node.ts';
import { limitsOf } from '../limits.ts';

/** Fewer values than this say nothing about a habit. */
const FEWEST = 6;

/** Positions, sizes and distances that somebody chose keep to one grid. What layout works out is exempt. */
export const grid8: Check = {
  id: 'grid8',
  run(input) {
    const { frame } = input;
    const { share: least } = limitsOf('grid8');
    const values = [frame, ...input.nodes].flatMap((node) => chosenBy(node, input));
    if (values.length < FEWEST) return [];
    const off = values.filter(({ value }) => !onGrid(value, input));
    const share = 1 - off.length / values.length;
    if (share >= least) return [];
    const examples = [...new Set(off.map(({ node, name, value }) => `${node.name} ${name} ${value}`))].slice(
      0,
      3,
    );
    return [
      about(frame, {
        check: 'grid8',
        level: 'info',
        measured: Math.round(share * 100) / 100,
        limit: least,
        message: `${Math.round(share * 100)} % of the positions and distances are on the ${stepOf(input)} px grid (${examples.join(', ')}).`,
        fix: snapped(off, input),
      }),
    ];
  },
};

interface Chosen {
  node: CheckNode;
  name: string;
  value: number;
}

function chosenBy(node: CheckNode, { frame }: CheckInput): Chosen[] {
  const inArt = [node, ...ancestorsOf(node)].some((each) =>
    ['decor', 'logo', 'shadow', 'product'].includes(each.role ?? ''),
  );
  if (
    !node.shown ||
    node.turned ||
    inArt ||
    ['VECTOR', 'GROUP', 'BOOLEAN_OPERATION', 'SVG'].includes(node.type)
  )
    return [];
  const chosen: Chosen[] = [];
  const take = (name: string, value: unknown) => {
    if (typeof value === 'number' && Number.isFinite(value) && value !== 0)
      chosen.push({ node, name, value });
  };
  const { props } = node;
  if (node !== frame && !node.inFlow && !hasImage(node)) {
    const [x, y] = placeOf(props['relativeTransform']);
    take('x', x);
    take('y', y);
    if (!isText(node)) {
      if (props['layoutSizingHorizontal'] === 'FIXED') take('width', props['width']);
      if (props['layoutSizingVertical'] === 'FIXED') take('height', props['height']);
    }
  }
  if (node.layoutMode !== 'NONE' && node !== frame) {
    for (const name of ['paddingTop', 'paddingRight', 'paddingBottom', 'paddingLeft', 'itemSpacing'])
      take(name, props[name]);
  }
  return chosen;
}

function placeOf(transform: unknown): [unknown, unknown] {
  if (!Array.isArray(transform)) return [undefined, undefined];
  const [first, second] = transform as unknown[];
  return [Array.isArray(first) ? first[2] : undefined, Array.isArray(second) ? second[2] : undefined];
}

/** 8 px, or 2 px on canvases too small for it. */
function stepOf({ screen }: CheckInput): number {
  const { step, displayStep } = limitsOf('grid8');
  return Math.min(screen.width, screen.height) >= 600 ? step : displayStep;
}

function onGrid(value: number, input: CheckInput): boolean {
  const { fine, fineBelow } = limitsOf('grid8');
  const step = Math.abs(value) < fineBelow ? Math.min(fine, stepOf(input)) : stepOf(input);
  return Math.abs(value / step - Math.round(value / step)) * step < 0.51;
}

function snapped(off: readonly Chosen[], input: CheckInput) {
  const step = stepOf(input);
  const byNode = new Map<string, Record<string, unknown>>();
  for (const { node, name, value } of off) {
    const props = byNode.get(node.id) ?? {};
    props[name] = Math.round(value / step) * step;
    byNode.set(node.id, props);
  }
  return [...byNode].slice(0, 50).map(([nodeId, props]) => ({ nodeId, props }));
}
