import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Files, newService, writeZip } from './archives.ts';

async function parse(files: Files) {
  const source = await writeZip(files);
  const { service } = newService([dirname(source)]);
  const parsed = await service.parse(source);
  return { facts: parsed.facts, payload: await service.payload(parsed) };
}

const html =
  '<!DOCTYPE html><html><head><title>Floor Plan</title></head><body><div id="root"></div><script type="module" src="/src/main.tsx"></script></body></html>';
const readme =
  '\n  # Floor Plan\n\n  This is a code bundle for Floor Plan. The original project is available at https://www.figma.com/design/AbC123xyz/Floor-Plan.\n\n  ## Running the code\n';
const globals =
  '@custom-variant dark (&:is(.dark *));\n:root { --background: #fff; --radius: 0.625rem; }\n.dark { --background: oklch(0.145 0 0); }\n@theme inline { --color-background: var(--background); }\n';

const generationA: Files = {
  'README.md': readme,
  'index.html': html,
  'package.json': JSON.stringify({
    name: 'Floor Plan',
    dependencies: { react: '^18.3.1', clsx: '*', 'lucide-react': '^0.487.0' },
    devDependencies: { vite: '6.3.5' },
  }),
  'vite.config.ts':
    "export default defineConfig({ resolve: { alias: { 'lucide-react@0.487.0': 'lucide-react', 'figma:asset/abc.png': path.resolve(__dirname, './src/assets/abc.png'), '@': path.resolve(__dirname, './src') } } });",
  'src/main.tsx': "import App from './App.tsx'; import './index.css';",
  'src/index.css': '/*! tailwindcss v4.1.3 | MIT License */ :root { --compiled: 1px; }',
  'src/styles/globals.css': globals,
  'src/App.tsx': `import { useState } from 'react'; import { Home } from './components/Home'; import { PlanPage } from './components/PlanPage'; import logo from 'figma:asset/abc.png'; import lost from 'figma:asset/lost.png';
    export default function App() { const [page, setPage] = useState('home'); return <main><img src={logo}/>{page === 'home' && <Home />}{page === 'plan' && <PlanPage />}</main>; }`,
  'src/components/Home.tsx':
    "import { Button } from './ui/button'; import Frame from '@/imports/Frame1'; export function Home({ title }: { title: string }) { return <section><Button/><Frame/>{title}</section>; }",
  'src/components/PlanPage.tsx': 'export function PlanPage() { return <section/>; }',
  'src/components/Unused.tsx': 'export function Unused() { return <i/>; }',
  'src/components/ui/button.tsx':
    'import { X } from "lucide-react@0.487.0"; function Button() { return <button><X/></button>; } export { Button };',
  'src/components/figma/ImageWithFallback.tsx': 'export function ImageWithFallback() { return <img/>; }',
  'src/imports/Frame1.tsx':
    'function Group1() { return <g/>; } export default function Frame1() { return <svg><Group1/></svg>; }',
  'src/assets/abc.png': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]),
  'src/guidelines/Guidelines.md': '**Add your own guidelines here**\n<!-- -->',
  'src/Attributions.md': 'x',
  'src/supabase/functions/server/index.tsx': 'import { Hono } from "npm:hono";',
  'src/utils/supabase/info.tsx':
    'export const projectId = "p"; export const publicAnonKey = "eyJhbGciOiJIUzI1.eyJzdWIiOiIxMjM0NTY3.abcdefgh";',
};

