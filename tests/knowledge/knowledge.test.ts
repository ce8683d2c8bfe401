/** The guide and the prompts, as a real client gets them. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { guideTopicNames, readGuide } from '../../server/knowledge/index.ts';
import { allPlacements } from '../../server/placement/placements.ts';
import { startClient, type TestClient } from '../e2e/client.ts';

let server: TestClient;
beforeAll(async () => {
  server = await startClient();
});
afterAll(() => server?.close());

const textOfPrompt = async (name: string, args: Record<string, string>) => {
  const { messages } = await server.client.getPrompt({ name, arguments: args });
  const [first] = messages;
  if (first?.content.type !== 'text') throw new Error('no text');
  return first.content.text;
};

it('has a page for every topic, each short enough to read in passing, with its tables filled', async () => {
  for (const topic of guideTopicNames) {
    const text = await readGuide(topic);
    expect(text, topic).toMatch(/^# /);
    expect(text, topic).not.toContain('{{');
    expect(text.length, topic).toBeLessThan(5_500);
  }
});

it('lists every placement from the data', async () => {
  const text = await readGuide('placements');
  for (const { id } of allPlacements()) expect(text).toContain(id);
});

it('serves the guide through a tool and as resources', async () => {
  const { text } = await server.call('read_design_guide', { topic: 'copy' });
  expect(text).toBe(await readGuide('copy'));
  const { resources } = await server.client.listResources();
  expect(resources.map(({ uri }) => uri)).toEqual(
    expect.arrayContaining(guideTopicNames.map((topic) => `adsmith://guide/${topic}`)),
  );
  const { contents } = await server.client.readResource({ uri: 'adsmith://guide/copy' });
  expect(contents[0]).toMatchObject({ mimeType: 'text/markdown', text });
});

it('offers the prompts, filled with what is known of the brand', async () => {
  const { prompts } = await server.client.listPrompts();
  expect(prompts.map(({ name }) => name)).toEqual([
    'design_session',
    'angle_brainstorm',
    'concept',
    'new_brand',
  ]);
  const session = await textOfPrompt('design_session', { brand: 'ondrelle', angle: 'Time theft' });
  expect(session).toContain('Time theft');
  expect(session).toContain('"brand": "ondrelle"');
  const concept = await textOfPrompt('concept', { brand: 'ondrelle', formatCategory: 'data' });
  expect(concept).toContain('## Data/Stats');
  expect(concept).not.toContain('## Narrative');
  expect(await textOfPrompt('angle_brainstorm', {})).toContain('ondrelle');
});

it('says what is wrong with a prompt that cannot be filled', async () => {
  await expect(textOfPrompt('new_brand', {})).rejects.toThrow(/needs "name"/);
  await expect(textOfPrompt('nothing', {})).rejects.toThrow(
    /There is no prompt "nothing". Prompts: design_session/,
  );
  await expect(textOfPrompt('concept', { brand: '../x' })).rejects.toThrow(/no such brand/);
  await expect(textOfPrompt('concept', { formatCategory: 'jingle' })).rejects.toThrow(
    /"jingle": there is no such format category.*Editorial/,
  );
});

it('makes no command of a name that is more than a name', async () => {
  const text = await textOfPrompt('new_brand', { name: 'Tea" ; rm -rf ~; $(id) `id`' });
  expect(/`(adsmith brand new [^`]*)`/.exec(text)?.[1]).toBe('adsmith brand new "Tea rm -rf id id"');
});

it('completes the arguments of prompts', async () => {
  const complete = async (name: string, value: string, given: Record<string, string> = {}) =>
    (
      await server.client.complete({
        ref: { type: 'ref/prompt', name: 'concept' },
        argument: { name, value },
        context: { arguments: given },
      })
    ).completion.values;
  expect(await complete('brand', 'ond')).toEqual(['ondrelle']);
  expect(await complete('product', 'serum', { brand: 'ondrelle' })).toEqual(['first-light-serum']);
  expect(await complete('angle', 'morning', { brand: 'ondrelle' })).toEqual(['No time in the morning']);
  expect(await complete('angle', '')).toEqual([]);
  expect(await complete('formatCategory', 'edit')).toEqual(['Editorial']);
  expect(await complete('placement', 'story')).toContain('story');
});
