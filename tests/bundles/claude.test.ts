import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chat, type Files, newService, page, readme, writeTarGz, writeZip } from './archives.ts';

async function parse(files: Files, openFile?: string, zip = false) {
  const source = await (zip ? writeZip(files) : writeTarGz(files));
  const { service } = newService([dirname(source)]);
  const parsed = await service.parse(source, openFile);
  return { ...parsed, payload: await service.payload(parsed), service };
}

const home = page('<main id="home"><h1>Shop</h1><p>x</p></main>');

describe('the README and where things lie', () => {
  it('takes name, open file and prefix from a prefixed zip without chats', async () => {
    const { facts } = await parse(
      {
        'demo-shop/README.md': readme({
          name: 'Demo Shop — v2.0',
          prefix: 'demo-shop/',
          openFile: 'Shop Page.html',
        }),
        'demo-shop/project/Shop Page.html': home,
        'demo-shop/project/Other.html': home,
      },
      undefined,
      true,
    );
    expect(facts).toMatchObject({
      projectName: 'Demo Shop — v2.0',
      completeness: 'complete',
      kind: 'claude-design',
    });
    expect(facts.primary).toMatchObject({ path: 'project/Shop Page.html', chosenBy: 'README' });
    expect(facts.missing).toEqual([]);
  });

  it('finds a README to which people added their own text, and a bundle inside a repository', async () => {
    const { facts } = await parse({
      'README.md': `# Our shop\n\nHow to run it.\n\n---\n\n${readme({ openFile: 'a/index.html' })}\nMore of ours.`,
      'package.json': '{}',
      'project/a/index.html': home,
    });
    expect(facts.projectName).toBe('Demo Shop');
    expect(facts.primary.path).toBe('project/a/index.html');
  });

  it('says when the named page is not there, and takes the next best', async () => {
    const { facts, payload } = await parse({
      'README.md': readme({ openFile: 'Lost.html' }),
      'project/index.html': home,
    });
    expect(facts.primary).toMatchObject({
      path: 'project/index.html',
      chosenBy: 'index.html',
      missing: 'project/Lost.html',
    });
    expect(payload['status']).toBe('DONE_WITH_CONCERNS');
  });

  it('a folder of design files without README is a design, too', async () => {
    const { facts } = await parse({
      'My App.dc.html': '<x-dc><div><p>a</p><p>b</p></div></x-dc>',
      'support.js': '',
    });
    expect(facts).toMatchObject({ completeness: 'complete' });
    expect(facts.variant).toEqual(['Design Component', 'no README']);
  });

  it('something else is no bundle', async () => {
    const { facts, payload } = await parse({ 'a.txt': 'x', 'b/c.bin': 'y' });
    expect(facts.completeness).toBe('not_a_bundle');
    expect(payload).toMatchObject({ status: 'BLOCKED' });
  });
});

