/** The design guide: what a designer of ads has to know, by topic, read when it is needed. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../config/settings.ts';
import { placementTable, typeSizeTable } from './tables.ts';

/** Topic -> what it answers, in the order a session needs them. The text is `guide/<topic>.md`. */
export const guideTopics = {
  workflow: 'how a session goes, and what to answer before drawing',
  angles: 'what an ad is about: finding and judging angles',
  formats: 'the ten format categories: when, how, layouts, traps',
  composition: 'hierarchy, grid, margins, energy',
  typography: 'sizes by role, line height, breaks',
  colour: 'colour, contrast, backgrounds, shadows',
  copy: 'headlines, claims, calls to action, worn-out phrases',
  images: 'products, pictures, crops, logos',
  placements: 'every size with its safe zones and file limits',
  review: 'how to look at your own ad',
} as const;
export type GuideTopic = keyof typeof guideTopics;
export const guideTopicNames = Object.keys(guideTopics) as [GuideTopic, ...GuideTopic[]];

/** Markdown of one topic, tables filled from the data files. */
export async function readGuide(topic: GuideTopic): Promise<string> {
  const text = await readFile(join(packageRoot, 'server', 'knowledge', 'guide', `${topic}.md`), 'utf8');
  return text.replace('{{placements}}', placementTable).replace('{{type-sizes}}', typeSizeTable);
}

/** One section of a topic by its heading ("Data/Stats" of `formats`); undefined if there is none. */
export async function readGuideSection(topic: GuideTopic, heading: string): Promise<string | undefined> {
  const sections = (await readGuide(topic)).split(/^(?=## )/m);
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]+/g, '');
  return sections.find((section) => plain(/^## (.*)$/m.exec(section)?.[1] ?? '') === plain(heading))?.trim();
}
