/** The design guide as resources: one page a topic. */
import { type GuideTopic, guideTopicNames, guideTopics, readGuide } from '../knowledge/index.ts';
import type { ResourceProvider } from './resource-provider.ts';

const base = 'adsmith://guide/';

export function knowledgeResources(): ResourceProvider {
  return {
    list: async () =>
      guideTopicNames.map((topic) => ({
        uri: base + topic,
        name: `guide: ${topic}`,
        description: guideTopics[topic],
        mimeType: 'text/markdown',
      })),
    templates: () => [],
    async read(uri) {
      const topic = uri.startsWith(base) ? uri.slice(base.length) : '';
      if (!isTopic(topic)) return undefined;
      return { mimeType: 'text/markdown', text: await readGuide(topic) };
    },
  };
}

function isTopic(text: string): text is GuideTopic {
  return Object.hasOwn(guideTopics, text);
}
