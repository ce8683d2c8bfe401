/**
 * After any edits of components and instances, an instance is what a new instance with its own values would be, and
 * every value is the nearest own one on the way to the component.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentFromJson } from '../document-json.ts';
import type { HeadlessFigma } from '../figma.ts';
import type { NodeRecord } from '../model.ts';
import { recordBehind } from '../node.ts';
import { startWithFonts } from '../test-support.ts';

const INTER = { family: 'Inter', style: 'Regular' };
const PLACED = ['relativeTransform', 'constraints', 'pluginData', 'sharedPluginData', 'relaunchData'];

interface Scene {
  headless: HeadlessFigma;
  button: ComponentNode;
  card: ComponentNode;
  instances: InstanceNode[];
}

async function scene(): Promise<Scene> {
  const headless = await startWithFonts();
  const { figma } = headless;
  const button = figma.createComponent();
  button.name = 'Button';
  button.layoutMode = 'HORIZONTAL';
  button.primaryAxisSizingMode = 'AUTO';
  button.counterAxisSizingMode = 'AUTO';
  button.paddingLeft = 12;
  const label = figma.createText();
  label.fontName = INTER;
  label.characters = 'Order now';
  const icon = figma.createRectangle();
  icon.name = 'Icon';
  icon.resize(20, 20);
  const badge = figma.createEllipse();
  for (const node of [label, icon, badge]) button.appendChild(node);
  badge.layoutPositioning = 'ABSOLUTE';
  badge.constraints = { horizontal: 'MAX', vertical: 'MIN' };

  const card = figma.createComponent();
  card.name = 'Card';
  card.resize(300, 200);
  const back = figma.createRectangle();
  back.resize(280, 180);
  back.constraints = { horizontal: 'STRETCH', vertical: 'SCALE' };
  const group = figma.createFrame();
  group.layoutMode = 'VERTICAL';
  const inner = button.createInstance();
  card.appendChild(back);
  card.appendChild(group);
  group.appendChild(inner);

  const instances = [button, button, card, card].map((component) => component.createInstance());
  return { headless, button, card, instances };
}

function record(node: object): NodeRecord {
  const found = recordBehind(node);
  if (found === undefined) throw new Error('not a node');
  return found;
}

/** Everything a tree stores, without ids and what says how the instance itself stands. */
function contents(root: NodeRecord): unknown {
  const visit = (each: NodeRecord): unknown => {
    const props = { ...each.props };
    if (each === root) for (const name of PLACED) delete props[name];
    return { type: each.type, props, children: each.children.map(visit) };
  };
  return visit(root);
}

type Edit = (scene: Scene) => void;
const at = fc.nat(20);
/** A node of a component (0) or of an instance (1), the root included. */
const where = fc.record({ kind: fc.nat(3), tree: fc.nat(3), node: at });
type Where = typeof where extends fc.Arbitrary<infer T> ? T : never;

function pick({ kind, tree, node }: Where, { button, card, instances }: Scene): SceneNode {
  const trees = kind < 2 ? [button, card] : instances;
  const top = trees[tree % trees.length] as ComponentNode | InstanceNode;
  const all = [top, ...top.findAll()];
  return all[node % all.length] as SceneNode;
}

const write = (on: (node: SceneNode) => void) =>
  where.map(
    (place): Edit =>
      (now) =>
        on(pick(place, now)),
  );
const paint = (r: number): SolidPaint[] => [{ type: 'SOLID', color: { r, g: 0, b: 0 } }];

