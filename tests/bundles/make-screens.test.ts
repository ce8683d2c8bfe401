/** Which views of a Figma Make export are its screens. */
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Files, newService, writeZip } from './archives.ts';

/** Screens of an export with these modules below src/; every other component named in `pages` is one of its own file. */
async function screensOf(modules: Files, pages = ''): Promise<string[]> {
  const files: Files = {
    'README.md':
      '# Shop\n\nThis is a code bundle for Shop. The original project is available at https://www.figma.com/design/AbC123xyz/Shop.\n',
    'index.html':
      '<title>Shop</title><div id="root"></div><script type="module" src="/src/main.tsx"></script>',
    'package.json': JSON.stringify({ name: 'Shop', dependencies: {} }),
    'src/main.tsx': "import App from './App';",
    'src/components/figma/ImageWithFallback.tsx': 'export function ImageWithFallback() { return <img/>; }',
    'src/guidelines/Guidelines.md': 'x',
  };
  const names = pages.split(' ').filter((name) => name !== '');
  for (const name of names)
    files[`src/pages/parts/${name}.tsx`] = `export function ${name}() { return <p>${name}</p>; }`;
  const imports = names.map((name) => `import { ${name} } from './pages/parts/${name}';`).join('\n');
  for (const [path, code] of Object.entries(modules))
    files[`src/${path}`] = path === 'App.tsx' || path === 'routes.tsx' ? `${imports}\n${code}` : code;
  const source = await writeZip(files);
  const { service } = newService([dirname(source)]);
  return (await service.parse(source)).facts.screens.map(({ ref, name }) => ref ?? name);
}

