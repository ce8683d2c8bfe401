/** Applies ready fixes and looks again: only what makes the ad better stays. */

import type { Canvas } from '../../canvas/canvas.ts';
import { expandShorthands } from '../../canvas/shorthands.ts';
import type { Finding } from '../finding.ts';
import { type CheckOptions, checkFrame, type Report } from '../run.ts';

export interface Fixed {
  report: Report;
  /** Findings whose fix was kept. */
  applied: Finding[];
  /** Findings whose fix was taken back, because it did not help or harmed something else. */
  refused: Finding[];
}

/** Every round looks at the whole ad once; slips that hide behind others need a second one. */
const ROUNDS = 3;

/**
 * Applies the fixes of fails and warnings inside one transaction. All at once first; if that brings up anything new,
 * one by one. A fix is kept when its own finding is gone and no new fail or warning has come.
 */
export function fixFrame(
  canvas: Canvas,
  frameId: string,
  options: CheckOptions,
  signal?: AbortSignal,
): Promise<Fixed> {
  return canvas.transaction(async (inner) => {
    let report = await checkFrame(inner, frameId, options);
    const applied: Finding[] = [];
    const refused = new Map<string, Finding>();
    for (let round = 0; round < ROUNDS; round++) {
      const fixable = report.findings.filter(
        (finding) => finding.fix && finding.level !== 'info' && !refused.has(keyOf(finding)),
      );
      if (fixable.length === 0) break;
      const together = await attempt(inner, frameId, options, report, fixable);
      if (together) {
        applied.push(...fixable);
        report = together;
        continue;
      }
      for (const finding of fixable) {
        signal?.throwIfAborted();
        // An earlier fix may have solved it as well, or moved what it was about.
        const now = report.findings.find((each) => keyOf(each) === keyOf(finding));
        if (!now?.fix) continue;
        const alone = await attempt(inner, frameId, options, report, [now]);
        if (alone) {
          applied.push(now);
          report = alone;
        } else refused.set(keyOf(now), now);
      }
    }
    return { report, applied, refused: [...refused.values()] };
  }, signal);
}

const keyOf = ({ check, node }: Finding): string => `${check} ${node ?? ''}`;

/** The report after the fixes; undefined, and the canvas as before, when they do not make it better. */
async function attempt(
  canvas: Canvas,
  frameId: string,
  options: CheckOptions,
  before: Report,
  findings: readonly Finding[],
): Promise<Report | undefined> {
  // Inside a pipeline there is no transaction of our own to take back, so the state is kept by hand.
  const snapshot = await canvas.snapshot(frameId);
  try {
    await canvas.run({ ops: findings.flatMap((finding) => opsOf(finding, before)) });
    const after = await checkFrame(canvas, frameId, options);
    if (isBetter(before, after, findings)) return after;
  } catch {
    // A fix the canvas refuses (a font that is gone, a locked instance) is a fix that does not help.
  }
  await canvas.restore(snapshot);
  return undefined;
}

function opsOf({ fix = [] }: Finding, { input }: Report) {
  const types = new Map(input.nodes.map(({ id, type }) => [id, type]));
  return fix.map(({ nodeId, props }) => ({
    op: 'update' as const,
    node: nodeId,
    props: expandShorthands(types.get(nodeId), props),
  }));
}

function isBetter(before: Report, after: Report, solved: readonly Finding[]): boolean {
  const serious = ({ findings }: Report) => findings.filter(({ level }) => level !== 'info');
  const known = new Map(serious(before).map((finding) => [keyOf(finding), finding]));
  const left = new Set(serious(after).map(keyOf));
  if (solved.some((finding) => left.has(keyOf(finding)))) return false;
  // The same finding of a worse level is news, too.
  return serious(after).every((finding) => {
    const then = known.get(keyOf(finding));
    return then !== undefined && !(then.level === 'warn' && finding.level === 'fail');
  });
}
