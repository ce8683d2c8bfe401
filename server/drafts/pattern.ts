/** What is kept of a call that went well: its structure. Ids, texts, numbers and colours are open places in it. */
import { createHash } from 'node:crypto';
import { z } from 'zod';

export const slotKinds = [
  'number',
  'text',
  'color',
  'node',
  'image',
  /** One of Figma's fixed values. */
  'word',
  'boolean',
  /** {r, g, b, a?} of 0..1 */
  'rgb',
  'numbers',
  'texts',
  'colors',
  'nodes',
  /** An object with names somebody chose. */
  'object',
] as const;
export type SlotKind = (typeof slotKinds)[number];

/** A place whose value was taken out. */
const slotSchema = z.strictObject({
  kind: z.enum(slotKinds),
  /** camelCase, unique in the pattern. */
  name: z.string(),
});
export type Slot = z.infer<typeof slotSchema>;

/** An argument: structure all the way down to slots. */
export type Part =
  | { slot: number }
  /** A variable of the script: "v1". */
  | { variable: string }
  | { list: Part[] }
  | { object: [string, Part][] }
  | { nothing: true };

const partSchema: z.ZodType<Part> = z.union([
  z.strictObject({ slot: z.int().min(0) }),
  z.strictObject({ variable: z.string() }),
  z.strictObject({
    get list() {
      return z.array(partSchema);
    },
  }),
  z.strictObject({
    get object() {
      return z.array(z.tuple([z.string(), partSchema]));
    },
  }),
  z.strictObject({ nothing: z.literal(true) }),
]);

const slots = z.array(slotSchema);
const statementSchema = z.strictObject({
  variable: z.string().optional(),
  operation: z.string(),
  args: z.array(partSchema),
});
const stepSchema = z.strictObject({
  tool: z.string(),
  /** Arguments that were given: by value, by a reference to an earlier step, or with references inside. */
  args: z.array(
    z.strictObject({
      name: z.string(),
      from: z.union([
        z.enum(['value', 'mixed']),
        z.strictObject({ step: z.int().min(0), fields: z.array(z.string()).min(1) }),
      ]),
    }),
  ),
});

export const patternSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('raw'),
    method: z.string(),
    /** Slot of the node it is called on; absent: called on `figma`. */
    node: z.int().min(0).optional(),
    args: z.array(partSchema),
    slots,
  }),
  z.strictObject({ kind: z.literal('script'), statements: z.array(statementSchema).min(1), slots }),
  z.strictObject({ kind: z.literal('pipeline'), steps: z.array(stepSchema).min(1) }),
]);
export type Pattern = z.infer<typeof patternSchema>;
export type PatternOf<K extends Pattern['kind']> = Extract<Pattern, { kind: K }>;
export type PipelineStep = z.infer<typeof stepSchema>;

/** The fixed words and switches of one use, in the order of their slots; they may differ from use to use. */
export const exampleSchema = z.array(z.union([z.string(), z.boolean()]));
export type Example = z.infer<typeof exampleSchema>;

export interface Observed {
  pattern: Pattern;
  example: Example;
}

/** The same for every use of one structure. */
export function patternId(pattern: Pattern): string {
  return createHash('sha256').update(JSON.stringify(pattern)).digest('hex').slice(0, 16);
}

/** Slots whose value an example holds. */
export const hasExample = ({ kind }: Slot): boolean => kind === 'word' || kind === 'boolean';
