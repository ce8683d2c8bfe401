import { mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  ResourceListChangedNotificationSchema,
  ResourceUpdatedNotificationSchema,
} from '@modelcontextprotocol/sdk/types.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestClient } from '../e2e/client.ts';
import { newPlace, type Place, startIn } from './client.ts';

let place: Place;
let server: TestClient;
const updated: string[] = [];
let lists = 0;

beforeAll(async () => {
  place = await newPlace();
  server = await startIn(place);
  server.client.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params }) => {
    updated.push(params.uri);
  });
  server.client.setNotificationHandler(ResourceListChangedNotificationSchema, () => {
    lists++;
  });
});
afterAll(async () => {
  await server.close();
  await rm(join(place.home, '..'), { recursive: true, force: true });
});

const until = async (what: string, holds: () => boolean) => {
  const deadline = Date.now() + 8_000;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`Not so after 8 s: ${what} (${updated.join(', ')})`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
};
const watches = async () => {
  const folder = `/proc/${server.pid}/fdinfo`;
  const texts = await Promise.all(
    (await readdir(folder)).map((fd) => readFile(join(folder, fd), 'utf8').catch(() => '')),
  );
  return texts.join('').match(/^inotify /gm)?.length ?? 0;
};
const brandsOnly = async () =>
  (await server.client.listResources()).resources.filter(({ uri }) => /brand/.test(uri));

