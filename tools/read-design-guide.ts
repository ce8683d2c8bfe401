import { z } from 'zod';
import { guideTopicNames, readGuide } from '../server/knowledge/index.ts';
import { defineTool } from './define.ts';

export const readDesignGuide = defineTool({
  name: 'read_design_guide',
  title: 'Read the design guide',
  description: 'Design rules by topic, one page each. Read workflow first, then what the step needs.',
  toolset: 'default',
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  pipeline: false,
  input: z.strictObject({ topic: z.enum(guideTopicNames).default('workflow') }),
  async run({ topic }) {
    return { data: { topic, text: await readGuide(topic) } };
  },
});
