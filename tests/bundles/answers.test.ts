/** What catalogues answered is kept for a short while, and never instead of what the project's own files say. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { Answers, keepFor } from '../../server/bundles/search/answers.ts';
import type { AskOptions } from '../../server/bundles/search/sources.ts';
import { newFolder, newService } from './archives.ts';
import { type Served, serve, serveJson, serveMcp } from './storybook-server.ts';

const running: Served[] = [];
afterEach(async () => {
  for (const one of running.splice(0)) await one.close();
});
const kept = async <T extends Served>(server: Promise<T>): Promise<T> => {
  const one = await server;
  running.push(one);
  return one;
};

/** A project, its search and a clock that is moved by hand. */
function searching(files: Record<string, unknown>) {
  const root = newFolder('answers');
  const write = (name: string, content: unknown) => {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), typeof content === 'string' ? content : JSON.stringify(content));
  };
  for (const [name, content] of Object.entries(files)) write(name, content);
  const clock = { now: 1_000_000 };
  const { service } = newService([root], {}, () => clock.now);
  const find = async (name: string, asked: Partial<AskOptions> = {}) => {
    const sources = await service.sources(root, { wanted: [{ name }], environment: {}, ...asked });
    const { decisions, notes } = service.find(root, [{ name, props: [{ name: 'label' }] }], sources);
    const [decision] = decisions;
    if (!decision) throw new Error('no decision');
    return { decision, notes };
  };
  return { root, write, clock, find };
}

const items = (...names: string[]) => ({
  name: 'acme',
  items: names.map((name) => ({ name, type: 'registry:ui' })),
});
const components = (url: string, more = {}) => ({
  style: 'new-york',
  registries: { '@acme': { url, ...more } },
});
const button = { name: 'Button', path: './src/Button.tsx', reactDocgen: { props: { label: {} } } };

describe('a registry', () => {
  it('is asked once in five minutes', async () => {
    const registry = await kept(serveJson({ '/registry.json': items('date-picker') }));
    const { find, clock } = searching({ 'components.json': components(`${registry.origin}/{name}.json`) });
    for (const name of ['DatePicker', 'Calendar', 'DatePicker']) await find(name);
    expect(registry.requests).toHaveLength(1);
    expect((await find('DatePicker')).decision.suggestions).toHaveLength(1);
    clock.now += keepFor.registry;
    await find('DatePicker');
    expect(registry.requests).toHaveLength(2);
  });

  it('is asked again when its entry, the style or a variable it is sent changes', async () => {
    const registry = await kept(
      serve((path, _, response) => {
        const [item] = items('date-picker').items;
        response.end(JSON.stringify([{ ...item, description: path.split('/')[1] }]));
      }),
    );
    const at = (path: string) => `${registry.origin}/${path}/{style}/{name}.json`;
    const headers = { headers: { authorization: 'Bearer \u0024{ACME_REGISTRY_TOKEN}' } };
    const { find, write } = searching({ 'components.json': components(at('a'), headers) });
    const offered = async (token: string) =>
      (await find('DatePicker', { environment: { ACME_REGISTRY_TOKEN: token } })).decision.suggestions.map(
        ({ description }) => description,
      );
    expect(await offered('one')).toEqual(['a']);
    expect(await offered('two')).toEqual(['a']);
    expect(registry.requests.map(({ headers: sent }) => sent.authorization)).toEqual([
      'Bearer one',
      'Bearer two',
    ]);
    write('components.json', components(at('b'), headers));
    expect(await offered('two')).toEqual(['b']);
    write('components.json', { ...components(at('b'), headers), style: 'default' });
    await offered('two');
    expect(registry.requests.at(-1)?.line).toBe('GET /b/default/registry.json');
    write('components.json', { style: 'default' });
    expect(await offered('two'), 'an entry taken out is gone at once').toEqual([]);
  });

  it('that fails is left alone for ten seconds only', async () => {
    const answers = [500, 200];
    const registry = await kept(
      serve((_, __, response) => {
        response.writeHead(answers.shift() ?? 200).end(JSON.stringify(items('date-picker')));
      }),
    );
    const { find, clock } = searching({ 'components.json': components(`${registry.origin}/{name}.json`) });
    expect((await find('DatePicker')).notes.join(' ')).toMatch(/answered 500/);
    expect((await find('DatePicker')).notes.join(' ')).toMatch(/answered 500/);
    expect(registry.requests).toHaveLength(1);
    clock.now += keepFor.failure;
    const { decision, notes } = await find('DatePicker');
    expect(decision.suggestions).toHaveLength(1);
    expect(notes).toEqual([]);
  });

  it('a question that was called off is no answer', async () => {
    const registry = await kept(serveJson({ '/registry.json': items('date-picker') }));
    const { find } = searching({ 'components.json': components(`${registry.origin}/{name}.json`) });
    await find('DatePicker', { signal: AbortSignal.abort() });
    expect((await find('DatePicker')).decision.suggestions).toHaveLength(1);
  });
});

