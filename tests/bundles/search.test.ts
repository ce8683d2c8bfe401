import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ComponentIndex } from '../../server/bundles/search/component-index.ts';
import { nameSimilarity, nameWords } from '../../server/bundles/search/names.ts';
import { newFolder, newService } from './archives.ts';
import { questions, writeCodebase } from './codebase.ts';

function project(files: Record<string, string>): string {
  const root = newFolder('code');
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return root;
}

const button =
  'export function Button({ label, tone, onPress }: { label: string; tone?: "a" | "b"; onPress(): void }) { return <button onClick={onPress}>{label}</button>; }';

describe('reading a codebase', () => {
  it('finds components of every common form, with props', () => {
    const root = project({
      'src/Button.tsx': button,
      'src/forms.jsx':
        "import React from 'react';\nconst Field = React.forwardRef(({ name, error }, ref) => <input ref={ref} name={name} />);\nexport const helper = () => 1;\nexport { Field };\nexport class Legacy extends React.Component { render() { return <p>{this.props.text}</p>; } }",
      'src/user-card/index.tsx':
        'export default function ({ user }: { user: User }) { return <article>{user.name}</article>; }',
      'src/Panel.vue':
        '<script setup lang="ts">const props = defineProps<{ title: string; open?: boolean }>();</script>\n<template><section><h2>{{ title }}</h2><MyIcon @click="x" /></section></template>',
      'src/Old.vue':
        '<template><div/></template><script>export default { props: { a: String, b: { type: Number } } }</script>',
      'src/Chip.svelte':
        '<script lang="ts">let { label, onclick }: { label: string; onclick: () => void } = $props();</script>\n<button {onclick}>{label}</button>',
      'src/Pill.svelte': '<script>export let text = "";\nexport let tone;</script><span>{text}</span>',
      'src/Button.test.tsx': 'export function NotOne() { return <i/>; }',
      'src/Button.stories.tsx': 'export function NorThis() { return <i/>; }',
      'node_modules/x/X.tsx': 'export function Foreign() { return <i/>; }',
    });
    const found = new ComponentIndex(root).refresh();
    expect(
      Object.fromEntries(found.map(({ name, props }) => [name, props.map((prop) => prop.name)])),
    ).toEqual({
      Button: ['label', 'tone', 'onPress'],
      Field: ['name', 'error'],
      Legacy: ['text'],
      UserCard: ['user'],
      Panel: ['title', 'open'],
      Old: ['a', 'b'],
      Chip: ['label', 'onclick'],
      Pill: ['text', 'tone'],
    });
    expect(found.find(({ name }) => name === 'Panel')?.elements).toMatchObject({
      section: 1,
      h2: 1,
      MyIcon: 1,
    });
  });

  it('sees new, changed and deleted files on the next question', () => {
    const root = project({ 'src/A.tsx': 'export const A = () => <i/>;' });
    const index = new ComponentIndex(root);
    const names = () => index.refresh().map(({ name }) => name);
    expect(names()).toEqual(['A']);
    writeFileSync(join(root, 'src/B.tsx'), 'export const B = () => <b/>;');
    writeFileSync(join(root, 'src/A.tsx'), 'export const Renamed = () => <i>longer</i>;');
    expect(names().sort()).toEqual(['B', 'Renamed']);
    rmSync(join(root, 'src/B.tsx'));
    expect(names()).toEqual(['Renamed']);
  });
});