describe('the page to build', () => {
  const two = { 'README.md': readme({}), 'project/One.html': home, 'project/Two.html': home };

  it('is asked about when nothing decides', async () => {
    const { facts, payload } = await parse(two);
    expect(facts.primary).toEqual({ candidates: ['project/One.html', 'project/Two.html'] });
    expect(payload['status']).toBe('NEEDS_CONTEXT');
  });

  it('is what the caller names, with or without folder and case', async () => {
    expect((await parse(two, 'two.html')).facts.primary).toMatchObject({
      path: 'project/Two.html',
      chosenBy: 'openFile argument',
    });
  });

  it('is what the last machine-made turn names', async () => {
    const { facts } = await parse({
      ...two,
      'chats/chat1.md': chat([
        ['User', 'Add tweakable controls to Two.html: bigger type'],
        ['Assistant', 'Done.'],
      ]),
    });
    expect(facts.primary).toMatchObject({ path: 'project/Two.html', chosenBy: 'transcript' });
    expect(facts.conversation.lastAsk?.text).toContain('bigger type');
  });

  it('is the latest version of what the transcript edited', async () => {
    const { facts } = await parse({
      'README.md': readme({ chats: 1 }),
      'chats/chat1.md': chat([
        ['User', 'Apply 2 direct edits: File: Talk.html'],
        ['Assistant', 'Done.'],
      ]),
      'project/Talk.html': page('<main><p>a</p></main>'),
      'project/Talk v2.html': page('<main><p>b</p></main>'),
      'project/Talk v3.html': page('<main><p>c</p></main>'),
      'project/Notes v4.html': page('<main><p>d</p></main>'),
    });
    expect(facts.primary).toMatchObject({ path: 'project/Talk v3.html', chosenBy: 'transcript' });
  });

  it('is what is called like the project', async () => {
    const { facts } = await parse({ ...two, 'project/Demo Shop.html': home });
    expect(facts.primary).toMatchObject({ path: 'project/Demo Shop.html', chosenBy: 'project name' });
  });

  it('is never an upload, a preview or a packed twin', async () => {
    const { facts } = await parse({
      'README.md': readme({}),
      'project/uploads/theirs.html': home,
      'project/preview/buttons.html': home,
      'project/components/Button.card.html': home,
      'project/Shop standalone.html':
        '<script type="__bundler/manifest">{}</script><script type="__bundler/template">"<main><p>packed</p></main>"</script>',
      'project/span/Shop.html': home,
    });
    expect(facts.primary.path).toBe('project/span/Shop.html');
  });
});

describe('transcripts', () => {
  const base = { 'README.md': readme({ chats: 1 }), 'project/index.html': home };

  it('machine-made turns are no wishes', async () => {
    const { facts } = await parse({
      ...base,
      'chats/chat1.md': chat([
        ['User', 'Make the cards round'],
        ['Assistant', 'Done, cards are round.\n\n_[tool: done]_'],
        ['User', 'Verifier agent check completed'],
        ['User', 'Save as standalone HTML: index.html'],
        ['User', '<system-info current_time="x">y</system-info>'],
        ['Assistant', 'Saved.'],
      ]),
    });
    expect(facts.conversation.lastAsk).toEqual({
      text: 'Make the cards round',
      chat: 'chats/chat1.md',
      answered: 'yes',
    });
    expect(facts.unfinished).toBeUndefined();
  });

  it('the last wish of the newest chat counts, whatever the numbers', async () => {
    const { facts } = await parse({
      ...base,
      'chats/chat1.md': chat(
        [
          ['User', 'newer wish'],
          ['Assistant', 'ok'],
        ],
        '2026-06-02 10:00 UTC',
      ),
      'chats/chat2.md': chat(
        [
          ['User', 'older wish'],
          ['Assistant', 'ok'],
        ],
        '2026-05-02 10:00 UTC',
      ),
      'chats/chat3.md': '# Chat\n\n_Started 2026-07-01 09:00 UTC_\n\n---\n',
    });
    expect(facts.conversation.lastAsk?.text).toBe('newer wish');
    expect(facts.conversation.chats).toHaveLength(3);
  });

  it('tells an unanswered wish, a cut-off answer and a wait for answers apart', async () => {
    const unfinished = async (turns: Parameters<typeof chat>[0]) =>
      (await parse({ ...base, 'chats/chat1.md': chat(turns) })).facts;
    expect((await unfinished([['User', 'add a footer']])).unfinished).toBe('unanswered');
    expect(
      (
        await unfinished([
          ['User', 'add a footer'],
          ['Assistant', 'On it:\n\n_[tool: str_replace_edit]_'],
        ])
      ).unfinished,
    ).toBe('cut_off');
    const waiting = await unfinished([
      ['User', 'add a footer'],
      ['Assistant', 'Which links should it hold?\n\n_[tool: questions_v2]_'],
    ]);
    expect(waiting).toMatchObject({ unfinished: 'waiting_for_answers', completeness: 'complete' });
    expect(waiting.conversation.openQuestions).toEqual(['Which links should it hold?']);
    const answered = await unfinished([
      ['User', 'add a footer'],
      ['Assistant', 'Which links?\n\n_[tool: questions_v2]_'],
      ['User', 'Questions answered:\n- links: Home, Help'],
      ['Assistant', 'Done.'],
    ]);
    expect(answered.unfinished).toBeUndefined();
    expect(answered.conversation.answers).toEqual(['links: Home, Help']);
    expect(answered.conversation.lastAsk?.text).toBe('add a footer');
  });

  it('a handoff before anything was drawn is incomplete and says what to do', async () => {
    const { facts, payload } = await parse({
      'shop/README.md': readme({ prefix: 'shop/', chats: 1 }),
      'shop/chats/chat1.md': chat([
        ['User', 'a shop please'],
        ['Assistant', 'A few questions first. Who is it for?\n\n_[tool: questions_v2]_'],
      ]),
    });
    expect(facts).toMatchObject({ completeness: 'incomplete', reason: 'waiting_for_answers' });
    expect(payload).toMatchObject({ status: 'BLOCKED', what_to_do: expect.stringContaining('Answer') });
    expect(JSON.stringify(payload['intent'])).toContain('Who is it for?');
  });

  it('announced transcripts that are not there are reported; none announced is normal', async () => {
    expect((await parse(base)).facts.missing).toEqual(['1 of 1 chat transcripts']);
    expect((await parse({ ...base, 'README.md': readme({}) })).facts.missing).toEqual([]);
  });

  it('signed links and keys do not get out', async () => {
    const secret = 'https://x.claudeusercontent.com/v1/serve/a.html?t=deadbeefcafe.123';
    const { payload } = await parse({
      ...base,
      'chats/chat1.md': chat([
        ['User', 'print it'],
        ['Assistant', `Open [it](${secret}).`],
      ]),
    });
    expect(JSON.stringify(payload)).not.toContain('deadbeefcafe');
  });
});

