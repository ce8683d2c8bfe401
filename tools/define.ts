/** What a tool is: data plus one function. The MCP layer turns definitions into protocol; tools never see it. */
import type { z } from 'zod';
import type { Toolset } from '../schemas/toolset.ts';
import { parseArguments } from './arguments.ts';
import { inArguments } from './canvas-errors.ts';
import type { ToolContext } from './context.ts';

/** Every tool states its safety posture; nothing is left to a default. */
export interface ToolAnnotations {
  readOnlyHint: boolean;
  destructiveHint: boolean;
  idempotentHint: boolean;
  openWorldHint: boolean;
}

export interface ToolImage {
  mimeType: 'image/png' | 'image/jpeg';
  bytes: Uint8Array;
}

export interface ToolResult {
  /** Everything the model needs, small: ids, boxes, what was adjusted, warnings. Serialised as one JSON text. */
  data: Record<string, unknown>;
  images?: ToolImage[];
  /** What was done, for the designer's activity feed: a few plain words, without the tool's name. */
  said?: string;
}

export interface ToolDefinition<Input extends z.ZodObject = z.ZodObject> {
  name: string;
  title: string;
  /** First what it does and when to take it, then what it returns and its limits. */
  description: string;
  toolset: Toolset;
  annotations: ToolAnnotations;
  /** A strict object: an unknown argument is an error, never dropped. */
  input: Input;
  /** May it be a step of `batch_pipeline`? */
  pipeline: boolean;
  run(args: z.infer<Input>, context: ToolContext): Promise<ToolResult>;
}

/** A tool whose argument type is forgotten, as the registry keeps it. */
export interface AnyTool extends Omit<ToolDefinition, 'run'> {
  /** Checks raw arguments against the schema, then runs. Throws ToolError for bad arguments. */
  call(args: unknown, context: ToolContext): Promise<ToolResult>;
}

/** Types the handler from the schema and adds argument checking, so that it is the same inside a pipeline. */
export function defineTool<Input extends z.ZodObject>(definition: ToolDefinition<Input>): AnyTool {
  const { run, ...rest } = definition;
  return {
    ...rest,
    async call(args, context) {
      const parsed = parseArguments(definition.name, definition.input, args);
      return run(parsed, context).catch((error: unknown) => {
        throw inArguments(error, parsed, Object.keys(definition.input.shape));
      });
    },
  };
}