describe('brands as resources', () => {
  it.runIf(process.platform === 'linux')('watch nothing until somebody lists', async () => {
    expect(await watches()).toBe(0);
    await server.client.listResources();
    expect(await watches()).toBeGreaterThan(0);
  });

  it('are a short list of what matters', async () => {
    const resources = await brandsOnly();
    expect(resources.map(({ uri, name, mimeType }) => [uri, name, mimeType])).toEqual([
      ['adsmith://brands', 'brands', 'application/json'],
      ['adsmith://brand/ondrelle', 'ondrelle: brief', 'application/json'],
      ['adsmith://brand/ondrelle/brand/overview.md', 'ondrelle: overview', 'text/markdown'],
      ['adsmith://brand/ondrelle/brand/voice.md', 'ondrelle: voice', 'text/markdown'],
      ...['first-light-serum', 'second-sleep-balm', 'slow-cream'].map((product) => [
        `adsmith://brand/ondrelle/products/${product}/spec.md`,
        `ondrelle: ${product}`,
        'text/markdown',
      ]),
      ['adsmith://brand/ondrelle/ads/concepts-log.md', 'ondrelle: concepts log', 'text/markdown'],
      ['adsmith://brand/ondrelle/ads/angles.md', 'ondrelle: angles', 'text/markdown'],
    ]);
    const { resourceTemplates } = await server.client.listResourceTemplates();
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual(
      expect.arrayContaining(['adsmith://brand/{brand}', 'adsmith://brand/{brand}/{+path}']),
    );
  });

  it('are read as text or bytes, with their type', async () => {
    const read = async (uri: string) => (await server.client.readResource({ uri })).contents[0];
    const voice = await read('adsmith://brand/ondrelle/brand/voice.md');
    expect(voice).toMatchObject({
      mimeType: 'text/markdown',
      text: expect.stringContaining('friend who is also late'),
    });
    const brief = await read('adsmith://brand/ondrelle');
    expect(JSON.parse(brief && 'text' in brief ? brief.text : '')).toMatchObject({
      brand: 'ondrelle',
      angles: ['Routine fatigue 1/4', 'No time in the morning 3/4'],
    });
    const logo = await read('adsmith://brand/ondrelle/brand/logo.png');
    expect(logo?.mimeType).toBe('image/png');
    const file = await readFile(join(place.brand, 'brand/logo.png'));
    expect(Buffer.from(logo && 'blob' in logo ? logo.blob : '', 'base64').equals(file)).toBe(true);
  });

  it('stay inside the brand, and say what there is', async () => {
    await writeFile(join(place.workspace, 'secret.md'), 'secret');
    await symlink(join(place.workspace, 'secret.md'), join(place.brand, 'link.md'));
    await writeFile(join(place.brand, 'large.png'), Buffer.alloc(2_000_001));
    const refused = (uri: string) =>
      server.client.readResource({ uri }).then(
        () => '',
        (error: Error) => error.message,
      );
    for (const path of [
      '../../secret.md',
      '%2e%2e/%2e%2e/secret.md',
      '..%2f..%2fsecret.md',
      'link.md',
      '/etc/hostname',
      '%2fetc%2fhostname',
    ])
      expect(await refused(`adsmith://brand/ondrelle/${path}`), path).toMatch(
        /only files inside|no such file/,
      );
    expect(await refused('adsmith://brand/acme/brand/voice.md')).toContain('Brands: ondrelle');
    expect(await refused('adsmith://brand/ondrelle/brand/tone.md')).toContain('brand/voice.md');
    expect(await refused('adsmith://brand/ondrelle/large.png')).toContain('the limit is 2,000,000');
    expect(await refused('adsmith://nothing')).toContain('There is no resource');
    await rm(join(place.brand, 'link.md'));
    await rm(join(place.brand, 'large.png'));
  });

  it('complete brand and path while they are typed', async () => {
    const complete = async (uri: string, name: string, value: string, given?: Record<string, string>) =>
      (
        await server.client.complete({
          ref: { type: 'ref/resource', uri },
          argument: { name, value },
          ...(given && { context: { arguments: given } }),
        })
      ).completion.values;
    expect(await complete('adsmith://brand/{brand}', 'brand', 'On')).toEqual(['ondrelle']);
    const file = 'adsmith://brand/{brand}/{+path}';
    expect(await complete(file, 'path', 'ads/', { brand: 'ondrelle' })).toEqual([
      'ads/angles.md',
      'ads/concepts-log.md',
    ]);
    expect(await complete(file, 'path', 'spec', { brand: 'ondrelle' })).toHaveLength(3);
    expect(await complete(file, 'path', 'x', { brand: '../..' })).toEqual([]);
    expect(await complete('adsmith://other/{x}', 'x', '')).toEqual([]);
  });

  it('tell those who subscribed of changes, and of files that come and go', async () => {
    const voice = 'adsmith://brand/ondrelle/brand/voice.md';
    const brief = 'adsmith://brand/ondrelle';
    await server.client.subscribeResource({ uri: voice });
    await server.client.subscribeResource({ uri: brief });
    const before = lists;
    // As editors save: aside, then over it.
    await writeFile(join(place.brand, 'brand', 'voice.md.new'), '# Voice\nLoud.\n');
    await rename(join(place.brand, 'brand', 'voice.md.new'), join(place.brand, 'brand', 'voice.md'));
    await until('voice and brief are reported', () => updated.includes(voice) && updated.includes(brief));
    expect(updated.filter((uri) => uri !== voice && uri !== brief)).toEqual([]);
    expect(lists).toBe(before);
    await mkdir(join(place.workspace, 'brands', 'tidal', 'brand'), { recursive: true });
    await writeFile(join(place.workspace, 'brands', 'tidal', 'brand', 'overview.md'), '# Tidal\n');
    await until('the list has changed', () => lists > before);
    expect((await brandsOnly()).map(({ uri }) => uri)).toContain('adsmith://brand/tidal/brand/overview.md');
    await server.client.unsubscribeResource({ uri: voice });
    await server.client.unsubscribeResource({ uri: brief });
    updated.length = 0;
    await writeFile(join(place.brand, 'brand', 'voice.md'), '# Voice\nQuiet.\n');
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(updated).toEqual([]);
  });

  it('tell of what a tool has written', async () => {
    const log = 'adsmith://brand/ondrelle/ads/concepts-log.md';
    await server.client.subscribeResource({ uri: log });
    await server.call('start_concept', {
      brand: 'ondrelle',
      product: 'slow-cream',
      angle: 'Soft',
      formatCategory: 'UGC',
    });
    await server.call('complete_concept', { title: 'Thumb', summary: 'Done.' });
    await until('the log is reported', () => updated.includes(log));
  });
});
