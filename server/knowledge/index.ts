/** Design knowledge: the guide by topic, and the prompts built from it. */
export { type GuideTopic, guideTopicNames, guideTopics, readGuide, readGuideSection } from './guide.ts';
export { type PromptDefinition, prompts } from './prompts.ts';
