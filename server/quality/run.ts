/** Runs the checks on a frame. */
import type { Placement } from '../../schemas/placement.ts';
import type { Canvas } from '../canvas/canvas.ts';
import { checks } from './checks/index.ts';
import type { Finding } from './finding.ts';
import { type Prepared, type PrepareOptions, prepare } from './frame/prepare.ts';
import { type CheckId, levels } from './limits.ts';

export interface CheckOptions extends PrepareOptions {
  /** Only these checks. */
  checks?: readonly CheckId[] | undefined;
  /** All but these. */
  ignore?: readonly CheckId[] | undefined;
}

export interface Report {
  frame: { id: string; name: string; width: number; height: number };
  placement: Placement;
  placementFrom: Prepared['placementFrom'];
  /** No tier-1 check fails. */
  pass: boolean;
  /** The worst first. */
  findings: Finding[];
  /** Checks that ran. */
  ran: number;
  /** What the checks saw, for pictures and metrics. */
  input: Prepared;
}

/** Looks only: the canvas is as it was. Throws when the frame is gone. */
export async function checkFrame(
  canvas: Canvas,
  frameId: string,
  options: CheckOptions = {},
): Promise<Report> {
  const input = await prepare(canvas, frameId, options);
  const wanted = checks.filter(
    ({ id }) => (options.checks?.includes(id) ?? true) && !options.ignore?.includes(id),
  );
  const findings: Finding[] = [];
  for (const check of wanted) findings.push(...(await check.run(input)));
  findings.sort((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level));
  const { frame } = input;
  return {
    frame: { id: frame.id, name: frame.name, width: frame.box.width, height: frame.box.height },
    placement: input.placement,
    placementFrom: input.placementFrom,
    pass: !findings.some(({ level }) => level === 'fail'),
    findings,
    ran: wanted.length,
    input,
  };
}

/** Findings of one level. */
export const ofLevel = (report: Pick<Report, 'findings'>, level: Finding['level']): Finding[] =>
  report.findings.filter((finding) => finding.level === level);
