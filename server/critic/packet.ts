/** What a critic gets to read. Pass 1 knows nothing of what was meant; pass 2 knows everything. */
import { LEAST_ALIGNMENT, tier1, tier2 } from './verdict.ts';

export interface Subject {
  placement: string;
  size: readonly [number, number];
  /** The brand's brief; undefined: no brand is known. */
  brand?: Record<string, unknown> | undefined;
}

export interface Intent {
  /** What the ad is about. */
  angle?: string | undefined;
  /** What was meant, in a sentence or two. */
  brief: string;
}

export function firstPacket({ placement, size, brand }: Subject): string {
  return [
    'You are a critic with fresh eyes. You see one ad for the first time. You know nothing of what was meant, and you must not ask.',
    `It runs as ${placement}, ${size[0]}x${size[1]} px.`,
    brand ? `What the brand says of itself:\n${JSON.stringify(brand)}` : 'No brand is known.',
    'First look for half a second: what do you remember? Then check each point. Be strict: what you would not show a client is not ok. Say where it is and what is wrong.',
    list(tier1),
    `Answer with this JSON alone: ${example({ pass: 1, remembered: '...', tier1: marks(tier1) })}`,
  ].join('\n\n');
}

export function secondPacket(subject: Subject, { angle, brief }: Intent): string {
  const { brand } = subject;
  return [
    'You are the art director. You know the brief and judge whether the ad serves it.',
    `It runs as ${subject.placement}, ${subject.size[0]}x${subject.size[1]} px.`,
    angle ? `Angle: ${angle}` : 'No angle is recorded.',
    `Brief: ${brief}`,
    brand ? `Brand, with its recent ads:\n${JSON.stringify(brand)}` : 'No brand is known.',
    list(tier2),
    `alignment, 0-10: does the execution serve the angle? ${LEAST_ALIGNMENT} is the least that passes: an ad that would work for a neighbouring idea as well is below it.`,
    `Answer with this JSON alone: ${example({ pass: 2, tier2: marks(tier2), alignment: 7, why: '...' })}`,
  ].join('\n\n');
}

const list = (items: Record<string, string>) =>
  Object.entries(items)
    .map(([name, text]) => `- ${name}: ${text}`)
    .join('\n');

const marks = (items: Record<string, string>) =>
  Object.fromEntries(Object.keys(items).map((name) => [name, { ok: true, note: 'only if not ok' }]));

const example = (value: unknown) => JSON.stringify(value);
