import { minimumSize } from '../../typography/sizes.ts';
import type { Check } from '../check.ts';
import { about, called, round1, type Update } from '../finding.ts';
import type { TextCheckNode } from '../frame/node.ts';
import { sizeRoleOf } from '../frame/role.ts';
import { limitsOf } from '../limits.ts';

/** Every styled part of the copy can be read where the ad is shown. */
export const textSize: Check = {
  id: 'text.size',
  run({ copy, screen }) {
    const { tolerance } = limitsOf('text.size');
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
  },
};

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
