/**
 * References between the steps of a pipeline.
 *
 * The rule: a string is a reference only if (a) its place in the tool's arguments is for references and (b) the whole
 * string reads `$step.field`, deeper paths and `[index]` allowed. A place is for references if the schema marks it with
 * `referenceable` (node ids, image paths), takes no free text at all (numbers, lists, fixed words), or is the value of
 * `{"$node": ...}` among the arguments of a Figma call. Copy stands in
 * places that take free text and are never marked, so "$9.99", "$five" or even "$skeleton.frameId" as a headline
 * arrive as typed, whatever the steps are called; so does everything inside open objects such as `props`. In a marked
 * place, text that is no reference by (b) stays as it is and the tool judges it. What a reference stands for may be
 * anything a step returned; the tool checks it like any other argument.
 */
import type { z } from 'zod';
import { nearest } from '../canvas/values.ts';
import { mapPlaces, markedPaths, marker } from './places.ts';

/** Marks an argument as a place where `$step.field` may stand. Nothing of this reaches a client. */
export function referenceable<Schema extends z.ZodType>(schema: Schema): Schema {
  return schema.meta({ [marker]: true });
}

export class PipelineReferenceError extends Error {
  override readonly name = 'PipelineReferenceError';
  constructor(
    message: string,
    /** Where, e.g. "pipeline[2].args.frameId". */
    readonly path: string,
    readonly hint: string,
  ) {
    super(message);
  }
}

export interface Reference {
  step: string;
  /** Field names and indexes below the step's result. */
  fields: (string | number)[];
}

const grammar = /^\$([A-Za-z_][\w-]*)((?:\.[\w-]+|\[\d+\])+)$/;

/** The reference a string is, or undefined. */
export function parseReference(text: string): Reference | undefined {
  const match = grammar.exec(text);
  if (!match?.[1] || !match[2]) return undefined;
  const fields = [...match[2].matchAll(/\.([\w-]+)|\[(\d+)\]/g)].map(
    ([, name, index]) => name ?? Number(index),
  );
  return { step: match[1], fields };
}

/** The marked argument paths of a tool, e.g. ["frameId", "updates[].nodeId"]. */
export function referencePaths(schema: z.ZodType): string[] {
  return markedPaths(schema);
}

export interface PipelineStep {
  id?: string | undefined;
  tool: string;
  args: Record<string, unknown>;
}

/**
 * Checks ids and references of a whole pipeline before anything runs.
 * @throws PipelineReferenceError for a duplicate id, and for references to unknown or later steps.
 */
export function checkReferences(steps: readonly PipelineStep[], schemaOf: (tool: string) => unknown): void {
  const places = new Map<string, number>();
  steps.forEach(({ id }, index) => {
    if (id === undefined) return;
    const earlier = places.get(id);
    if (earlier !== undefined) {
      throw new PipelineReferenceError(
        `Two steps are called "${id}" (steps ${earlier + 1} and ${index + 1}).`,
        `pipeline[${index}].id`,
        'Give each step its own id.',
      );
    }
    places.set(id, index);
  });
  steps.forEach(({ tool, args }, index) => {
    mapPlaces(args, [schemaOf(tool)], `pipeline[${index}].args`, (text, path) => {
      const reference = parseReference(text);
      if (reference) checkOrder(text, reference, index, places, path);
      else checkField(text, places, path);
      return text;
    });
  });
}

/** `$skeleton` alone, where a node is meant and a step has that name: a forgotten field. */
function checkField(text: string, places: ReadonlyMap<string, number>, path: string): void {
  if (!text.startsWith('$') || !places.has(text.slice(1))) return;
  throw new PipelineReferenceError(
    `"${text}" is a whole step; this argument needs one field of its result.`,
    path,
    `Write "${text}.frameId", or another field that the step returns.`,
  );
}

function checkOrder(
  text: string,
  { step }: Reference,
  index: number,
  places: Map<string, number>,
  path: string,
): void {
  const place = places.get(step);
  if (place !== undefined && place < index) return;
  const before = [...places].flatMap(([id, at]) => (at < index ? [`$${id}`] : []));
  const available =
    before.length > 0 ? `Available here: ${before.join(', ')}.` : 'No step before this one has an id.';
  if (place === undefined) {
    const near = nearest(step, places.keys());
    const guess = near === undefined ? '' : ` Did you mean "$${near}"?`;
    throw new PipelineReferenceError(
      `"${text}" refers to a step that does not exist.${guess}`,
      path,
      available,
    );
  }
  throw new PipelineReferenceError(
    place === index
      ? `"${text}" refers to its own step.`
      : `"${text}" refers to a later step (step ${place + 1}).`,
    path,
    `A step can use only what earlier steps returned. ${available}`,
  );
}

/**
 * A step's arguments with references replaced by values of earlier results.
 * @throws PipelineReferenceError when a step has no such field, naming the fields it has.
 */
export function resolveReferences(
  args: Record<string, unknown>,
  results: ReadonlyMap<string, unknown>,
  options: { schema: unknown; path: string },
): Record<string, unknown> {
  const resolved = mapPlaces(args, [options.schema], options.path, (text, path) => {
    const reference = parseReference(text);
    return reference ? lookUp(text, reference, results, path) : text;
  });
  return resolved as Record<string, unknown>;
}

function lookUp(
  text: string,
  { step, fields }: Reference,
  results: ReadonlyMap<string, unknown>,
  path: string,
): unknown {
  let value: unknown = results.get(step);
  let sofar = `$${step}`;
  for (const field of fields) {
    const known: unknown =
      typeof value === 'object' && value !== null && Object.hasOwn(value, field)
        ? value[field as keyof typeof value]
        : undefined;
    if (known === undefined) {
      const has =
        typeof value === 'object' && value !== null
          ? Object.keys(value).slice(0, 20).join(', ')
          : String(value);
      throw new PipelineReferenceError(
        `"${text}": ${sofar} has no "${field}".`,
        path,
        `${sofar} has: ${has}.`,
      );
    }
    value = known;
    sofar += typeof field === 'number' ? `[${field}]` : `.${field}`;
  }
  return value;
}
