import type { Rect } from '../../composition/compose.ts';
import { minimumSize } from '../../typography/sizes.ts';
import type { Check } from '../check.ts';
import { about, called, type Finding, round1 } from '../finding.ts';
import { longestWord } from '../frame/natural-sizes.ts';
import { ancestorsOf, type CheckNode, isText, type TextCheckNode } from '../frame/node.ts';
import { overhang } from '../frame/rect.ts';
import { sizeRoleOf } from '../frame/role.ts';
import { limitsOf } from '../limits.ts';

/** Nothing of the copy is cut off, shortened with dots, broken inside a word, or hangs out of its own box. */
export const textOverflow: Check = {
  id: 'text.overflow',
  async run({ copy, frame, naturalSizes, widestWords, pixels, screen }) {
    const { px } = limitsOf('text.overflow');
    const natural = await naturalSizes();
    const words = await widestWords();
    const findings = copy.flatMap((node): Finding[] => {
      const { text } = node;
      const size = natural.get(node.id);
      const own = sizeBeforeTurning(node);
      const over = size ? Math.max(size.height - own.height, size.width - own.width) : 0;
      if (size && over > px) {
        const fix = text.truncates
          ? [{ nodeId: node.id, props: { textTruncation: 'DISABLED', textAutoResize: 'HEIGHT' } }]
          : [{ nodeId: node.id, props: { textAutoResize: 'HEIGHT' } }];
        return [
          about(node, {
            check: 'text.overflow',
            level: 'fail',
            measured: round1(over),
            limit: px,
            message: text.truncates
              ? `${called(node)} is cut off with dots: it needs ${round1(over)} px more.`
              : `${called(node)} is ${round1(over)} px larger than its box.`,
            fix,
          }),
        ];
      }
      const broken = brokenWord(node, words.get(node.id), screen);
      if (broken) return [broken];
      const cut = cutBy(node, frame);
      if (!cut) return [];
      return [
        about(node, {
          check: 'text.overflow',
          level: 'fail',
          measured: round1(cut.px),
          limit: px,
          message: `${called(node)} is cut off by ${round1(cut.px)} px at the edge of "${cut.by.name}".`,
          // A button grows with its label; without its clip the words would stand beside it.
          fix: [
            {
              nodeId: cut.by.id,
              props: (isButton(cut.by) && growing(cut.by, cut.out)) || { clipsContent: false },
            },
          ],
        }),
      ];
    });
    const told = new Set(findings.map(({ node }) => node));
    for (const node of copy) {
      const button = node.parent;
      if (told.has(node.id) || node.turned || button?.role !== 'cta' || isText(button)) continue;
      const ink = await pixels.ink(node);
      const out = ink ? overhang(ink.box, button.box) : undefined;
      const most = out ? Math.max(...Object.values(out)) : 0;
      if (most <= px) continue;
      const free = growing(button, out);
      findings.push(
        about(node, {
          check: 'text.overflow',
          level: 'fail',
          measured: round1(most),
          limit: px,
          message: `${called(node)} runs ${round1(most)} px out of its button.`,
          ...(free && { fix: [{ nodeId: button.id, props: free }] }),
        }),
      );
    }
    return findings;
  },
};

/** A word wider than its line is broken wherever the line ends: "minut / es". */
function brokenWord(
  node: TextCheckNode,
  width: number | undefined,
  screen: Parameters<typeof minimumSize>[1],
): Finding | undefined {
  const { px } = limitsOf('text.overflow');
  const room = sizeBeforeTurning(node).width;
  if (width === undefined || width <= room + px) return undefined;
  const word = longestWord(node.text.characters);
  const size = Math.floor((node.text.size * room) / width);
  const readable = size >= minimumSize(sizeRoleOf(node.role, node.text.characters), screen);
  return about(node, {
    check: 'text.overflow',
    level: 'fail',
    measured: round1(width - room),
    limit: px,
    message:
      `"${word}" is ${round1(width - room)} px wider than the line and breaks in the middle: ` +
      `${readable ? 'a smaller size holds it' : 'take a shorter word, a wider place, or put a soft hyphen (U+00AD) where it may break'}.`,
    ...(readable && { fix: [{ nodeId: node.id, props: { fontSize: size } }] }),
  });
}

type Overhang = ReturnType<typeof overhang>;

const isButton = ({ role }: CheckNode): boolean => role === 'cta';

/** The button holds its label again, with its own padding. */
function growing({ layoutMode }: CheckNode, out: Overhang | undefined): Record<string, unknown> | undefined {
  if (!out || !['HORIZONTAL', 'VERTICAL'].includes(layoutMode)) return undefined;
  return {
    ...(out.left + out.right > 0 && { layoutSizingHorizontal: 'HUG' }),
    ...(out.top + out.bottom > 0 && { layoutSizingVertical: 'HUG' }),
  };
}

/** The box of a turned node is larger than the node. */
function sizeBeforeTurning({ props, box }: CheckNode): { width: number; height: number } {
  const { width, height } = props;
  return {
    width: typeof width === 'number' ? width : box.width,
    height: typeof height === 'number' ? height : box.height,
  };
}

/** The frame around the text that cuts it; the ad's own edge is another check's business. */
function cutBy(
  node: TextCheckNode,
  frame: CheckNode,
): { px: number; by: CheckNode; out: Overhang } | undefined {
  const { px } = limitsOf('text.overflow');
  for (const around of ancestorsOf(node)) {
    if (around === frame || !around.clips || around.turned || node.turned) continue;
    const out = overhang(linesIn(node), around.box);
    const most = Math.max(...Object.values(out));
    if (most > px) return { px: most, by: around, out };
  }
  return undefined;
}

/** The text's box less the leading above and below, which may be cut without harm. */
function linesIn({ box, text }: TextCheckNode): Rect {
  const slack = Math.min(box.height * 0.25, text.size * 0.12);
  return { ...box, y: box.y + slack, height: box.height - slack * 2 };
}
