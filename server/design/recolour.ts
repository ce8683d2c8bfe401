/** Copy whose colour was chosen for the background follows it when the background changes. */
import type { CanvasOpInput } from '../../schemas/canvas-program.ts';
import { toHex } from '../../schemas/colour.ts';
import type { Canvas } from '../canvas/canvas.ts';
import { chooseColours } from '../typography/colours.ts';
import { type TextRole, textRoles } from '../typography/sizes.ts';
import { type AdFrame, autoColourKey, findNodes, findRole, roleKey } from './ad-frame.ts';
import type { BrandStyle } from './brand-style.ts';
import { copyBackdrop } from './copy-backdrop.ts';
import { solidPaint } from './paints.ts';
import type { NodeOutline } from './read-node.ts';

/**
 * Gives automatically coloured copy of `ad` (read after the background changed) colours that read on what is now
 * behind it (`known`: its luminances). Copy on a card of its own stays. Returns warnings.
 */
export async function recolourCopy(
  canvas: Canvas,
  ad: AdFrame,
  brand: BrandStyle | undefined,
  known?: readonly number[],
): Promise<string[]> {
  const copy = ad.part('copy');
  if (!copy || copy.fills.some(({ visible }) => visible !== false)) return [];
  const automatic = findNodes(copy, ({ pluginData }) => pluginData[autoColourKey] === '1');
  if (automatic.length === 0) return [];
  await canvas.run({ ops: [{ op: 'update', node: copy.id, props: { visible: false } }] });
  const backdrop = known ?? (await copyBackdrop(canvas, ad));
  const accentColor = ownAccent(copy);
  const colours = chooseColours({ ...(accentColor && { accentColor }) }, brand, backdrop, false);
  const ops: CanvasOpInput[] = [{ op: 'update', node: copy.id, props: { visible: true } }];
  for (const node of automatic) {
    const role = textRoles.find((name) => name === node.pluginData[roleKey]);
    if (role) ops.push(...repaint(node, role, colours));
  }
  await canvas.run({ ops });
  return colours.warnings;
}

/** The accent an ad was given, as its eyebrow shows it: unlike the headline. */
function ownAccent(copy: NodeOutline): string | undefined {
  const colourOf = (role: string) => findRole(copy, role)?.fills.find(({ color }) => color)?.color;
  const [eyebrow, headline] = [colourOf('eyebrow'), colourOf('headline')];
  if (!eyebrow || !headline) return undefined;
  const own = toHex({ ...eyebrow, a: 1 });
  return own === toHex({ ...headline, a: 1 }) ? undefined : own;
}

function repaint(
  node: NodeOutline,
  role: TextRole,
  colours: ReturnType<typeof chooseColours>,
): CanvasOpInput[] {
  if (role !== 'cta') {
    // Mixed fills are highlights: those words keep their accent.
    return node.fills.length === 0
      ? []
      : [{ op: 'update', node: node.id, props: { fills: [solidPaint(colours[role])] } }];
  }
  const label = findRole(node, 'cta_label');
  const filled = node.fills.length > 0;
  return [
    {
      op: 'update',
      node: node.id,
      props: filled ? { fills: [solidPaint(colours.cta)] } : { strokes: [solidPaint(colours.cta)] },
    },
    ...(label
      ? [
          {
            op: 'update' as const,
            node: label.id,
            props: { fills: [solidPaint(filled ? colours.ctaLabel : colours.cta)] },
          },
        ]
      : []),
  ];
}
