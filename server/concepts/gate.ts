/** What may stand between a concept and its completion: checks that an ad must pass. */
import type { Canvas } from '../canvas/canvas.ts';

/** Answers what must be put right before the frame counts as done, a sentence each; nothing: it may be completed. */
export type QualityGate = (canvas: Canvas, frameId: string) => Promise<string[]>;
