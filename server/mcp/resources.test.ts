import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { describe, expect, it } from 'vitest';
import { createBrandWatch } from '../brand/index.ts';
import { addCompletions } from './completions.ts';
import type { ResourceChange, ResourceProvider } from './resource-provider.ts';
import { addResources } from './resources.ts';

/** A provider that counts who watches it. */
function provider(name: string): ResourceProvider & { watchers: Set<(change: ResourceChange) => void> } {
  const watchers = new Set<(change: ResourceChange) => void>();
  return {
    watchers,
    list: async () => [{ uri: `x://${name}`, name }],
    templates: () => [{ uriTemplate: `x://${name}/{id}`, name }],
    read: async (uri) => {
      if (uri === `x://${name}/bad`)
        throw Object.assign(new Error('It is bad.'), { name: 'FixtureError', hint: 'Take another.' });
      if (uri === `x://${name}/fault`) throw new TypeError('undefined is not a function');
      return uri === `x://${name}` ? { mimeType: 'text/plain', text: name } : undefined;
    },
    complete: async (target) =>
      'template' in target && target.template === `x://${name}/{id}`
        ? Array.from({ length: 150 }, (_, id) => String(id))
        : undefined,
    watch(report) {
      watchers.add(report);
      return () => watchers.delete(report);
    },
  };
}

async function connect(providers: readonly ResourceProvider[]): Promise<Client> {
  const capabilities = { resources: { subscribe: true, listChanged: true }, completions: {} };
  const server = new Server({ name: 'test', version: '0' }, { capabilities });
  addResources(server, providers);
  addCompletions(server, providers);
  const [there, here] = InMemoryTransport.createLinkedPair();
  await server.connect(there);
  const client = new Client({ name: 'test', version: '0' });
  await client.connect(here);
  return client;
}

describe('resources of several providers', () => {
  it('are listed, read and completed by whoever has them', async () => {
    const client = await connect([provider('a'), provider('b')]);
    expect((await client.listResources()).resources.map(({ uri }) => uri)).toEqual(['x://a', 'x://b']);
    expect((await client.readResource({ uri: 'x://b' })).contents).toEqual([
      { uri: 'x://b', mimeType: 'text/plain', text: 'b' },
    ]);
    const ref = { type: 'ref/resource' as const, uri: 'x://b/{id}' };
    const { completion } = await client.complete({ ref, argument: { name: 'id', value: '' } });
    expect([completion.values.length, completion.total, completion.hasMore]).toEqual([100, 150, true]);
    await expect(client.readResource({ uri: 'x://c' })).rejects.toMatchObject({ code: -32002 });
    await expect(client.readResource({ uri: 'x://a/bad' })).rejects.toMatchObject({
      code: -32002,
      message: expect.stringContaining('It is bad. Take another.'),
    });
    await expect(client.readResource({ uri: 'x://a/fault' })).rejects.toMatchObject({ code: -32603 });
    await client.close();
  });

  it('are watched from the first list or subscription until the client leaves, each client for itself', async () => {
    const one = provider('a');
    const [first, second] = [await connect([one]), await connect([one])];
    await first.listResourceTemplates();
    await first.readResource({ uri: 'x://a' });
    expect(one.watchers.size).toBe(0);
    await first.listResources();
    await first.subscribeResource({ uri: 'x://a' });
    expect(one.watchers.size).toBe(1);
    await second.subscribeResource({ uri: 'x://a' });
    expect(one.watchers.size).toBe(2);
    await first.close();
    expect(one.watchers.size).toBe(1);
    await second.close();
    expect(one.watchers.size).toBe(0);
  });
});

describe('the watch on brand folders', () => {
  it('finds a folder that is made later, and is silent once nobody listens', async () => {
    const base = await mkdtemp(join(tmpdir(), 'watch-'));
    const root = join(base, 'brands');
    const watch = createBrandWatch([root]);
    const seen: string[] = [];
    const stop = watch.add((paths) => seen.push(...paths));
    await mkdir(join(root, 'tidal'), { recursive: true });
    const until = async (holds: () => boolean) => {
      for (let tries = 0; tries < 300 && !holds(); tries++)
        await new Promise((resolve) => setTimeout(resolve, 25));
      expect(seen).toSatisfy(holds);
    };
    await until(() => seen.includes(''));
    await writeFile(join(root, 'tidal', 'a.md'), 'x');
    await writeFile(join(root, 'tidal', '.adsmith.lock'), 'x');
    await until(() => seen.includes('tidal/a.md'));
    expect(seen.join()).not.toContain('lock');
    stop();
    seen.length = 0;
    await writeFile(join(root, 'tidal', 'b.md'), 'x');
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(seen).toEqual([]);
    await rm(base, { recursive: true });
  });
});
