import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TokenSet } from '../../schemas/bundle.ts';
import { readProjectTokens } from '../../server/bundles/project/project-tokens.ts';
import { reconcileTokens } from '../../server/bundles/project/reconcile.ts';
import { readStylesheet } from '../../server/bundles/styles/custom-properties.ts';
import { toDesignTokens, toResolver } from '../../server/bundles/styles/design-tokens.ts';
import { kindOf } from '../../server/bundles/styles/token-kind.ts';
import { gatherSets } from '../../server/bundles/styles/token-sets.ts';
import { type Files, newFolder, newService, page, readme, writeTarGz } from './archives.ts';

const sets = (css: string, attributes = {}) =>
  gatherSets(
    readStylesheet(css).declarations.map((one) => ({ ...one, file: 'a.css', reach: 'primary' as const })),
    attributes,
  );
const values = (set: TokenSet | undefined) =>
  Object.fromEntries((set?.tokens ?? []).map(({ name, value }) => [name, value]));

async function project(files: Record<string, string>) {
  const root = newFolder('project');
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return readProjectTokens(root);
}

async function bundleTokens(files: Files) {
  const source = await writeTarGz({ 'README.md': readme({ openFile: 'index.html' }), ...files });
  const { service } = newService([dirname(source)]);
  return (await service.parse(source)).facts;
}