describe('screens of a Figma Make export', () => {
  it('a state of the root called after what it chooses, also inside another choice', async () => {
    const app = `export default function App() { return <div>
      {tab === 'web' && <>{customerView === 'home' && <Start/>}{customerView === 'orders' && <Orders/>}</>}
      {tab === 'desk' && <Desk/>}
    </div>; }`;
    expect(await screensOf({ 'App.tsx': app }, 'Start Orders Desk')).toEqual(['Start', 'Orders', 'Desk']);
  });

  it('a path compared in early returns, by its beginning or under a name; toasts and bars beside the page are none', async () => {
    const app = `export default function App() {
      const isBrand = currentPath === '/brand';
      if (currentPath === '/' || currentPath === '') return (<><TopBar/><Start/><Toaster/></>);
      if (currentPath.startsWith('/blog/')) return <><Article/><Toaster/></>;
      return isBrand ? <Brand/> : <Lost/>; }`;
    expect(await screensOf({ 'App.tsx': app }, 'TopBar Toaster Start Article Brand Lost')).toEqual([
      'Start',
      'Article',
      'Brand',
      'Lost',
    ]);
  });

  it('what the root shows in place of everything else, but not what only bridges a wait', async () => {
    const app = `export default function App() {
      if (loading) return <LoadingScreen/>;
      if (!user) { return <Providers><SignIn/></Providers>; }
      return <main>{page === 'home' && <Start/>}{page === 'cart' && <Cart/>}{page === 'help' && <Help/>}</main>; }`;
    expect(await screensOf({ 'App.tsx': app }, 'SignIn Start Cart Help')).toEqual([
      'SignIn',
      'Start',
      'Cart',
      'Help',
    ]);
  });

  it('routes to wrapped and guarded components; redirects and layouts are none', async () => {
    const routes = `const lazily = (Page) => () => <Suspense><Page/></Suspense>;
      export const router = createBrowserRouter([
        { path: '/', element: <Navigate to="/start"/> },
        { path: '/start', Component: lazily(Start) },
        { path: '/admin', Component: () => { const Waited = lazily(Admin); return <Guard><Waited/></Guard>; } },
        { path: '/:lang', element: <Frame/>, children: [{ index: true, element: <Home/> }] },
      ]);`;
    const app =
      "import { router } from './routes'; export default function App() { return <RouterProvider router={router}/>; }";
    expect(
      await screensOf({ 'App.tsx': app, 'routes.tsx': routes }, 'Start Admin Frame Home Guard Navigate'),
    ).toEqual(['Start', 'Admin', 'Home']);
    const nested = `export default function App() { return <Routes><Route element={<Shell/>}>
      <Route path="/" element={<Navigate to="/start"/>}/><Route path="/start" element={<Start/>}/>
      <Route path="/admin" element={staff ? <Admin/> : <SignIn/>}/>
    </Route></Routes>; }`;
    expect(await screensOf({ 'App.tsx': nested }, 'Shell Start Admin SignIn')).toEqual([
      'Start',
      'Admin',
      'SignIn',
    ]);
  });

  it('views inside screens are parts of them when the entry names most of the screens', async () => {
    const desk = `export function Desk() { return <p>{activeView === 'a' && <Figures/>}{activeView === 'b' && <People/>}</p>; }
      function Figures() { return <p/>; } function People() { return <p/>; }`;
    const app = `import { Desk } from './Desk'; import { ListView } from './ListView';
      export default function App() { return <main>{page === 'home' && <Start/>}{page === 'cart' && <Cart/>}{page === 'desk' && <Desk/>}<p/></main>; }`;
    const modules = {
      'App.tsx': app,
      'Desk.tsx': desk,
      'ListView.tsx': 'export function ListView() { return <ul/>; }',
    };
    expect(await screensOf(modules, 'Start Cart')).toEqual(['Start', 'Cart', 'Desk']);
    // A sign-in and a shell say little: there the shell's views are screens too.
    const shell = `import { Desk } from './Desk';
      export default function App() { if (!user) return <SignIn/>; return <Desk/>; }`;
    expect(await screensOf({ 'App.tsx': shell, 'Desk.tsx': desk }, 'SignIn')).toEqual([
      'SignIn',
      'Figures',
      'People',
    ]);
  });

  it('the app behind an address is a frame when it switches views; a redirect is no screen', async () => {
    const routes = `import { ShopApp } from './ShopApp';
      function ToStart() { if (waiting) return <LoadingScreen/>; return session ? <Navigate to="/shop"/> : <Navigate to="/login"/>; }
      export const router = createBrowserRouter([
        { path: '/', Component: ToStart },
        { path: '/login', Component: SignIn },
        { path: '/shop', Component: ShopApp },
      ]);`;
    const shop = `export function ShopApp() { if (!picked) return <Profiles/>; return <main>{activeTab === 'a' && <Figures/>}{activeTab === 'b' && <People/>}</main>; }
      function Profiles() { return <p/>; } function Figures() { return <p/>; } function People() { return <p/>; }`;
    const app =
      "import { router } from './routes'; export default function App() { return <RouterProvider router={router}/>; }";
    expect(await screensOf({ 'App.tsx': app, 'routes.tsx': routes, 'ShopApp.tsx': shop }, 'SignIn')).toEqual([
      'SignIn',
      'Profiles',
      'Figures',
      'People',
    ]);
  });

  it('what a gate lets through is a view, also when it is called the app and switches nothing', async () => {
    const app = `export default function App() { return <Store><AppGate/></Store>; }
      function AppGate() { if (small) return <TooSmall/>; return <AppContent/>; }
      function AppContent() { return <main><h1/><p/></main>; }`;
    expect(await screensOf({ 'App.tsx': app.replace(/Store/g, 'StoreProvider') }, 'TooSmall')).toEqual([
      'TooSmall',
      'AppContent',
    ]);
  });

  it('where nothing else names screens, the widest choice of a content component does', async () => {
    const content = `const views = (section) => { switch (section) {} };
      export function Content() { const draw = () => { switch (activeSection) {
        case 'a': return <Boundary><Start/></Boundary>;
        case 'b': return <Boundary><Cart/></Boundary>;
        case 'c': return <Boundary><Help/></Boundary>;
        case 'd': return <Boundary><Desk/></Boundary>;
      } }; return <div>{draw()}</div>; }
      function Start() { return <p/>; } function Cart() { return <p/>; } function Help() { return <p/>; } function Desk() { return <p/>; }`;
    const body = `import { Content } from './Body'; export default function App() { return <div><Content/></div>; }`;
    expect(
      await screensOf({
        'App.tsx': body,
        'Body.tsx': content.replaceAll('Content()', 'Viewer()').concat('\nexport { Viewer as Content };'),
      }),
    ).toEqual(['Start', 'Cart', 'Help', 'Desk']);
  });

  it('the tokens are those of the sheets the app loads; what the template left beside them is not used', async () => {
    const source = await writeZip({
      'package.json': JSON.stringify({ name: '@figma/my-make-file' }),
      'src/main.tsx': "import App from './app/App'; import './styles/index.css';",
      'src/styles/index.css': "@import './theme.css';",
      'src/styles/theme.css': ':root { --bg: #0a0e27; }',
      'src/styles/globals.css': ':root { --bg: #ffffff; --old: 1px; }',
      'src/app/App.tsx': 'export default function App() { return <p/>; }',
    });
    const { service } = newService([dirname(source)]);
    const { tokenSets } = (await service.parse(source)).facts;
    expect(
      tokenSets.map(({ reach, tokens }) => [reach, tokens.map(({ name, value }) => `${name}: ${value}`)]),
    ).toEqual([
      ['primary', ['--bg: #0a0e27']],
      ['unused', ['--bg: #ffffff', '--old: 1px']],
    ]);
  });

  it('a frame of the component library around the page is no page', async () => {
    const app = `import { Inset } from './components/ui/inset';
      export default function App() { if (wide) return <><Inset><main/></Inset></>;
        return <main>{tab === 'a' && <Start/>}{tab === 'b' && <Cart/>}</main>; }`;
    const modules = {
      'App.tsx': app,
      'components/ui/inset.tsx': 'export function Inset({ children }) { return <div>{children}</div>; }',
    };
    expect(await screensOf(modules, 'Start Cart')).toEqual(['Start', 'Cart']);
  });

  it('a file only types come from is not missing', async () => {
    const source = await writeZip({
      'package.json': JSON.stringify({ name: '@figma/my-make-file' }),
      'src/app/App.tsx':
        "import type { A } from './types'; import { b } from './lost'; export default function App() { return <p>{b}</p>; }",
    });
    const { service } = newService([dirname(source)]);
    expect((await service.parse(source)).facts.missing).toEqual(['src/app/lost']);
  });
});