describe('names', () => {
  it('come down to the words that say something', () => {
    expect(nameWords('ConfirmDialogComponent')).toEqual(['confirm', 'modal']);
    expect(nameWords('HTMLPreview')).toEqual(['html', 'preview']);
    expect(nameWords('View')).toEqual(['view']);
  });

  it('similarity is 1 for itself, symmetric and within 0 and 1', () => {
    const name = fc.array(fc.constantFrom('user', 'card', 'list', 'modal', 'toast', 'x', 'pricing', 'row'), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(name, name, (a, b) => {
        expect(nameSimilarity(a, a)).toBe(1);
        expect(nameSimilarity(a, b)).toBe(nameSimilarity(b, a));
        expect(nameSimilarity(a, b)).toBeGreaterThanOrEqual(0);
        expect(nameSimilarity(a, b)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('decisions', () => {
  const { service } = newService([]);
  const one = (root: string, proposal: Parameters<typeof service.find>[1][number]) => {
    const [decision] = service.find(root, [proposal]).decisions;
    if (!decision) throw new Error('no decision');
    return decision;
  };
  const root = project({
    'package.json': '{}',
    'tsconfig.json': '{}',
    'src/components/Button.tsx': button,
    'src/components/PriceCard.tsx':
      'export function PriceCard({ plan, price, features, onChoose }) { return <article><h3>{plan}</h3><p>{price}</p><ul>{features.map(f => <li>{f}</li>)}</ul><button onClick={onChoose}>Choose</button></article>; }',
    'src/components/UserRow.tsx': 'export function UserRow({ user }) { return <tr><td>{user}</td></tr>; }',
    'src/pages/Settings.tsx': 'export function Settings() { return <main><form><input/></form></main>; }',
    'src/a/StatTile.tsx':
      'export function StatTile({ value, label }) { return <dl><dt>{label}</dt><dd>{value}</dd></dl>; }',
    'src/b/StatCard.tsx':
      'export function StatCard({ value, label }) { return <dl><dt>{label}</dt><dd>{value}</dd></dl>; }',
  });

  it('reuses what has the name and the props', () => {
    expect(one(root, { name: 'Button', props: [{ name: 'label' }, { name: 'tone' }] })).toMatchObject({
      decision: 'reuse',
      ambiguous: false,
      match: { at: 'src/components/Button.tsx' },
    });
  });

  it('reuses under another name when props and structure agree', () => {
    const decision = one(root, {
      name: 'PricingTile',
      props: [{ name: 'plan' }, { name: 'price' }, { name: 'features' }],
      elements: { article: 1, h3: 1, ul: 1, li: 1, button: 1, p: 1 },
    });
    expect(decision).toMatchObject({ match: { name: 'PriceCard' }, ambiguous: false });
    expect(['reuse', 'adapt']).toContain(decision.decision);
  });

  it('writes what is not there, where the project keeps its components', () => {
    expect(one(root, { name: 'WeatherMap', props: [{ name: 'layers' }] })).toMatchObject({
      decision: 'scaffold',
      targetPath: 'src/components/WeatherMap.tsx',
      ambiguous: false,
    });
  });

  it('asks when two fit equally', () => {
    const decision = one(root, {
      name: 'StatPanel',
      props: [{ name: 'value' }, { name: 'label' }],
      elements: { dl: 1, dt: 1, dd: 1 },
    });
    expect(decision.ambiguous).toBe(true);
    expect(decision.reason).toMatch(/ask/);
  });

  it('asks when the name agrees and nothing else does', () => {
    expect(
      one(root, {
        name: 'UserRow',
        props: [{ name: 'seats' }, { name: 'price' }],
        elements: { canvas: 2, video: 1 },
      }).ambiguous,
    ).toBe(true);
  });

  it('a page is never reused as a part', () => {
    expect(one(root, { name: 'Settings', kind: 'part' }).decision).not.toBe('reuse');
    expect(one(root, { name: 'Settings', kind: 'page' })).toMatchObject({ decision: 'reuse' });
  });

  it('Storybook and registries are asked, registries only as suggestions', async () => {
    const listed = project({
      'storybook-static/manifests/components.json': JSON.stringify({
        v: 0,
        components: {
          'ui-stepper': {
            name: 'Stepper',
            path: './src/Stepper.js',
            reactDocgen: { props: { steps: {}, active: {} } },
          },
        },
      }),
      'registry.json': JSON.stringify({
        name: 'acme',
        items: [
          { name: 'date-picker', type: 'registry:ui' },
          { name: 'use-x', type: 'registry:hook' },
        ],
      }),
    });
    const sources = await service.sources(listed);
    const [stepper] = service.find(
      listed,
      [{ name: 'Stepper', props: [{ name: 'steps' }] }],
      sources,
    ).decisions;
    expect(stepper).toMatchObject({ decision: 'reuse', match: { at: 'src/Stepper.js' } });
    const [picker] = service.find(listed, [{ name: 'DatePicker' }], sources).decisions;
    expect(picker).toMatchObject({
      decision: 'scaffold',
      suggestions: [{ name: 'date-picker', registry: 'acme' }],
    });
  });
});

describe('a codebase of a thousand components', () => {
  it('names the right one for at least nine of ten questions', () => {
    const root = newFolder('thousand');
    expect(writeCodebase(root)).toBe(1000);
    const { service } = newService([root]);
    const all = questions();
    const { decisions } = service.find(
      root,
      all.map(({ proposal }) => proposal),
    );
    const wrong = all.filter(({ expected }, index) => decisions[index]?.match?.name !== expected);
    expect(
      wrong.map(({ proposal, expected }) => `${proposal.name} -> ${expected}`).length,
    ).toBeLessThanOrEqual(5);
  });
});