describe('sets of custom properties', () => {
  it('keeps values as written: shadows over lines, comments, strings, functions', () => {
    const [base] = sets(`:root{
      --shadow: 0 1px 2px rgba(0,0,0,.1),
        0 4px 8px rgba(0,0,0,.2); /* @kind shadow */
      --mix: color-mix(in oklch, var(--a) 40%, transparent);
      --font: "Space Grotesk", system-ui /* fallback */, sans-serif;
      --Camel: 1px; --empty: ; --fluid: clamp(1rem, 2vw + 1rem, 3rem) }`);
    expect(values(base)).toEqual({
      '--shadow': '0 1px 2px rgba(0,0,0,.1), 0 4px 8px rgba(0,0,0,.2)',
      '--mix': 'color-mix(in oklch, var(--a) 40%, transparent)',
      '--font': '"Space Grotesk", system-ui , sans-serif',
      '--Camel': '1px',
      '--empty': '',
      '--fluid': 'clamp(1rem, 2vw + 1rem, 3rem)',
    });
  });

  it('a condition never overwrites the base, and themes are keyed by their selector', () => {
    const all = sets(`:root{--d:200ms;--bg:#fff} @media (prefers-reduced-motion: reduce){:root{--d:0ms}}
      [data-theme="dark"]{--bg:#000} html.light{--bg:#eee} .btn{--pad:4px} @layer base{:root{--late:1px}}
      @supports (color: oklch(0 0 0)){:root{--bg:oklch(1 0 0)}} :root{--bg:#fefefe}`);
    expect(all.map(({ role, selector, condition }) => [role, selector, condition])).toEqual([
      ['base', ':root', undefined],
      ['theme', '[data-theme="dark"]', undefined],
      ['theme', 'html.light', undefined],
      ['condition', ':root', '@media (prefers-reduced-motion: reduce)'],
      ['condition', ':root', expect.stringContaining('@supports')],
      ['scoped', '.btn', undefined],
    ]);
    expect(values(all[0])).toEqual({ '--d': '200ms', '--bg': '#fefefe', '--late': '1px' });
  });

  it('without a :root, the theme the page wears is the base', () => {
    const css = '[data-theme="light"]{--bg:#fff} [data-theme="dark"]{--bg:#000}';
    expect(sets(css, { 'data-theme': 'dark' })[0]).toMatchObject({
      role: 'base',
      selector: '[data-theme="dark"]',
    });
    expect(sets(css)[0]).toMatchObject({ role: 'theme' });
  });

  it('every custom property of a :root comes back with its value, whatever it is', () => {
    const name = fc
      .stringMatching(/^[a-z][a-z0-9-]{0,12}$/)
      .map((text) => `--${text}`)
      .filter((one) => !one.startsWith('--tw-'));
    const value = fc.oneof(
      fc.stringMatching(/^#[0-9a-f]{6}$/),
      fc.integer({ min: -99, max: 999 }).map((size) => `${size}px`),
      fc.constantFrom(
        '"A; B { c }", serif',
        'oklch(0.8 0.1 200 / 0.5)',
        'var(--x, 4px)',
        'url("a;b.png")',
        '0 1px 2px #000, inset 0 0 1px red',
      ),
    );
    fc.assert(
      fc.property(fc.dictionary(name, value, { minKeys: 1, maxKeys: 30 }), (tokens) => {
        const css = `/* x */ body{color:red} :root { ${Object.entries(tokens)
          .map(([key, text]) => `${key}: ${text};`)
          .join('\n')} }`;
        expect(values(sets(css)[0])).toEqual(tokens);
      }),
    );
  });

  it('kinds are judged by value, then by name', () => {
    const cases: [string, string, string][] = [
      ['--bg', 'tomato', 'color'],
      ['--primary', '222 47% 11%', 'color'],
      ['--m', 'color-mix(in srgb, red, blue)', 'color'],
      ['--gap', '12px', 'dimension'],
      ['--s', 'clamp(1rem, 2vw, 3rem)', 'dimension'],
      ['--d', '200ms', 'duration'],
      ['--ease', 'cubic-bezier(.2,0,0,1)', 'cubicBezier'],
      ['--fw', '600', 'fontWeight'],
      ['--z', '600', 'number'],
      ['--font-ui', '"Inter", sans-serif', 'fontFamily'],
      ['--sh', '0 2px 8px rgba(0,0,0,.2)', 'shadow'],
      ['--g', 'linear-gradient(red, blue)', 'gradient'],
      ['--w', 'attr(data-x)', 'other'],
    ];
    for (const [name, value, kind] of cases) expect([name, kindOf(name, value)]).toEqual([name, kind]);
  });
});

describe('nested and grouped rules', () => {
  it.each(['.x', '.x &', '#a', '[data-theme="dark"] &', ':hover', '> .x', 'h1', 'html.dark &', '& .x'])(
    'a rule for %s inside another takes nothing of it away',
    (nested) => {
      const found = readStylesheet(`:root { --a: 1px; ${nested} { --b: 2px; } --c: 3px; }`).declarations;
      expect(found.map(({ name }) => name)).toEqual(['--a', '--b', '--c']);
      expect(found[1]?.selectors).toEqual([
        nested.includes('&') ? nested.replace('&', ':root') : `:root ${nested.replace('> ', '>')}`,
      ]);
    },
  );

  it('@theme with keyframes, resets and options is read whole, on its own lines', () => {
    const { declarations } = readStylesheet(
      '@theme\n  static {\n  --color-*: initial;\n  --a: 1px;\n  @keyframes spin { to { --x: 1; transform: none } }\n  --b: 2px;\n}\n@layer theme { @theme inline { --c: var(--a) } }',
    );
    expect(declarations.map(({ name, selectors, line }) => [name, selectors, line])).toEqual([
      ['--a', ['@theme'], 4],
      ['--b', ['@theme'], 6],
      ['--c', ['@theme'], 8],
    ]);
  });

  it('a block as the value of a property is no rule', () => {
    expect(
      sets(':root { --json: { "a": 1 }; --b: 2px; }').flatMap((set) => Object.entries(values(set))),
    ).toEqual([
      ['--json', '{ "a": 1 }'],
      ['--b', '2px'],
    ]);
  });
});

describe('which styles count', () => {
  it('follows links and imports from the primary page; what nobody links is listed apart', async () => {
    const facts = await bundleTokens({
      'project/index.html': page(
        '<p>x</p>',
        '<link rel="stylesheet" href="css/main.css?v=2"><style>:root{--inline:1px}</style>',
      ),
      'project/css/main.css':
        '@import url("../base.css"); @import "https://cdn.example/x.css"; :root{--main:2px}',
      'project/base.css':
        ':root{--base:3px; --main:0} @font-face{font-family:"Own";src:url(fonts/own.woff2)}',
      'project/other.css': ':root{--other:4px}',
      'project/About.html': page('<p>y</p>', '<link rel="stylesheet" href="other.css">'),
      'project/lonely.css': ':root{--lonely:5px}',
      'project/uploads/theirs.css': ':root{--theirs:6px}',
    });
    const of = (reach: string) =>
      Object.assign({}, ...facts.tokenSets.filter((set) => set.reach === reach).map(values));
    expect(of('primary')).toEqual({ '--inline': '1px', '--base': '3px', '--main': '2px' });
    expect(of('other')).toEqual({ '--other': '4px' });
    expect(of('unused')).toEqual({ '--lonely': '5px' });
    expect(facts.remote).toEqual(['https://cdn.example/x.css']);
    expect(facts.missing).toEqual(['project/css/../fonts/own.woff2'.replace('css/../', '')]);
    expect(facts.tokenConflicts).toMatchObject([{ name: '--main' }]);
  });

  it('tokens kept in code are reported with their place, branches of a theme apart', async () => {
    const facts = await bundleTokens({
      'project/index.html': page('<div id="root"></div><script type="text/babel" src="a.jsx"></script>'),
      'project/a.jsx':
        "const th = dark ? { bg: '#000', fg: '#fff' } : { bg: '#fff', fg: '#000' };\nwindow.KW = { accent: 'oklch(0.7 0.1 200)', line: 'rgba(0,0,0,.1)', nested: { hot: '#f00' } };\nconst sizes = { a: 1, b: 2 };",
    });
    expect(facts.palettes.map(({ name, line, values: own }) => [name, line, own])).toEqual([
      ['th.dark', 1, { bg: '#000', fg: '#fff' }],
      ['th.not-dark', 1, { bg: '#fff', fg: '#000' }],
      ['KW', 2, { accent: 'oklch(0.7 0.1 200)', line: 'rgba(0,0,0,.1)', 'nested.hot': '#f00' }],
    ]);
  });
});

describe('W3C Design Tokens 2025.10', () => {
  it('says exactly what the format can say, and keeps the rest as text', () => {
    const [base] = sets(
      ':root{--bg:#05070d;--soft:oklch(0.82 0.13 78 / 0.16);--gap:12px;--r:0.5rem;--zero:0;--em:2em;--d:200ms;--accent:var(--bg);--lost:var(--nowhere);--far:var(--em);--f:"Inter", sans-serif;--sh:0 2px 8px rgba(0,0,0,.2);--ez:cubic-bezier(.2,0,0,1)}',
    );
    expect(toDesignTokens(base as TokenSet)).toEqual({
      bg: {
        $value: { colorSpace: 'srgb', components: [0.01961, 0.02745, 0.05098], hex: '#05070d' },
        $type: 'color',
      },
      soft: {
        $value: {
          colorSpace: 'oklch',
          components: [0.82, 0.13, 78],
          alpha: 0.16,
          hex: expect.stringMatching(/^#[0-9a-f]{6}$/),
        },
        $type: 'color',
      },
      gap: { $value: { value: 12, unit: 'px' }, $type: 'dimension' },
      r: { $value: { value: 0.5, unit: 'rem' }, $type: 'dimension' },
      d: { $value: { value: 200, unit: 'ms' }, $type: 'duration' },
      accent: { $value: '{bg}' },
      f: { $value: ['Inter', 'sans-serif'], $type: 'fontFamily' },
      sh: {
        $value: {
          color: { colorSpace: 'srgb', components: [0, 0, 0], alpha: 0.2, hex: '#000000' },
          offsetX: { value: 0, unit: 'px' },
          offsetY: { value: 2, unit: 'px' },
          blur: { value: 8, unit: 'px' },
          spread: { value: 0, unit: 'px' },
        },
        $type: 'shadow',
      },
      ez: { $value: [0.2, 0, 0, 1], $type: 'cubicBezier' },
      zero: expect.anything(),
      $extensions: { 'dev.adsmith.css': { em: '2em', lost: 'var(--nowhere)', far: 'var(--em)' } },
    });
  });

  it('themes become the contexts of one modifier', () => {
    const resolver = toResolver(
      sets(':root{--bg:#fff} [data-theme="dark"]{--bg:#000} .theme-sea{--bg:#00f}'),
    );
    expect(resolver).toMatchObject({
      version: '2025.10',
      modifiers: {
        theme: {
          default: 'default',
          contexts: { default: [], dark: [{ bg: { $type: 'color' } }], 'theme-sea': [{}] },
        },
      },
      resolutionOrder: [{ $ref: '#/sets/base' }, { $ref: '#/modifiers/theme' }],
    });
  });
});

describe("a project's own tokens", () => {
  it('come from CSS, Tailwind 4, Tailwind 3 and token files, without running anything', async () => {
    const found = await project({
      'src/app.css': ':root{--brand:#123456}',
      'src/theme.css':
        '@import "tailwindcss"; @theme inline { --color-primary: var(--brand); --radius-lg: 0.5rem; }',
      'tailwind.config.ts': `import colors from 'tailwindcss/colors';
        const ink = { 900: '#111', 500: '#555' };
        process.exit(1);
        export default { content: [], theme: { extend: { colors: { ink, sea: colors.sky, brand: { DEFAULT: 'hsl(var(--brand))' } }, spacing: { 18: '4.5rem' }, ...require('./x') } }, plugins: [require('y')] } satisfies Config;`,
      'design-tokens.json': JSON.stringify({
        color: {
          $type: 'color',
          accent: { $value: { colorSpace: 'srgb', components: [1, 0, 0] } },
          alias: { $value: '{color.accent}' },
        },
        size: { gap: { value: '8px', type: 'spacing' } },
      }),
      'node_modules/x/a.css': ':root{--not-ours:1px}',
    });
    const all = Object.assign({}, ...found.sets.map(values));
    expect(all).toEqual({
      '--brand': '#123456',
      '--color-primary': 'var(--brand)',
      '--radius-lg': '0.5rem',
      '--color-ink-900': '#111',
      '--color-ink-500': '#555',
      '--color-brand': 'var(--brand)',
      '--spacing-18': '4.5rem',
      '--color-accent': 'color(srgb 1 0 0)',
      '--color-alias': 'var(--color-accent)',
      '--size-gap': '8px',
    });
    expect(found.unresolved.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['theme.extend.colors', 'plugins']),
    );
  });
});

describe('token files and Sass of a project', () => {
  it('a dark file or set is a theme, not the base; set names of Tokens Studio are no part of a name', async () => {
    const { sets: found } = await project({
      'tokens/light.json': '{"fg":{"$type":"color","$value":"#222222"}}',
      'tokens/theme.dark.tokens.json': '{"fg":{"$type":"color","$value":"#eeeeee"}}',
      'src/tokens.json':
        '{"$metadata":{"tokenSetOrder":["core","core/dark"]},"core":{"gap":{"type":"spacing","value":"16"}},"core/dark":{"gap":{"type":"spacing","value":"12"}}}',
    });
    expect(found.map((set) => [set.selector, set.role, values(set)])).toEqual([
      ['config', 'base', { '--fg': '#222222', '--gap': '16px' }],
      ['dark', 'theme', { '--fg': '#eeeeee', '--gap': '12px' }],
    ]);
  });

  it('shadows, references and inherited groups of the 2025.10 format', async () => {
    const { sets: found } = await project({
      'design-tokens.json': JSON.stringify({
        blue: { $type: 'color', 500: { $value: { colorSpace: 'srgb', components: [0, 0, 1] } } },
        brand: { $extends: '{blue}', 600: { $value: '#0000cc' } },
        link: { $type: 'color', $value: { $ref: '#/blue/500' } },
        card: {
          $type: 'shadow',
          $value: {
            color: '#00000019',
            offsetX: { value: 0, unit: 'px' },
            offsetY: { value: 1, unit: 'px' },
            blur: { value: 2, unit: 'px' },
            spread: { value: 0, unit: 'px' },
          },
        },
      }),
    });
    expect(values(found[0])).toEqual({
      '--blue-500': 'color(srgb 0 0 1)',
      '--brand-500': 'color(srgb 0 0 1)',
      '--brand-600': '#0000cc',
      '--link': 'var(--blue-500)',
      '--card': '0px 1px 2px 0px #00000019',
    });
    expect(found[0]?.tokens.find(({ name }) => name === '--link')?.kind).toBe('color');
    const diff = reconcileTokens(
      sets(':root { --card: 0 1px 2px rgb(0 0 0 / 0.098); --link: #00f; }'),
      found,
    );
    expect(diff.same).toBe(2);
    expect(
      reconcileTokens(sets(':root { --card: inset 0 1px 2px rgb(0 0 0 / 0.098); }'), found).modified,
    ).toHaveLength(1);
  });

  it('line comments of Sass end where their line does', async () => {
    const { sets: found } = await project({
      'src/app.scss':
        '// no --z: 1;\n:root { --a: 1px; // why; }\n --url: url(https://a.example/x); }\n.dark { --a: 2px }',
    });
    expect(found.map((set) => [set.selector, values(set)])).toEqual([
      [':root', { '--a': '1px', '--url': 'url(https://a.example/x)' }],
      ['.dark', { '--a': '2px' }],
    ]);
  });
});

describe('reconciliation', () => {
  const diff = (bundle: string, own: string) => reconcileTokens(sets(bundle), sets(own));

  it('compares as eyes do, follows aliases, and knows other spellings of a name', () => {
    const result = diff(
      ':root{--bg:#ffffff;--ink:oklch(0 0 0);--accent:var(--sea);--sea:#0af;--r:8px;--near:#ff0000;--gone:3px;--muted-foreground:#777777}',
      ':root{--background:rgb(255 255 255);--ink:#000;--accent:#00aaff;--sea:#00aaff;--radius:0.5rem;--near:#f80808;--mutedForeground:#777777}',
    );
    expect(result).toMatchObject({
      same: 6,
      conflicts: [],
      added: [{ name: '--gone' }],
      modified: [{ name: '--near', near: true }],
    });
  });

  it('another value is modified, another kind is a conflict, the same value elsewhere is an alias', () => {
    const result = diff(
      ':root{--a:#f00;--b:12px;--hero-bg:#123456}',
      ':root{--a:#00f;--b:#fff;--color-bg-hero:#123456;--c:4px}',
    );
    expect(result.modified).toMatchObject([
      { name: '--a', value: '#f00', project: { value: '#00f' }, deltaE: expect.any(Number) },
    ]);
    expect(result.conflicts).toMatchObject([
      { name: '--b', why: 'a dimension here, a color in the project' },
    ]);
    expect(result.aliases).toMatchObject([{ name: '--hero-bg', project: { name: '--color-bg-hero' } }]);
  });

  it('alpha counts, and themes are held against their namesakes', () => {
    expect(diff(':root{--a:#ff000080}', ':root{--a:#ff0000}').modified).toHaveLength(1);
    const result = diff(
      ':root{--a:#fff} [data-theme="dark"]{--a:#000}',
      ':root{--a:#fff} .dark{--a:#111111}',
    );
    expect(result.same).toBe(1);
    expect(result.modified).toMatchObject([{ name: '--a', theme: '[data-theme="dark"]' }]);
  });

  it('a set held against itself changes nothing, whatever it is', () => {
    const colour = fc
      .tuple(fc.nat(255), fc.nat(255), fc.nat(255))
      .map(([r, g, b]) => `rgb(${r}, ${g}, ${b})`);
    const token = fc.oneof(
      colour,
      fc.nat(99).map((size) => `${size}px`),
      fc.constantFrom('var(--t0)', 'clamp(1rem, 2vw, 3rem)', '"Inter", serif'),
    );
    fc.assert(
      fc.property(fc.array(token, { minLength: 1, maxLength: 20 }), (tokens) => {
        const css = `:root{${tokens.map((value, index) => `--t${index}:${value}`).join(';')}}`;
        const result = diff(css, css);
        expect(result).toMatchObject({
          added: [],
          modified: [],
          conflicts: [],
          aliases: [],
          same: tokens.length,
        });
      }),
    );
  });
});
