/** The tools and resources the conformance suite uses by name, registered like any others. Never part of the product. */
import { z } from 'zod';
import type { ResourceProvider } from '../../server/mcp/resource-provider.ts';
import { type AnyTool, defineTool } from '../../tools/define.ts';
import { ToolError } from '../../tools/errors.ts';

const common = {
  toolset: 'default',
  pipeline: false,
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
} as const;

/** A PNG of one red pixel. */
const redPixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC',
  'base64',
);

export const fixtures: AnyTool[] = [
  defineTool({
    ...common,
    name: 'test_simple_text',
    title: 'Text',
    description: 'Answers with text.',
    input: z.strictObject({}),
    run: async () => ({ data: { text: 'This is a simple text response for testing.' } }),
  }),
  defineTool({
    ...common,
    name: 'test_image_content',
    title: 'Image',
    description: 'Answers with a picture.',
    input: z.strictObject({}),
    run: async () => ({ data: {}, images: [{ mimeType: 'image/png', bytes: redPixel }] }),
  }),
  defineTool({
    ...common,
    name: 'test_error_handling',
    title: 'Error',
    description: 'Fails.',
    input: z.strictObject({}),
    run: async () => {
      throw new ToolError('This tool intentionally returns an error for testing.');
    },
  }),
  defineTool({
    ...common,
    name: 'test_tool_with_progress',
    title: 'Progress',
    description: 'Says three times how far it is.',
    input: z.strictObject({}),
    run: async (_args, { progress }) => {
      for (const done of [0, 50, 100]) {
        progress(done, 100, `${done} of 100`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      return { data: { done: true } };
    },
  }),
  defineTool({
    ...common,
    name: 'json_schema_2020_12_tool',
    title: 'Schema',
    description: 'Has an input schema with nested objects.',
    input: z.strictObject({
      name: z.string().optional(),
      address: z.strictObject({ street: z.string().optional(), city: z.string().optional() }).optional(),
    }),
    run: async (args) => ({ data: args }),
  }),
];

const resources = new Map([
  [
    'test://static-text',
    { mimeType: 'text/plain', text: 'This is the content of the static text resource.' },
  ],
  ['test://static-binary', { mimeType: 'image/png', bytes: redPixel }],
  ['test://watched-resource', { mimeType: 'text/plain', text: 'Watched.' }],
]);

export const resourceFixtures: ResourceProvider = {
  list: async () => [...resources].map(([uri, { mimeType }]) => ({ uri, name: uri.slice(7), mimeType })),
  templates: () => [
    {
      uriTemplate: 'test://template/{id}/data',
      name: 'template',
      description: 'Data by id.',
      mimeType: 'application/json',
    },
  ],
  async read(uri) {
    const id = /^test:\/\/template\/([^/]+)\/data$/.exec(uri)?.[1];
    if (id === undefined) return resources.get(uri);
    return {
      mimeType: 'application/json',
      text: JSON.stringify({ id, templateTest: true, data: `Data for ID: ${id}` }),
    };
  },
};
