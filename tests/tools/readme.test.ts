import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { bridgePort } from '../../schemas/bridge.ts';
import { allCompositions } from '../../server/composition/compose.ts';
import { allTools, toolsOf } from '../../tools/index.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

it('the README names every tool, and no tool that is not there', () => {
  const named = [...readme.matchAll(/^\| `([a-z_]+)` \|/gm)].map(([, name]) => name);
  expect(named.sort()).toEqual(allTools.map(({ name }) => name).sort());
});

it('the README counts tools and layouts right', () => {
  expect(readme).toContain(`(${toolsOf(['default']).length}, under 20 kB`);
  expect(allCompositions()).toHaveLength(10);
  expect(readme).toContain('one of ten layouts');
});

it('the README names the port in use', () => {
  expect(readme).toContain(`10000-32767 | ${bridgePort} |`);
});