describe('design-time state', () => {
  it('reads EDITMODE blocks and skips the usage comment of the tweaks panel', async () => {
    const { facts } = await parse({
      'README.md': readme({}),
      'project/index.html': page(
        '<div id="root"></div><script>const TWEAK_DEFAULTS = /*EDITMODE-BEGIN*/{\n  "accentHue": 163,\n  "theme": "dark"\n}/*EDITMODE-END*/;</script>',
      ),
      'project/app.jsx': 'window.__X = /*EDITMODE-BEGIN*/{"a":1}/*EDITMODE-END*/;',
      'project/tweaks-panel.jsx':
        '// const TWEAK_DEFAULTS = /*EDITMODE-BEGIN*/{\n//   "x": 1\n// }/*EDITMODE-END*/;\n',
      'project/broken.jsx': 'const B = /*EDITMODE-BEGIN*/{ x: 1 }/*EDITMODE-END*/;',
    });
    expect(facts.designState.map(({ file, variable, keys }) => ({ file, variable, keys }))).toEqual([
      { file: 'project/index.html', variable: 'TWEAK_DEFAULTS', keys: ['accentHue', 'theme'] },
      { file: 'project/app.jsx', variable: 'window.__X', keys: ['a'] },
    ]);
  });

  it("a Design Component's data-props are its successor; $ keys are the frame", async () => {
    const props = JSON.stringify({
      accent: { editor: 'color', default: '#d97757' },
      $preview: { width: 420 },
    }).replaceAll('"', '&quot;');
    const { facts } = await parse({
      'README.md': readme({}),
      'project/App.dc.html': `<x-dc><helmet></helmet><sc-if value="{{ isHome }}"><div><p>a</p></div></sc-if><sc-if value="{{ isCart }}"><div><p>b</p></div></sc-if><sc-if value="{{ isDark }}"><i>x</i></sc-if><!-- ═══ Bottom nav ═══ --><div><x-import component-from-global-scope="Shop.Button" /><b>1</b></div></x-dc><script type="text/x-dc" data-dc-script data-props="${props}">class Component extends DCLogic {}</script>`,
    });
    expect(facts.designState).toMatchObject([{ source: 'data-props', keys: ['accent'] }]);
    expect(facts.screens.map(({ name }) => name)).toEqual(['Home', 'Cart']);
    expect(facts.components.map(({ name }) => name)).toEqual(['Button', 'BottomNav']);
  });
});

