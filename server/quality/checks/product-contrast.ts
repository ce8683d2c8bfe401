import type { Check, CheckInput } from '../check.ts';
import { about, called, type Finding } from '../finding.ts';
import { ancestorsOf, type CheckNode, hasImage } from '../frame/node.ts';
import { limitsOf } from '../limits.ts';
import { outlineOf } from '../pixels/outline.ts';
import type { Raster } from '../pixels/raster.ts';

/** A share of the outline so small that the rest is clear enough, shadow or not. */
const CLEAR = 0.05;

/** px of the shorter side from which half of the pixels tell an outline as well, in a quarter of the time. */
const LARGE = 160;

/** A cut-out product that melts into what it stands on. */
export const productContrast: Check = {
  id: 'product.contrast',
  async run(input) {
    const { distance, share } = limitsOf('product.contrast');
    const findings: Finding[] = [];
    const products = cutOuts(input);
    let bare: Promise<Raster> | undefined;
    for (const node of products) {
      const scale = Math.min(node.box.width, node.box.height) >= LARGE ? 0.5 : 1;
      const own = await input.pixels.alone(node, scale);
      if (!own) continue;
      const { raster, x, y } = own;
      const on = (frame: Raster) => outlineOf(frame, raster, { x, y, limit: distance, scale });
      // What hardly blends in as it is needs no further render.
      const shown = on(await input.pixels.background());
      if (!shown || shown.faint < CLEAR) continue;
      // A shadow alone does not tell the product from its background: it is looked at without.
      const shadows = input.nodes.filter(({ role }) => role === 'shadow');
      bare ??= input.pixels.without([...products, ...shadows]);
      const outline = on(await bare);
      if (!outline || outline.faint < share) continue;
      const faint = Math.round(outline.faint * 100);
      findings.push(
        about(node, {
          check: 'product.contrast',
          level: 'warn',
          measured: `${faint} % of the outline`,
          limit: `${Math.round(share * 100)} %`,
          message:
            `${called(node)} hardly stands out: ${faint} % of its outline has nearly the colour of what is behind it. ` +
            'Take a darker, lighter or differently coloured background, or set it on a panel.',
        }),
      );
    }
    return findings;
  },
};

/** Pictures of the product that can be seen as they are: not faded on purpose, not blended. */
const cutOuts = ({ nodes }: CheckInput): CheckNode[] =>
  nodes.filter(
    (node) =>
      node.role === 'product' &&
      node.shown &&
      hasImage(node) &&
      node.opacity > 0.9 &&
      !ancestorsOf(node).some(({ role }) => role === 'product'),
  );
