/** From rows to tasks: what is read from disk is checked like any other border. */
import { z } from 'zod';
import { type Call, checksSchema, failureSchema, type Task } from './task.ts';

const requestSchema = z.object({
  kind: z.enum(['product_photo', 'asset']),
  what: z.string(),
  prompt: z.string(),
  fullPrompt: z.string(),
  model: z.string(),
  ratio: z.string(),
  resolution: z.string(),
  seed: z.int(),
  cutout: z.string().optional(),
  references: z.array(z.string()),
  brand: z.string().optional(),
  product: z.string().optional(),
  concept: z.string().optional(),
  session: z.string(),
  workspace: z.string(),
});
const placeholderSchema = z.object({ canvas: z.string(), node: z.string() });

export interface TaskRow {
  id: string;
  request: string;
  created_at: number;
  state: Task['state'];
  progress: string;
  waited: number;
  uploads: string;
  raw: string | null;
  file: string | null;
  checks: string | null;
  failure: string | null;
  placeholder: string | null;
  delivered_to: string | null;
}

export function taskOf(row: TaskRow): Task {
  const json = <T>(text: string | null, schema: z.ZodType<T>): T | undefined =>
    text === null ? undefined : schema.parse(JSON.parse(text));
  return {
    ...requestSchema.parse(JSON.parse(row.request)),
    id: row.id,
    createdAt: row.created_at,
    state: row.state,
    progress: row.progress,
    waited: row.waited,
    uploads: z.record(z.string(), z.string()).parse(JSON.parse(row.uploads)),
    raw: row.raw ?? undefined,
    file: row.file ?? undefined,
    checks: json(row.checks, checksSchema),
    failure: json(row.failure, failureSchema),
    placeholder: json(row.placeholder, placeholderSchema),
    deliveredTo: row.delivered_to ?? undefined,
  };
}

const callSchema = z.object({
  task: z.string(),
  step: z.enum(['generate', 'cutout']),
  endpoint: z.string(),
  state: z.enum(['planned', 'submitting', 'submitted', 'answered', 'failed']),
  input: z.string().nullable(),
  request_id: z.string().nullable(),
  result: z.string().nullable(),
  tries: z.int(),
  searched: z.number(),
});

export function callOf(row: unknown): Call | undefined {
  if (row === undefined) return undefined;
  const { input, result, request_id, ...call } = callSchema.parse(row);
  return {
    ...call,
    input: input === null ? undefined : z.record(z.string(), z.unknown()).parse(JSON.parse(input)),
    result: result === null ? undefined : (JSON.parse(result) as unknown),
    requestId: request_id ?? undefined,
  };
}