describe('screens and components of React prototypes', () => {
  it('lists what draws, leaves out starters, constants and null renderers, marks orphans', async () => {
    const { facts } = await parse({
      'README.md': readme({ openFile: 'index.html' }),
      'project/index.html': page(
        '<div id="root"></div><script type="text/babel" src="app.jsx"></script><script type="text/babel" src="tweaks-panel.jsx"></script>',
      ),
      'project/app.jsx': `
        const THEME = { bg: '#fff', fg: '#000' };
        const Ctx = React.createContext(null);
        function Card({ title, tone = 'plain' }) { return <div onClick={() => {}}>{title}</div>; }
        const Row = React.memo(({ id }) => <li>{id}</li>);
        function ToastAttach() { useEffect(() => {}); return null; }
        class Old extends React.Component { render() { return <p>{this.props.label}</p>; } }
        function HomeScreen() { return <section><Card title="x" /><Row id={1} /></section>; }
        function StatsView() { return <section>s</section>; }
        function App() {
          const [route, go] = React.useState({ name: 'home' });
          let page;
          switch (route.name) { case 'stats': page = <StatsView />; break; default: page = <HomeScreen />; }
          return <main>{page}{open && <TweaksPanel />}</main>;
        }
        Object.assign(window, { Card });`,
      'project/tweaks-panel.jsx':
        'function TweaksPanel() { return <div/>; } function TweakRow() { return <i/>; }',
      'project/checkout.jsx': 'function Checkout() { return <form/>; }',
    });
    expect(facts.components.map(({ name, reach }) => `${name}:${reach}`)).toEqual([
      'Card:primary',
      'Row:primary',
      'Old:primary',
      'HomeScreen:primary',
      'StatsView:primary',
      'App:primary',
      'Checkout:orphan',
    ]);
    expect(facts.components[0]?.props).toEqual([
      { name: 'title' },
      { name: 'tone', type: 'string', required: false },
    ]);
    expect(facts.screens.map(({ name, from }) => `${name}:${from}`).sort()).toEqual([
      'HomeScreen:route',
      'StatsView:route',
    ]);
  });

  it('an artboard is a screen, and the label of what it shows another name of it', async () => {
    const { facts } = await parse({
      'README.md': readme({}),
      'project/index.html': page('<div id="root"></div><script type="text/babel" src="app.jsx"></script>'),
      'project/app.jsx': `function App() { return <DesignCanvas><DCSection id="a" title="Flow"><DCArtboard id="l" label="01 · Login" width={1}><LoginForm /></DCArtboard></DCSection></DesignCanvas>; }
        function LoginForm() { return <div data-screen-label={"Login form"}><input/></div>; }`,
    });
    expect(facts.screens).toMatchObject([
      { name: '01 · Login', from: 'artboard', ref: 'LoginForm', aliases: ['Login form'] },
    ]);
  });
});