describe('a Storybook', () => {
  const manifest = { v: 0, components: { b: button } };

  it('is asked again after half a minute', async () => {
    const book = await kept(serveJson({ '/manifests/components.json': manifest }));
    const { find, clock } = searching({});
    await find('Button', { storybook: book.origin });
    await find('Button', { storybook: book.origin });
    expect(book.requests).toHaveLength(1);
    clock.now += keepFor.storybook;
    await find('Button', { storybook: book.origin });
    expect(book.requests).toHaveLength(2);
  });

  it('never hides that a file of the project changed or went away', async () => {
    const book = await kept(serveJson({ '/manifests/components.json': manifest }));
    const code = 'export function Button({ label }) { return <button>{label}</button>; }';
    const { find, write, root } = searching({ 'src/Button.tsx': 'export const none = 1;' });
    const from = async () => (await find('Button', { storybook: book.origin })).decision.match?.from;
    expect(await from()).toBe(`Storybook (${book.origin})`);
    write('src/Button.tsx', code);
    expect(await from(), 'the file now has it').toBeUndefined();
    rmSync(join(root, 'src/Button.tsx'));
    const { decision } = await find('Button', { storybook: book.origin });
    expect(decision.decision).toBe('scaffold');
    expect(book.requests).toHaveLength(1);
  });

  it('that was not running is asked as soon as it runs', async () => {
    const first = await serveJson({});
    const { port } = new URL(first.origin);
    await first.close();
    const { find } = searching({});
    expect((await find('Button', { storybook: first.origin })).notes.join(' ')).toMatch(/could not be read/);
    const book = await kept(serveJson({ '/manifests/components.json': manifest }, Number(port)));
    expect((await find('Button', { storybook: book.origin })).decision.decision).toBe('reuse');
  });

  it('over MCP is asked anew for other names, whose props it has not told', async () => {
    const book = await kept(serveMcp(false));
    const { find } = searching({});
    const storybook = `${book.origin}/mcp`;
    await find('Button', { storybook });
    await find('Button', { storybook });
    expect(book.calls).toEqual(['docs-list', 'docs-show ui-button']);
    await find('DateRangePicker', { storybook });
    expect(book.calls.slice(2)).toEqual(['docs-list', 'docs-show forms-date-range-picker']);
  });

  it("the project's own is read again when its index changes", async () => {
    const entry = (name: string) => ({
      id: name,
      title: `UI/${name}`,
      name: 'A',
      type: 'story',
      importPath: `./src/${name}.stories.tsx`,
      componentPath: `./src/${name}.tsx`,
    });
    const files: Record<string, unknown> = { '/index.json': { v: 5, entries: { a: entry('Button') } } };
    const book = await kept(serveJson(files));
    const { find } = searching({
      'package.json': { scripts: { storybook: `storybook dev -p ${new URL(book.origin).port}` } },
      '.storybook/main.ts': '',
      'src/Button.tsx': 'export const a = 1;',
      'src/Slider.tsx': 'export const a = 1;',
    });
    await find('Button');
    await find('Button');
    // Each time whether it still runs, once what it lists.
    expect(book.requests.map(({ line }) => line)).toEqual([
      'GET /index.json',
      'GET /manifests/components.json',
      'GET /index.json',
      'GET /index.json',
    ]);
    files['/index.json'] = { v: 5, entries: { a: entry('Button'), b: entry('Slider') } };
    expect((await find('Slider')).decision.match?.at).toBe('src/Slider.tsx');
  });
});

describe('answers', () => {
  it('are not trusted when the clock was set back, and are bounded', async () => {
    const clock = { now: 1000 };
    const answers = new Answers(() => clock.now);
    let asked = 0;
    const ask = (key: unknown) =>
      answers.get(
        [key],
        async () => {
          asked += 1;
          return asked;
        },
        () => 100,
      );
    expect([await ask('a'), await ask('a')]).toEqual([1, 1]);
    clock.now = 500;
    expect(await ask('a')).toBe(2);
    for (let other = 0; other < 60; other += 1) await ask(other);
    expect(await ask('a'), 'the oldest made room').toBe(63);
  });
});
