/** Prompts over the SDK: listing, filling in, completing their arguments. */
import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import {
  ErrorCode,
  GetPromptRequestSchema,
  ListPromptsRequestSchema,
  McpError,
} from '@modelcontextprotocol/sdk/types.js';
import { describeError } from '../../tools/errors.ts';
import { type BrandStore, formatCategories } from '../brand/index.ts';
import { prompts } from '../knowledge/index.ts';
import { allPlacements } from '../placement/placements.ts';
import type { Completer } from './resource-provider.ts';

/** Adds `prompts/list` and `prompts/get`; the server must have the capability `prompts`. */
export function addPrompts(server: Server, brands: BrandStore): void {
  server.setRequestHandler(ListPromptsRequestSchema, () => ({
    prompts: prompts.map(({ name, title, description, arguments: args }) => ({
      name,
      title,
      description,
      arguments: args.map((each) => ({ ...each })),
    })),
  }));
  server.setRequestHandler(GetPromptRequestSchema, async ({ params }) => {
    const prompt = prompts.find(({ name }) => name === params.name);
    if (!prompt) {
      const known = prompts.map(({ name }) => name).join(', ');
      throw new McpError(ErrorCode.InvalidParams, `There is no prompt "${params.name}". Prompts: ${known}.`);
    }
    const given = params.arguments ?? {};
    const missing = prompt.arguments.find(({ name, required }) => required && !given[name]?.trim());
    if (missing) {
      throw new McpError(
        ErrorCode.InvalidParams,
        `The prompt ${prompt.name} needs "${missing.name}": ${missing.description}.`,
      );
    }
    try {
      const text = await prompt.text(given, brands);
      return {
        description: prompt.description,
        messages: [{ role: 'user', content: { type: 'text', text } }],
      };
    } catch (error) {
      const { error: message, hint } = describeError(error);
      throw new McpError(ErrorCode.InvalidParams, hint ? `${message} ${hint}` : message);
    }
  });
}

/** Values for the prompts' arguments: brands, products and angles of the brand, format categories, placements. */
export function promptCompleter(brands: BrandStore): Completer {
  return {
    async complete(target, { name, value }, given) {
      if (!('prompt' in target) || !prompts.some((prompt) => prompt.name === target.prompt)) return undefined;
      const typed = value.trim().toLowerCase();
      const choices = await choicesFor(name, given, brands);
      return choices.filter((choice) => choice.toLowerCase().includes(typed));
    },
  };
}

async function choicesFor(
  name: string,
  given: Readonly<Record<string, string>>,
  brands: BrandStore,
): Promise<string[]> {
  if (name === 'formatCategory') return formatCategories.map((category) => category.name);
  if (name === 'placement') return allPlacements().map(({ id, aliases }) => aliases[0] ?? id);
  if (name === 'angle') {
    // What the brand has told so far; a new one is typed as it is.
    const memory = given['brand'] ? await brands.memory(given['brand']).catch(() => undefined) : undefined;
    return memory?.angles.map((angle) => angle.name) ?? [];
  }
  if (name !== 'brand' && name !== 'product') return [];
  const all = await brands.list();
  if (name === 'brand') return all.map(({ id }) => id);
  return all.filter(({ id }) => !given['brand'] || id === given['brand']).flatMap(({ products }) => products);
}