describe('compiled design systems', () => {
  const manifest = {
    namespace: 'Demo_123456',
    components: [
      { name: 'Button', sourcePath: 'components/core/Button.jsx' },
      { name: 'Ghost', sourcePath: 'components/core/Ghost.jsx' },
    ],
    startingPoints: [{ name: 'site', path: 'ui_kits/site/index.html', kind: 'screen' }],
    globalCssPaths: ['styles.css'],
    tokens: [
      { name: '--bg', value: '#fff', kind: 'color', definedIn: 'tokens/colors.css' },
      { name: '--gone', value: '1px' },
    ],
  };
  const files: Files = {
    'README.md': readme({}),
    'project/_ds_manifest.json': JSON.stringify(manifest),
    'project/styles.css': '@import "tokens/colors.css";',
    'project/tokens/colors.css': ':root { --bg: #fff; --fg: #111; } [data-theme="dark"] { --bg: #000; }',
    'project/components/core/Button.jsx':
      'export function Button({ label }) { return <button>{label}</button>; }',
    'project/components/core/Button.d.ts':
      'export interface ButtonProps { label: string; tone?: "plain" | "loud"; onPress?: () => void }\nexport declare function Button(props: ButtonProps): JSX.Element;',
    'project/components/core/Button.prompt.md': '# Button\nStarts the one main action.\n',
    'project/components/core/core.card.html':
      '<!-- @dsCard group="Core" -->\n<script type="text/babel">function Demo() { return <div/>; }</script>',
    'project/ui_kits/site/index.html': page(
      '<div id="root"></div>',
      '<link rel="stylesheet" href="../../styles.css">',
    ),
  };

  it('take names, props and purposes from the manifest, and notice when it is stale', async () => {
    const { facts } = await parse(files);
    expect(facts.variant).toContain('compiled design system');
    expect(facts.primary).toMatchObject({ path: 'project/ui_kits/site/index.html', chosenBy: 'manifest' });
    expect(facts.components).toMatchObject([
      { name: 'Button', from: 'manifest', purpose: 'Starts the one main action.' },
    ]);
    expect(facts.components[0]?.props?.map(({ name, values }) => [name, values])).toEqual([
      ['label', undefined],
      ['tone', ['plain', 'loud']],
      ['onPress', undefined],
    ]);
    expect(facts.tokenSets.map(({ selector, tokens }) => [selector, tokens.length])).toEqual([
      [':root', 2],
      ['[data-theme="dark"]', 1],
    ]);
    expect(facts.warnings.join(' ')).toMatch(/Ghost.*stale/);
    expect(facts.warnings.join(' ')).toContain('--gone');
  });

  it('the compiled bundle names components when the manifest is absent', async () => {
    const { 'project/_ds_manifest.json': _, ...rest } = files;
    const { facts } = await parse({
      ...rest,
      'project/_ds_bundle.js': '/* @ds-bundle: {"format":3,"namespace":"D_1","components":["Button"]} */',
    });
    expect(facts.components.map(({ name, from }) => `${name}:${from}`)).toContain('Button:manifest');
  });

  it('a bound system is not the project', async () => {
    const { facts } = await parse({
      'README.md': readme({ openFile: 'App.dc.html' }),
      'project/App.dc.html':
        '<x-dc><helmet><link rel="stylesheet" href="./_ds/acme-1/styles.css"></helmet><div><p>a</p><p>b</p></div></x-dc>',
      'project/_ds/acme-1/_ds_manifest.json': JSON.stringify({ ...manifest, startingPoints: [] }),
      'project/_ds/acme-1/styles.css': ':root { --acme: 4px; }',
    });
    expect(facts.variant).toEqual(['Design Component', 'bound design system']);
    expect(facts.components.filter(({ reach }) => reach === 'primary').map(({ name }) => name)).not.toContain(
      'Ghost',
    );
    expect(facts.tokenSets).toMatchObject([{ role: 'base', reach: 'primary', tokens: [{ name: '--acme' }] }]);
  });
});