describe('Figma Make exports', () => {
  it('generation A: names, dependencies with versioned imports, assets, screens, what the app reaches', async () => {
    const { facts, payload } = await parse(generationA);
    expect(facts).toMatchObject({
      kind: 'figma-make',
      projectName: 'Floor Plan',
      completeness: 'complete',
      primary: { path: 'src/App.tsx' },
    });
    expect(facts.make).toMatchObject({
      generation: 'A',
      framework: 'React 18.3.1 + Vite 6.3.5',
      fileKey: 'AbC123xyz',
      entry: 'src/main.tsx',
      aliases: { 'lucide-react@0.487.0': 'lucide-react' },
      guidelines: [{ path: 'src/guidelines/Guidelines.md', isTemplate: true }],
    });
    expect(facts.make?.assets).toEqual([
      { reference: 'figma:asset/abc.png', file: 'src/assets/abc.png', usedBy: ['src/App.tsx'] },
      { reference: 'figma:asset/lost.png', usedBy: ['src/App.tsx'] },
    ]);
    expect(facts.missing).toEqual(['figma:asset/lost.png']);
    expect(facts.components.filter(({ reach }) => reach === 'primary').map(({ name }) => name)).toEqual([
      'App',
      'Home',
      'PlanPage',
    ]);
    expect(
      facts.components
        .filter(({ reach }) => reach === 'other')
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['Button', 'Frame1']);
    expect(facts.screens.map(({ name }) => name)).toEqual(['Home', 'PlanPage']);
    expect(facts.make?.unreachable).toContain('src/components/Unused.tsx');
    expect(
      facts.tokenSets.map(({ selector, role, tokens }) => [selector, role, tokens.map(({ name }) => name)]),
    ).toEqual([
      [':root', 'base', ['--background', '--radius']],
      ['@theme', 'base', ['--color-background']],
      ['.dark', 'theme', ['--background']],
    ]);
    expect(JSON.stringify(payload)).not.toContain('eyJhbGci');
    expect(facts.warnings.join(' ')).toContain('public key');
  });

  it('the first exports lie at the root: their own components and the tokens of their sheet', async () => {
    const atRoot = Object.fromEntries(
      Object.entries(generationA).map(([path, content]) => [
        path.replace(/^src\//, ''),
        path === 'vite.config.ts' ? String(content).replaceAll('./src', '.') : content,
      ]),
    );
    const { facts } = await parse({
      ...atRoot,
      'index.html': html.replace('/src/main.tsx', '/main.tsx'),
      'main.tsx': "import App from './App.tsx'; import './styles/globals.css';",
      'components/Home.tsx':
        "import { Button } from '@/components/ui/button'; export function Home() { return <section><Button/></section>; }",
    });
    expect(facts).toMatchObject({
      kind: 'figma-make',
      primary: { path: 'App.tsx' },
      missing: ['figma:asset/lost.png'],
    });
    expect(facts.make).toMatchObject({
      generation: 'A',
      entry: 'main.tsx',
      unreachable: expect.not.arrayContaining(['vite.config.ts']),
    });
    expect(facts.components.filter(({ reach }) => reach === 'primary').map(({ name }) => name)).toEqual([
      'App',
      'Home',
      'PlanPage',
    ]);
    expect(facts.tokenSets.filter(({ reach }) => reach === 'primary').length).toBeGreaterThan(0);
  });

  it('generation B: src/app, data router, theme.css, one folder around it', async () => {
    const { facts } = await parse({
      'export/README.md': readme,
      'export/index.html': html,
      'export/package.json': JSON.stringify({
        name: '@figma/my-make-file',
        dependencies: { 'react-router': '7.13.0' },
        peerDependencies: { react: '18.3.1' },
      }),
      'export/src/main.tsx': "import App from './app/App'; import './styles/index.css';",
      'export/src/styles/index.css': "@import './theme.css';",
      'export/src/styles/theme.css': globals,
      'export/src/app/App.tsx':
        "import { RouterProvider } from 'react-router'; import { router } from './routes'; export default function App() { return <RouterProvider router={router} />; }",
      'export/src/app/routes.tsx':
        "import { createBrowserRouter } from 'react-router'; import { Home } from './components/Home'; import { About } from './components/About'; export const router = createBrowserRouter([{ path: '/', Component: Home }, { path: '/about', element: <About /> }]);",
      'export/src/app/components/Home.tsx': 'export function Home() { return <main/>; }',
      'export/src/app/components/About.tsx': 'export function About() { return <main/>; }',
      'export/src/app/components/figma/ImageWithFallback.tsx':
        'export function ImageWithFallback() { return <img/>; }',
      'export/guidelines/Guidelines.md': '# Our rules',
    });
    expect(facts.make).toMatchObject({
      generation: 'B',
      framework: 'React 18.3.1 + React Router 7.13.0',
      guidelines: [{ isTemplate: false }],
    });
    expect(facts.screens.map(({ name, aliases }) => [name, aliases])).toEqual([
      ['Home', ['/']],
      ['About', ['/about']],
    ]);
    expect(facts.tokenSets).toHaveLength(3);
    expect(facts.projectName).toBe('Floor Plan');
  });

  it('generation C: no README, make kits that nobody can install are named', async () => {
    const { facts } = await parse({
      'index.html': html,
      'package.json': JSON.stringify({
        name: 'figma-make-app',
        dependencies: { react: '19.0.0', '@make-kits/acme': '1.0.0' },
      }),
      'src/main.tsx': "import App from './App'; import './index.css';",
      'src/index.css': '@import "tailwindcss"; :root { --bg: #fff; } html.dark { --bg: #000; }',
      'src/App.tsx': 'export default function App() { return <main/>; }',
      'AGENTS.md': 'x',
    });
    expect(facts).toMatchObject({
      projectName: 'Floor Plan',
      make: { generation: 'C', unpublished: ['@make-kits/acme'] },
    });
    expect(facts.tokenSets.map(({ selector }) => selector)).toEqual([':root', 'html.dark']);
  });

  it('has no page to draw before it is built, and says so', async () => {
    const source = await writeZip(generationA);
    const { service } = newService([dirname(source)]);
    const parsed = await service.parse(source);
    for (const name of [undefined, 'index.html'])
      expect(() => service.pageOf(parsed, name)).toThrow(
        expect.objectContaining({ hint: expect.stringContaining('npm run build') }),
      );
  });

  it('an ordinary Vite project is not one', async () => {
    const { facts } = await parse({
      'package.json': '{"name":"my-app"}',
      'src/App.tsx': 'export default function App() { return <i/>; }',
      'src/main.tsx': "import './App'",
    });
    expect(facts.kind).toBe('unknown');
  });

  it('routes are looked at through their layout, and a compiled sheet is not the source of tokens', async () => {
    const { facts } = await parse({
      'README.md': readme,
      'index.html': html,
      'package.json': JSON.stringify({ name: 'My Shop', dependencies: {} }),
      'src/main.tsx': "import App from './App'; import './index.css';",
      'src/index.css':
        '@import url("https://fonts.googleapis.com/css2?family=Inter");\n@import "./styles/own.css";\n/*! tailwindcss v4.1.3 | MIT License | https://tailwindcss.com */\n@layer theme{:root{--color-blue-400:oklch(.7 .16 254)}}',
      'src/styles/own.css': ':root{--own-gap:12px}',
      'src/styles/globals.css': globals,
      'src/App.tsx': `import { Routes, Route } from 'react-router';
import { Layout, Start, Terms } from './parts';
export default function App() { return <Routes>
  <Route path="/" element={<Layout><Start/></Layout>} />
  <Route path="/terms" element={<Layout title="x"><Terms/></Layout>} />
</Routes>; }`,
      'src/parts.tsx':
        'export function Layout({ children }) { return <main>{children}</main>; } export function Start() { return <p/>; } export function Terms() { return <p/>; }',
      'src/components/figma/ImageWithFallback.tsx': 'export function ImageWithFallback() { return <img/>; }',
      'src/guidelines/Guidelines.md': 'x',
    });
    expect(facts.screens.map(({ name }) => name)).toEqual(['Start', 'Terms']);
    const names = facts.tokenSets.flatMap(({ tokens }) => tokens.map(({ name }) => name));
    expect(names).not.toContain('--color-blue-400');
    expect(names, 'a sheet somebody wrote, imported by the compiled one').toContain('--own-gap');
  });

  it('of two files beside one another it follows the one the bundler would', async () => {
    const { facts } = await parse({
      'README.md': readme,
      'index.html': html,
      'package.json': JSON.stringify({ name: '@figma/my-make-file', dependencies: {} }),
      'src/main.tsx': "import App from './app/App';",
      'src/app/App.tsx':
        "import { routes } from './routes'; export default function App() { return <main>{routes}</main>; }",
      'src/app/routes.ts':
        "import { New } from './New'; export const routes = [{ path: '/', Component: New }];",
      'src/app/routes.tsx':
        "import { Old } from './Old'; export const routes = [{ path: '/', Component: Old }];",
      'src/app/New.tsx': 'export function New() { return <p/>; }',
      'src/app/Old.tsx': 'export function Old() { return <p/>; }',
      'src/app/components/figma/ImageWithFallback.tsx':
        'export function ImageWithFallback() { return <img/>; }',
    });
    expect(facts.screens.map(({ name }) => name)).toEqual(['New']);
    expect(facts.make?.unreachable).toEqual(
      expect.arrayContaining(['src/app/routes.tsx', 'src/app/Old.tsx']),
    );
  });
});
