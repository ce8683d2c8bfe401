/** A task: one picture that is being made, from the moment it is asked for until somebody was told about it. */
import { z } from 'zod';

/** How a task is called wherever an image path stands: "task:k3f9a1x2". */
export const taskReference = /^task:([a-z0-9]{8})$/;
export const taskIdSchema = z.string().regex(/^[a-z0-9]{8}$/);

/** `draft`: being asked for, nothing reserved yet. */
export type TaskState = 'draft' | 'pending' | 'ready' | 'failed';

export const spentWords = ['no', 'yes', 'possibly'] as const;
export const failureSchema = z.strictObject({
  /** For programs: "content_policy", "no_balance", "possibly_submitted", ... */
  code: z.string(),
  /** What happened, in fal's own words where they are fal's. */
  said: z.string(),
  /** What to change. */
  advice: z.string(),
  /** Was money spent? */
  spent: z.enum(spentWords),
});
export type Failure = z.infer<typeof failureSchema>;

export const checksSchema = z.strictObject({
  width: z.int(),
  height: z.int(),
  hasAlpha: z.boolean(),
  /** What is not as it was asked for. */
  warnings: z.array(z.string()),
  likeness: z
    .strictObject({
      /** Share of the reference's colours found in the picture, 0-1; the worst reference. */
      colours: z.number(),
      verdict: z.enum(['close', 'look', 'off']),
      note: z.string(),
    })
    .optional(),
});
export type Checks = z.infer<typeof checksSchema>;

export interface NewTask {
  kind: 'product_photo' | 'asset';
  /** What it is called in messages: "product photo", "background". */
  what: string;
  /** As it was asked for. */
  prompt: string;
  /** As it is sent. */
  fullPrompt: string;
  model: string;
  /** Of the model's ratios. */
  ratio: string;
  resolution: string;
  seed: number;
  /** Model that removes the background; undefined: keep it. */
  cutout?: string | undefined;
  /** Real absolute paths. */
  references: readonly string[];
  brand?: string | undefined;
  product?: string | undefined;
  concept?: string | undefined;
  session: string;
  workspace: string;
}

export interface Task extends NewTask {
  id: string;
  /** ms epoch. */
  createdAt: number;
  state: TaskState;
  /** Where it stands, a few words. */
  progress: string;
  /** ms that fal has been working on it, clock jumps not counted. */
  waited: number;
  /** References that are already at fal, by path. */
  uploads: Record<string, string>;
  /** The picture as it came, before the cutout. */
  raw?: string | undefined;
  /** Real absolute path of the picture. */
  file?: string | undefined;
  checks?: Checks | undefined;
  failure?: Failure | undefined;
  /** Its frame on a canvas. */
  placeholder?: { canvas: string; node: string } | undefined;
  /** The session that was told. */
  deliveredTo?: string | undefined;
}

export type Step = 'generate' | 'cutout';
/** `submitting`: the intent is on disk, the request id is not: it may or may not have been sent. */
export type CallState = 'planned' | 'submitting' | 'submitted' | 'answered' | 'failed';

/** One paid request to fal. */
export interface Call {
  task: string;
  step: Step;
  endpoint: string;
  state: CallState;
  input?: Record<string, unknown> | undefined;
  requestId?: string | undefined;
  result?: unknown;
  /** Attempts to send that certainly failed. */
  tries: number;
  /** ms that its fate was looked for in fal's history. */
  searched: number;
}

/** The name of a call in the cost ledger. */
export const costRef = (task: string, step: Step) => `task:${task}/${step}`;
