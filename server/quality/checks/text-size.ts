import { minimumSize } from '../../typography/sizes.ts';
import type { Check } from '../check.ts';
import { about, called, type Finding, round1, type Update } from '../finding.ts';
import { ancestorsOf, type CheckNode, type TextCheckNode } from '../frame/node.ts';
import { sizeRoleOf } from '../frame/role.ts';
import { limitsOf } from '../limits.ts';

/** Every styled part of the copy can be read where the ad is shown. */
export const textSize: Check = {
  id: 'text.size',
  run({ copy, texts, screen }) {
    const { tolerance } = limitsOf('text.size');
    return [...copyTooSmall(copy, screen, tolerance), ...drawnTooSmall(texts, screen, tolerance)];
  },
};

function copyTooSmall(copy: readonly TextCheckNode[], screen: Screen, tolerance: number): Finding[] {
  return copy.flatMap((node) => {
    const least = minimumSize(sizeRoleOf(node.role, node.text.characters), screen);
    const small = node.text.runs.filter(
      (run) => run.size < least * (1 - tolerance) && hasGlyphs(node, run.start, run.end),
    );
    if (small.length === 0) return [];
    const measured = round1(Math.min(...small.map(({ size }) => size)));
    return [
      about(node, {
        check: 'text.size',
        level: 'fail',
        measured,
        limit: least,
        message: `${called(node)} is set in ${measured} px; ${least} px is the least that can be read on this placement.`,
        fix: enlarged(node, least),
      }),
    ];
  });
}

/** So many words are quoted. */
const QUOTED = 3;

/** Words of a drawn interface need not be read like copy, but what nobody can read is told: a warning for each drawing. */
function drawnTooSmall(texts: readonly TextCheckNode[], screen: Screen, tolerance: number): Finding[] {
  const least = minimumSize('legal', screen);
  const small = new Map<CheckNode, TextCheckNode[]>();
  for (const node of texts) {
    const drawing = ancestorsOf(node).findLast(({ role }) => role === 'product');
    if (!drawing || node.text.size >= least * (1 - tolerance) || !/[\p{L}\p{N}]/u.test(node.text.characters))
      continue;
    small.set(drawing, [...(small.get(drawing) ?? []), node]);
  }
  return [...small].map(([drawing, words]) => {
    const sizes = words.map(({ text }) => text.size);
    const [low, high] = [round1(Math.min(...sizes)), round1(Math.max(...sizes))];
    const range = low === high ? `${low}` : `${low} to ${high}`;
    const quoted = words.slice(0, QUOTED).map(({ text }) => `"${text.characters.trim().slice(0, 24)}"`);
    return about(drawing, {
      check: 'text.size',
      level: 'warn',
      measured: low,
      limit: least,
      message:
        `In "${drawing.name}" ${words.length === 1 ? 'a text has' : `${words.length} texts have`} ${range} px ` +
        `(${quoted.join(', ')}${words.length > QUOTED ? ', ...' : ''}); ${least} px is the least that can be read on ` +
        'this placement. Enlarge them, show a detail of the drawing, or take them out.',
    });
  });
}

type Screen = Parameters<typeof minimumSize>[1];

const hasGlyphs = (node: TextCheckNode, start: number, end: number): boolean =>
  node.text.characters.slice(start, end).trim() !== '';

function enlarged(node: TextCheckNode, least: number): Update[] {
  // The node may be scaled: what is set is not what is seen.
  const set = rawSizeOf(node);
  const factor = set > 0 ? node.text.size / set : 1;
  const size = Math.ceil(least / factor);
  const { runs } = node.text;
  if (runs.every((run) => run.size < least)) return [{ nodeId: node.id, props: { fontSize: size } }];
  const textRanges = runs
    .filter((run) => run.size < least)
    .map(({ start, end }) => ({ start, end, fontSize: size }));
  return [{ nodeId: node.id, props: { textRanges } }];
}

function rawSizeOf(node: TextCheckNode): number {
  const runs = node.props['runs'];
  if (!Array.isArray(runs)) return node.text.size;
  return Math.max(
    0,
    ...runs.map((run: unknown) =>
      typeof run === 'object' && run !== null && 'fontSize' in run ? Number(run.fontSize) : 0,
    ),
  );
}