const edits: fc.Arbitrary<Edit>[] = [
  fc.constantFrom(0.2, 0.4, 0.6).chain((opacity) =>
    write((node) => {
      if ('opacity' in node) node.opacity = opacity;
    }),
  ),
  fc.boolean().chain((visible) =>
    write((node) => {
      node.visible = visible;
    }),
  ),
  fc.constantFrom('', 'Buy', 'A longer text than before').chain((characters) =>
    write((node) => {
      if (node.type === 'TEXT') node.characters = characters;
    }),
  ),
  fc.constantFrom(10, 20).chain((size) =>
    write((node) => {
      if (node.type !== 'TEXT' || node.characters.length < 3) return;
      node.setRangeFontSize(0, 2, size);
    }),
  ),
  fc.constantFrom(0, 0.5, 1).chain((r) =>
    write((node) => {
      if ('fills' in node) node.fills = paint(r);
    }),
  ),
  fc.constantFrom(4, 30).chain((padding) =>
    write((node) => {
      if (node.type === 'COMPONENT' || node.type === 'INSTANCE') node.paddingLeft = padding;
    }),
  ),
  fc.constantFrom(60, 250, 400).chain((size) =>
    write((node) => {
      if ('resize' in node && node.type !== 'TEXT') node.resize(size, size);
    }),
  ),
  // Structure: of components only.
  fc.record({ card: fc.boolean(), index: at }).map(
    ({ card, index }): Edit =>
      (now) => {
        const component = card ? now.card : now.button;
        const { figma } = now.headless;
        component.insertChild(index % (component.children.length + 1), figma.createRectangle());
      },
  ),
  fc.record({ card: fc.boolean(), index: at }).map(
    ({ card, index }): Edit =>
      (now) => {
        const component = card ? now.card : now.button;
        if (component.children.length > 1) component.children[index % component.children.length]?.remove();
      },
  ),
  fc.record({ index: at, to: at }).map(
    ({ index, to }): Edit =>
      (now) => {
        const { children } = now.button;
        const child = children[index % children.length];
        if (child !== undefined) now.button.insertChild(to % children.length, child);
      },
  ),
  fc.record({ which: fc.nat(3), scale: fc.constantFrom(0.5, 2) }).map(
    ({ which, scale }): Edit =>
      (now) => {
        now.instances[which]?.rescale(scale);
      },
  ),
  fc.nat(3).map(
    (which): Edit =>
      (now) =>
        now.instances[which]?.removeOverrides(),
  ),
];
const edit = fc.oneof(...edits);

describe('instances', () => {
  it('are always their component with their own values, however they came to be so', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 12 }), async (steps) => {
        const now = await scene();
        for (const step of steps) step(now);
        now.headless.toJSON();
        for (const instance of now.instances) {
          const main = await instance.getMainComponentAsync();
          const fresh = main?.createInstance();
          if (fresh === undefined) throw new Error('the component is there');
          const [old, made] = [record(instance), record(fresh)];
          for (const name of ['ownValues', 'scaleFactor']) made.props[name] = old.props[name];
          // The sizing that is written with a size: it is the instance's own.
          for (const name of ['layoutGrow', 'layoutAlign']) made.props[name] = old.props[name];
          now.headless.document.changed(made, 'overrides');
          now.headless.toJSON();
          expect(contents(made)).toEqual(contents(old));
          fresh.remove();
        }
      }),
      { numRuns: Number(process.env['RUNS'] ?? 60) },
    );
  });

  it('have the nearest own value on the way to the component', async () => {
    const value = fc.constantFrom(0.2, 0.4, 0.6);
    const step = fc.record({ level: fc.nat(2), value });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 10 }), async (steps) => {
        const { button, card, instances } = await scene();
        const inCard = (top: ComponentNode | InstanceNode | undefined) =>
          top?.findOne((node) => node.name === 'Icon');
        const icons = [button.children[1], inCard(card), inCard(instances[2])] as RectangleNode[];
        // Each level's own value, outermost last; the component's is always there.
        const own: (number | undefined)[] = [1, undefined, undefined];
        const seen = (level: number): number | undefined =>
          own.slice(0, level + 1).reduce((below, each) => each ?? below);
        for (const { level, value: next } of steps) {
          const icon = icons[level];
          if (icon === undefined) throw new Error('the icon is there');
          // Writing what is there already says nothing; writing what is inherited takes an own value back.
          if (seen(level) !== next) own[level] = level > 0 && seen(level - 1) === next ? undefined : next;
          icon.opacity = next;
          expect(icons.map(({ opacity }) => opacity)).toEqual([seen(0), seen(1), seen(2)]);
        }
      }),
      { numRuns: Number(process.env['RUNS'] ?? 60) },
    );
  });

  it('survive saving and loading', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { maxLength: 8 }), async (steps) => {
        const now = await scene();
        for (const step of steps) step(now);
        const json = now.headless.toJSON();
        const again = await startWithFonts({ document: JSON.parse(JSON.stringify(json)) });
        expect(again.toJSON()).toEqual(json);
        expect(documentFromJson(JSON.parse(JSON.stringify(json))).warnings).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });
});
