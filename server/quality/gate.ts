/** The gate before an ad leaves: no tier-1 check may fail, unless somebody says why it may. */
import { z } from 'zod';
import type { Canvas } from '../canvas/canvas.ts';
import { readNode } from '../design/read-node.ts';
import type { Finding } from './finding.ts';
import { type CheckOptions, checkFrame, ofLevel } from './run.ts';

/** Plugin data key on the frame: what was let through and why; the newest last. */
export const overridesKey = 'overrides';
/** Plugin data travels with every copy of the frame: it stays small. */
const MOST_KEPT = 20;

const overrideSchema = z.object({
  at: z.string(),
  reason: z.string(),
  /** "check node", as `keyOf` has it. */
  findings: z.array(z.string()),
});
export type Override = z.infer<typeof overrideSchema>;

export interface Gate {
  /** Tier-1 findings nobody has given a reason for; none: the ad may leave. */
  stops: Finding[];
  /** Tier-1 findings let through before, with the reason. */
  overridden: { finding: Finding; reason: string }[];
}

/** Runs the tier-1 checks. A reason holds for one check on one node: a new fault of the same kind stops again. */
export async function gateOf(canvas: Canvas, frameId: string, options: CheckOptions = {}): Promise<Gate> {
  const report = await checkFrame(canvas, frameId, options);
  const given = overridesIn(report.input.frame.pluginData[overridesKey]);
  const gate: Gate = { stops: [], overridden: [] };
  for (const finding of ofLevel(report, 'fail')) {
    const reason = given.findLast(({ findings }) => findings.includes(keyOf(finding)))?.reason;
    if (reason === undefined) gate.stops.push(finding);
    else gate.overridden.push({ finding, reason });
  }
  return gate;
}

/** The gate in the words of a to-do list: for whoever only needs to know what must be put right. */
export async function qualityGate(canvas: Canvas, frameId: string): Promise<string[]> {
  const { stops } = await gateOf(canvas, frameId);
  return stops.map(({ check, message }) => `${check}: ${message}`);
}

/** Writes on the frame that these findings are let through, and why. */
export async function recordOverride(
  canvas: Canvas,
  frameId: string,
  reason: string,
  findings: readonly Finding[],
): Promise<void> {
  const { pluginData } = await readNode(canvas, frameId);
  const entry: Override = { at: new Date().toISOString(), reason, findings: findings.map(keyOf) };
  const kept = [...overridesIn(pluginData[overridesKey]), entry].slice(-MOST_KEPT);
  await canvas.run({
    ops: [{ op: 'update', node: frameId, props: { pluginData: { [overridesKey]: JSON.stringify(kept) } } }],
  });
}

const keyOf = ({ check, node }: Finding): string => `${check} ${node ?? ''}`;

function overridesIn(text: string | undefined): Override[] {
  if (!text) return [];
  try {
    const parsed = z.array(overrideSchema).safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : [];
  } catch {
    return [];
  }
}
