/**
 * Value checks with Figma's messages. Figma validates with zod 3, so zod 3's texts ("Expected number, received
 * string", "Unrecognized key(s) in object: 'a'") are Figma's texts; only the frame around them is added here.
 */
import { z } from 'zod/v3';
import { FigmaError } from './errors.ts';

/** Parses the new value of a property; the error reads `Property "fills" failed validation: ... at [0].color`. */
export function parseProperty<T>(name: string, schema: Schema<T>, value: unknown): T {
  return parse(`Property "${name}"`, schema, value);
}

/** Parses an argument of a method; `name` is the parameter's name in the typings. */
export function parseArgument<T>(name: string, schema: Schema<T>, value: unknown): T {
  return parse(`Argument "${name}"`, schema, value);
}

type Schema<T> = z.ZodType<T, z.ZodTypeDef, unknown>;

function parse<T>(what: string, schema: Schema<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new FigmaError(`${what} failed validation: ${describe(result.error)}`);
}

function describe(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.message}${pathText(issue.path)}`).join('; ');
}

function pathText(path: readonly (string | number)[]): string {
  if (path.length === 0) return '';
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else text += text === '' ? step : `.${step}`;
  }
  return ` at ${text}`;
}

// Schemas are made once: building one costs many times what using it does.
export const textSchema = z.string();
export const textsSchema = z.array(textSchema);
export const finite = z.number().finite();
export const nonNegative = finite.nonnegative();
export const zeroToOne = finite.min(0).max(1);
export const positiveInteger = z.number().int().min(1);
export const index = z.number().int().min(0);

/** A 2x3 matrix that can be inverted. */
export const transformSchema: z.ZodType<Transform, z.ZodTypeDef, unknown> = z
  .tuple([z.tuple([finite, finite, finite]), z.tuple([finite, finite, finite])])
  .refine((m) => Math.abs(m[0][0] * m[1][1] - m[0][1] * m[1][0]) > 1e-12, 'Matrix is not invertible');

/** Any 2x3 matrix: gradients and image crops may be degenerate. */
export const matrixSchema: z.ZodType<Transform, z.ZodTypeDef, unknown> = z.tuple([
  z.tuple([finite, finite, finite]),
  z.tuple([finite, finite, finite]),
]);

export const bytesSchema = z.instanceof(Uint8Array);

export const vectorSchema = z.object({ x: finite, y: finite }).strict();