describe('screens of the ways people switch them', () => {
  const react = (app: string, rest: Files = {}) => ({
    'README.md': readme({ openFile: 'Shop.html' }),
    'project/Shop.html': page('<div id="root"></div><script type="text/babel" src="app.jsx"></script>'),
    'project/app.jsx': app,
    ...rest,
  });
  const parts = ['Home', 'Cart', 'About'].map((name) => `function ${name}() { return <main/>; }`).join('\n');
  const names = async (files: Files) => (await parse(files)).facts.screens.map(({ name }) => name);

  it('a comparison anywhere in a chain of conditions', async () => {
    expect(
      await names(
        react(`${parts}
function App() { const [route] = React.useState({ name: 'home' }); const user = 1;
  return <div>{user && route.name === 'home' && <Home/>}{user && 'cart' === route.name && <Cart/>}</div>; }`),
      ),
    ).toEqual(['Home', 'Cart']);
  });

  it('a table the route picks from, whatever its values are', async () => {
    expect(
      await names(
        react(`${parts}
function App() { const [route] = React.useState('home');
  const screens = { home: <Home/>, cart: () => <Cart/>, about: About };
  const words = { home: 'Home', cart: 'Cart' };
  return <div>{words[route]}{screens[route]}</div>; }`),
      ),
    ).toEqual(['Home', 'Cart', 'About']);
  });

  it('a part that switches its own view has no screens, and a button is none', async () => {
    expect(
      await names(
        react(`${parts}
function ByDay() { return <ul/>; } function ByPerson() { return <ul/>; } function Button() { return <button/>; }
function CostsPanel() { const [view] = React.useState('day'); return <div>{view === 'day' ? <ByDay/> : <ByPerson/>}</div>; }
function App() { const [page] = React.useState('home');
  return <div>{page === 'home' ? <Home/> : <Cart/>}{page === 'about' ? <Button/> : null}<CostsPanel/></div>; }`),
      ),
    ).toEqual(['Home', 'Cart']);
  });

  it('a page and the one screen it shows are one', async () => {
    const files = react(
      `${parts}
function App() { const [page] = React.useState('home'); return page === 'home' ? <Home/> : <Cart/>; }`,
      {
        'project/costs.html': page(
          '<div id="root"></div><script type="text/babel" src="costs.jsx"></script>',
        ),
        'project/costs.jsx':
          'function CostsScreen() { return <main/>; } ReactDOM.createRoot(document.body).render(<CostsScreen/>);',
      },
    );
    expect(await names(files)).toEqual(['Home', 'Cart', 'CostsScreen']);
  });

  it("views of a Design Component are what its state is compared with, whatever the flags' names", async () => {
    const dc = `<x-dc>
  <!-- ==== TODAY ==== --><sc-if value="{{ showToday }}"><div><p>a</p><p>b</p></div></sc-if>
  <!-- ==== SETTINGS ==== --><sc-if value="{{ showSettings }}"><div><p>a</p><p>b</p></div></sc-if>
  <!-- NOTE READER (read-only) --><sc-if value="{{ readerOpen }}"><div><p>a</p><p>b</p></div></sc-if>
  <!-- today's focus --><div><p>a</p><p>b</p></div>
  <sc-if value="{{ showFab }}"><div><p>a</p><p>b</p></div></sc-if>
</x-dc><script type="text/x-dc" data-dc-script>class Component extends DCLogic { renderVals() { const S = this.state; return {
  showToday: S.screen === 'today', showSettings: S.screen === 'settings', showFab: S.screen !== 'settings', readerOpen: !!S.reader }; } }</script>`;
    const { facts } = await parse({
      'README.md': readme({ openFile: 'Notes.dc.html' }),
      'project/Notes.dc.html': dc,
      'project/Notes-print-1bt4r25.dc.html': dc,
    });
    expect(facts.screens.map(({ name, file }) => [name, file])).toEqual([
      ['Today', 'project/Notes.dc.html'],
      ['Settings', 'project/Notes.dc.html'],
    ]);
    expect(facts.components.map(({ name }) => name)).toEqual(['NoteReader', 'TodaysFocus']);
  });

  it('the page somebody edited directly is the one to build', async () => {
    const { facts } = await parse({
      'README.md': readme({ chats: 1 }),
      'chats/chat1.md': chat([
        ['User', 'Make costs'],
        ['Assistant', 'Done.'],
        ['User', 'Apply 1 direct edits:\nFile: kit/costs.html\n\n&lt;dom-diff&gt;x&lt;/dom-diff&gt;'],
        ['Assistant', 'Done.'],
      ]),
      'project/kit/costs.html': home,
      'project/kit/start.html': home,
    });
    expect(facts.primary).toMatchObject({ path: 'project/kit/costs.html', chosenBy: 'transcript' });
  });

  it('what a compiled design system was made from is loaded by the pages that load it', async () => {
    const { facts } = await parse({
      'README.md': readme({ openFile: 'kit/index.html' }),
      'project/_ds_bundle.js':
        '/* @ds-bundle: {"format":4,"namespace":"Shop_1","components":[],"sourceHashes":{"kit/parts.jsx":"1","kit/gone.jsx":"2"}} */',
      'project/kit/index.html': page('<div id="root"></div><script src="../_ds_bundle.js"></script>'),
      'project/kit/parts.jsx': 'function Basket() { return <aside/>; }',
      'project/kit/later.jsx': 'function Voucher() { return <aside/>; }',
    });
    expect(facts.components.map(({ name, reach }) => [name, reach])).toEqual([
      ['Basket', 'primary'],
      ['Voucher', 'orphan'],
    ]);
  });

  it('a table that stands where it is picked from, and earlier versions of the page are none', async () => {
    const files = react(`${parts} Object.assign(window, { Home, Cart, About });
function App() { const [screen] = React.useState('home');
  const Screen = { home: window.Home, cart: window.Cart }[screen] || window.Home; return <Screen/>; }`);
    files['README.md'] = readme({ openFile: 'Shop-v2.html' });
    const shop = files['project/Shop.html'];
    const old = { 'project/Shop.html': page('<main><h1>a</h1><p>b</p></main>') };
    expect(await names({ ...files, 'project/Shop-v2.html': shop, ...old })).toEqual(['Home', 'Cart']);
  });

  it('a label inside a labelled screen names a part of it', async () => {
    expect(
      await names(
        react(`function App() { const page = 'x'; return <div data-screen-label={"Start " + page}>
  <section data-screen-label="Hero"><p/></section></div>; }
function Help() { return <main data-screen-label="Help"><section data-screen-label="Questions"/></main>; }
function Cart() { return <main data-screen-label="Cart"/>; }`),
      ),
    ).toEqual(['Help', 'Cart']);
  });

  it('a theme is one whichever quotes the manifest writes it with', async () => {
    const { facts } = await parse({
      'README.md': readme({ openFile: 'kit/index.html' }),
      'project/kit/index.html': page('<main><p>x</p></main>', '<link rel="stylesheet" href="../styles.css">'),
      'project/styles.css': ':root{--bg:#fff}[data-theme="dark"]{--bg:#000}',
      'project/_ds_manifest.json': JSON.stringify({
        namespace: 'Shop_1',
        components: [],
        globalCssPaths: ['styles.css'],
        tokens: [
          { name: '--bg', value: '#fff', kind: 'color', definedIn: 'styles.css' },
          {
            name: '--bg',
            value: '#000',
            kind: 'color',
            definedIn: 'styles.css',
            scope: "[data-theme='dark']",
          },
        ],
      }),
    });
    expect(facts.tokenSets.map(({ role, tokens }) => [role, tokens.map(({ value }) => value)])).toEqual([
      ['base', ['#fff']],
      ['theme', ['#000']],
    ]);
  });

  it('reports of the design tool are no wishes', async () => {
    const { facts } = await parse({
      'README.md': readme({ chats: 1, openFile: 'index.html' }),
      'chats/chat1.md': chat([
        ['User', 'A shop, please'],
        ['Assistant', 'Done.'],
        ['User', 'No issues found'],
        ['User', 'Apply drawing'],
        ['Assistant', 'Moved the button.'],
      ]),
      'project/index.html': home,
    });
    expect(facts.conversation.lastAsk?.text).toBe('A shop, please');
  });

  it('a page goes by its file or title, and by the component it mounts', async () => {
    const { facts } = await parse({
      'README.md': readme({ openFile: 'Start.html' }),
      'project/Start.html': page(
        '<div id="root"></div><script type="text/babel" src="a.jsx"></script><script type="text/babel">ReactDOM.createRoot(document.getElementById("root")).render(<Landing/>);</script>',
      ),
      'project/a.jsx': 'function Landing() { return <main/>; }',
    });
    expect(facts.screens).toMatchObject([{ name: 'Start', aliases: ['Shop', 'Landing'] }]);
  });
});
