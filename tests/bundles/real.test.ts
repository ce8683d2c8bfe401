/** Two real handoffs that lie beside the project, with expectations read by hand. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { packageRoot } from '../../server/config/settings.ts';
import { newService } from './archives.ts';

const folder = join(packageRoot, '..', 'shared', 'bundles');
const expectedSchema = z.looseObject({
  archive: z.string(),
  project_name: z.string(),
  status: z.string(),
  primary_html: z.string(),
  html_files: z.array(z.string()),
  root_tokens: z.record(z.string(), z.string()),
  root_tokens_defined_in: z.array(z.string()).default([]),
  editmode: z.array(z.unknown()),
  dc_props: z.record(z.string(), z.unknown()).default({}),
  js_palettes: z.record(z.string(), z.unknown()).default({}),
  screens: z.array(z.string()),
  components: z.array(z.string()),
  assets_local: z.array(z.string()),
  assets_remote: z.array(z.string()),
  fonts: z.array(z.string()),
  chats: z.number(),
});

const plain = (name: string) =>
  name
    .toLowerCase()
    .replace(/\(.*\)/, '')
    .replace(/[^a-z0-9]/g, '');
const cases = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.expected.json')) : [];

describe.skipIf(cases.length === 0)('real handoffs', () => {
  it.each(cases)('%s', async (name) => {
    const expected = expectedSchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')));
    const { service } = newService([folder]);
    const parsed = await service.parse(join(folder, expected.archive));
    const { facts } = parsed;
    expect(facts.projectName).toBe(expected.project_name);
    expect(facts.completeness).toBe(expected.status);
    expect(facts.primary.path).toBe(expected.primary_html);
    expect(facts.conversation.chats).toHaveLength(expected.chats);
    expect(facts.files.filter(({ use }) => use === 'page').map(({ path }) => path)).toEqual(
      expected.html_files,
    );
    const base = facts.tokenSets
      .filter(({ role, reach }) => role === 'base' && reach === 'primary')
      .flatMap(({ tokens }) => tokens);
    expect(Object.fromEntries(base.map((token) => [token.name, token.value]))).toEqual(expected.root_tokens);
    expect([...new Set(base.map(({ file }) => file))]).toEqual(expected.root_tokens_defined_in);
    expect(facts.designState.filter(({ source }) => source === 'EDITMODE')).toHaveLength(
      expected.editmode.length,
    );
    expect(facts.designState.flatMap(({ source, keys }) => (source === 'data-props' ? keys : []))).toEqual(
      Object.keys(expected.dc_props),
    );
    expect(facts.palettes.map((palette) => palette.name)).toEqual(
      expect.arrayContaining(Object.keys(expected.js_palettes)),
    );
    expect(facts.fonts.map(({ family }) => family).sort()).toEqual([...expected.fonts].sort());
    expect(facts.remote.map((url) => url.replaceAll('&amp;', '&'))).toEqual(
      expect.arrayContaining(expected.assets_remote),
    );
    expect(facts.files.map(({ path }) => path)).toEqual(expect.arrayContaining(expected.assets_local));

    // A name counts when it, or one of its other names, holds the expected one.
    const names = facts.components.map(({ name: one, aliases = [] }) => [one, ...aliases].map(plain));
    const found = expected.components.filter((one) =>
      names.some((own) =>
        own.some(
          (alias) => alias.includes(plain(one)) || plain(one).includes(alias.replace(/^f(?=card$)/, '')),
        ),
      ),
    );
    expect(found.length / expected.components.length).toBeGreaterThanOrEqual(0.9);
    expect(expected.components.length / facts.components.length).toBeGreaterThanOrEqual(0.8);
    expect(facts.screens).toHaveLength(expected.screens.length);

    const payload = await service.payload(parsed);
    expect(Buffer.byteLength(JSON.stringify(payload))).toBeLessThan(10_000);
  });
});
