/** Which of the things a prototype chooses between are screens: one small handoff for each part of the rule. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Files, newFolder, newService, page, readme, writeTarGz } from './archives.ts';

async function read(files: Files) {
  const folder = newFolder('views');
  const { service } = newService([folder]);
  const { facts } = await service.parse(await writeTarGz(files, join(folder, 'bundle.tar.gz')));
  return {
    facts,
    screens: facts.screens.map(({ name }) => name),
    components: facts.components.filter(({ reach }) => reach === 'primary').map(({ name }) => name),
  };
}

/** A prototype of one script; `drawn` are components of their own that draw a little. */
const react = (drawn: string, code: string): Files => ({
  'README.md': readme({ openFile: 'Shop.html' }),
  'project/Shop.html': page('<div id="root"></div><script type="text/babel" src="app.jsx"></script>'),
  'project/app.jsx': `${drawn
    .split(' ')
    .map((name) => `function ${name}() { return <div><p/><p/><p/></div>; }`)
    .join('\n')}\n${code}\nReactDOM.createRoot(root).render(<App/>);`,
});
const screensOf = async (drawn: string, code: string) => (await read(react(drawn, code))).screens;
const two = '<p>a</p><p>b</p>';

describe('the outermost choice names the screens', () => {
  const desk = `function Desk() { const [view] = useState(''); return <div>{view === 'a' && <People/>}{view === 'b' && <Figures/>}{view === 'c' && <Plans/>}</div>; }`;

  it('what is chosen inside a view is its own affair', async () => {
    expect(
      await screensOf(
        'Home Cart Orders People Figures Plans',
        `${desk} function App() { return <main>{page === 'home' && <Home/>}{page === 'cart' && <Cart/>}{page === 'orders' && <Orders/>}{page === 'desk' && <Desk/>}</main>; }`,
      ),
    ).toEqual(['Home', 'Cart', 'Orders', 'Desk']);
  });

  it('a view behind a sign-in that only holds a wider choice is a frame', async () => {
    expect(
      await screensOf(
        'SignIn People Figures Plans',
        `${desk} function App() { if (!user) return <SignIn/>; return <Desk/>; }`,
      ),
    ).toEqual(['SignIn', 'People', 'Figures', 'Plans']);
  });

  it('a helper beside the components chooses for the one that calls it', async () => {
    expect(
      await screensOf(
        'Home Cart Lines Bars Rings Dots',
        `function chart(id) { switch (id) { case 'l': return <Lines/>; case 'b': return <Bars/>; case 'r': return <Rings/>; default: return <Dots/>; } }
function Stats() { return <div>{chart(kind)}</div>; }
function App() { return <main>{page === 'home' && <Home/>}{page === 'cart' && <Cart/>}{page === 'stats' && <Stats/>}</main>; }`,
      ),
    ).toEqual(['Home', 'Cart', 'Stats']);
  });

  it('a state of any name chooses views between three components of its own, a modal or a tweak never', async () => {
    const three = (state: string) =>
      `function App() { return <main>{${state} === 'a' && <Home/>}{${state} === 'b' && <Cart/>}{${state} === 'c' && <Orders/>}</main>; }`;
    expect(await screensOf('Home Cart Orders', three('chosen'))).toEqual(['Home', 'Cart', 'Orders']);
    expect(await screensOf('Home Cart Orders', three('modal'))).toEqual(['Shop']);
    expect(await screensOf('Home Cart Orders', three('tweaks.hero'))).toEqual(['Shop']);
  });
});

describe('one thing in place of everything', () => {
  it('a condition that all the root returns hangs on has two views, on what device or in which theme has one', async () => {
    const app = (test: string) =>
      `function App() { return <Theme.Provider value={x}><div><style>{css}</style><div className="notch"/>{${test} ? <Welcome/> : <><header><h1/></header><ul><li/><li/></ul></>}{toast && <b/>}</div></Theme.Provider>; }`;
    expect(await screensOf('Welcome', app('first'))).toEqual(['Welcome', 'Shop']);
    expect(await screensOf('Welcome', app('isMobile'))).toEqual(['Shop']);
    expect(await screensOf('Welcome', app('tweaks.intro'))).toEqual(['Shop']);
    // Beside other content it is a part of the view.
    expect(
      await screensOf(
        'Rows Hint',
        `function App() { return <main><h1>Orders</h1>{rows.length ? <Rows/> : <Hint/>}</main>; }`,
      ),
    ).toEqual(['Shop']);
  });

  it('a function assigned to be drawn counts like what it draws; a stub for what is missing is no screen', async () => {
    expect(
      await screensOf(
        'Home Cart Detail StubScreen',
        `function App() { const routes = { home: { render: () => <Home/> }, cart: { render: () => <Cart/> } };
  let render = () => <StubScreen/>; if (isDetail) render = () => <Detail/>; else if (routes[route]) render = routes[route].render;
  return <main>{render()}</main>; }`,
      ),
    ).toEqual(['Home', 'Cart', 'Detail']);
  });

  it('a root that also a leftover draws is a root', async () => {
    expect(
      await screensOf(
        'Home Cart',
        `function Start() { return <App/>; }
function App() { return <main>{page === 'home' && <Home/>}{page === 'cart' && <Cart/>}</main>; }`,
      ),
    ).toEqual(['Home', 'Cart']);
  });

  it('a state called after what it holds chooses views: viewState, screenName', async () => {
    for (const state of ['viewState', 'screenName', 'nav.pageId'])
      expect(
        await screensOf(
          'Home Cart',
          `function App() { return <main>{${state} === 'home' && <Home/>}{${state} === 'cart' && <Cart/>}</main>; }`,
        ),
      ).toEqual(['Home', 'Cart']);
  });

  it('what stands on several views that have a component each is none', async () => {
    expect(
      await screensOf(
        'Home Cart Help Filters Zoom',
        `function App() { return <main>{page === 'home' && <Home/>}{page === 'cart' && <Cart/>}{page === 'help' && <Help/>}
{(page === 'home' || page === 'cart') && open && <Filters/>}{(page === 'help' || page === 'zoom') && <Zoom/>}</main>; }`,
      ),
    ).toEqual(['Home', 'Cart', 'Help', 'Zoom']);
  });
});

describe('hostile prototypes', () => {
  it('thousands of components that choose each other end in an answer', async () => {
    const count = 6000;
    const chain = Array.from(
      { length: count },
      (_, at) =>
        `function C${at}x() { return <div>{page === 'v' && <C${(at * 7 + 1) % count}x/>}{page === 'w' && <C${at + 1}x/>}</div>; }`,
    );
    const { facts } = await read(
      react('Home', `${chain.join('\n')} function App() { return page === 'home' ? <Home/> : <C0x/>; }`),
    );
    expect(facts.screens.length).toBeGreaterThan(0);
  }, 30_000);
});

describe('labels in code', () => {
  it('beside labelled sections of one page a label on a component is a part as well, on demand it is a screen', async () => {
    const { screens } = await read(
      react(
        'Row',
        `function Hero() { return <section data-screen-label="Hero"><p/></section>; }
function Press() { return <section data-screen-label="Press"><p/></section>; }
function Team() { return <Block data-screen-label="Team"><p/></Block>; }
function Terms() { return <div data-screen-label="Terms"><p/></div>; }
function Privacy() { return <div data-screen-label="Privacy"><p/></div>; }
function App() { return <main><Hero/><Press/><Team/>{asked && <Terms/>}{open && <Privacy/>}</main>; }`,
      ),
    );
    expect(screens).toEqual(['Terms', 'Privacy']);
  });
});

describe('one view for each condition', () => {
  it('the largest, or the one called a page; what stands beside it is none', async () => {
    expect(
      await screensOf(
        'Home Program',
        `function StickyBar() { return <b/>; }
function App() { return <main>{page === 'home' && <Home/>}{page === 'program' && <Program/>}{page === 'home' && <StickyBar/>}{page === 'program' && <StickyBar/>}</main>; }`,
      ),
    ).toEqual(['Home', 'Program']);
  });

  it('a branch that is decided further has several', async () => {
    expect(
      await screensOf(
        'Admin Desk Orders',
        `function App() { switch (page) { case 'start': if (admin) return <Admin/>; return <Desk/>; case 'orders': return <Orders/>; } }`,
      ),
    ).toEqual(['Admin', 'Desk', 'Orders']);
    expect(
      await screensOf(
        'Roles Editor Orders',
        `function App() { if (page === 'roles') return role ? <Editor/> : <Roles/>; if (page === 'orders') return <Orders/>; return null; }`,
      ),
    ).toEqual(['Orders', 'Editor', 'Roles']);
  });

  it('several things drawn on the spot are a view called by its text, a mark is none', async () => {
    expect(
      await screensOf(
        'Home Cart',
        `function App() { return <main>{page === 'home' && <Home/>}{page === 'cart' && <Cart/>}{page === 'my-orders' && <div><h1/><ul><li/><li/></ul></div>}{page === 'news' && <b>new</b>}</main>; }`,
      ),
    ).toEqual(['Home', 'Cart', 'MyOrders']);
  });
});

describe('ways of choosing', () => {
  it('a condition between components themselves, and components kept in an object', async () => {
    expect(
      await screensOf(
        'Home Cart Orders',
        `function App() { const Page = route.name === 'cart' ? window.Cart : route.name === 'orders' ? () => <Shop.Orders id={1}/> : Home; return <Page/>; }`,
      ),
    ).toEqual(['Cart', 'Orders', 'Home']);
  });

  it('a list of tabs that bring what they show', async () => {
    expect(
      await screensOf(
        'Home Cart HomeIcon CartIcon',
        `const TABS = [{ id: 'home', icon: HomeIcon, component: Home }, { id: 'cart', icon: CartIcon, component: Cart }];
function App() { const Active = TABS.find((one) => one.id === tab).component; return <Active/>; }`,
      ),
    ).toEqual(['Home', 'Cart']);
  });

  it('what is returned in place of everything, also when it is called a dialog', async () => {
    expect(
      await screensOf(
        'LoginModal Home Cart',
        `function App() { if (!user) return <LoginModal/>; return <main>{page === 'home' && <Home/>}{page === 'cart' && <Cart/>}</main>; }`,
      ),
    ).toEqual(['LoginModal', 'Home', 'Cart']);
  });

  it('what a root draws itself when it returned nothing early goes by the page', async () => {
    const { facts } = await read(
      react(
        'ClientDetail Row',
        `function App() { if (client) return <ClientDetail/>; return <main><h1/><Row/><Row/></main>; }`,
      ),
    );
    expect(facts.screens).toMatchObject([
      { name: 'ClientDetail', from: 'route' },
      { name: 'Shop', ref: 'App' },
    ]);
  });

  it('variants assigned to a part of the page are looks of it', async () => {
    expect(
      await screensOf(
        'HeroSplit HeroWide HeroPoster Footer',
        `function App() { let HeroEl = HeroWide; if (look === 1) HeroEl = HeroSplit; if (look === 2) HeroEl = HeroPoster; return <main><HeroEl/><Footer/></main>; }`,
      ),
    ).toEqual(['Shop']);
  });

  it('labelled sections of components that stand below each other are parts, whatever they are called', async () => {
    const { screens } = await read(
      react(
        'Nav',
        `function Hero() { return <section data-screen-label="Start"><p/></section>; }
function MenuView() { return <section data-screen-label="Menu"><p/></section>; }
function App() { return <main><Nav/><Hero/><MenuView/></main>; }`,
      ),
    );
    expect(screens).toEqual(['Shop']);
  });
});

describe('templates', () => {
  const template = (flags: string, states: string): Files => ({
    'README.md': readme({ openFile: 'Shop.dc.html' }),
    'project/Shop.dc.html': `<html><body><x-dc>${states
      .split(' ')
      .map((flag) => `<sc-if value="{{ ${flag} }}"><div>${two}</div></sc-if>`)
      .join(
        '',
      )}</x-dc><script type="text/x-dc" data-dc-script>class Component extends DCLogic { renderVals() { const s = this.state.shown; const m = this.state.modal; return { ${flags} }; } }</script></body></html>`,
  });

  it('blocks that hang on one state are views, whatever flags and state are called', async () => {
    const { facts } = await read(
      template("isMenu: s === 'menu', media: s === 'media', isSet: s === 'options'", 'isMenu media isSet'),
    );
    expect(facts.screens).toMatchObject([
      { name: 'Menu' },
      { name: 'Media' },
      { name: 'Options', aliases: ['Set'] },
    ]);
  });

  it('what lies over a view is none', async () => {
    const { screens } = await read(
      template("addItem: m === 'add', edit: m === 'edit', sort: m === 'sort'", 'addItem edit sort'),
    );
    expect(screens).toEqual(['Shop']);
  });
});

describe('pages', () => {
  it('a page and its copy count once: what stands in both is not shared', async () => {
    const body = (names: string) =>
      names
        .split(' ')
        .map((name) => `<section id="${name}">${two}</section>`)
        .join('');
    const { components } = await read({
      'README.md': readme({ openFile: 'Start.html' }),
      'project/Start.html': page(`<header>${two}</header>`),
      'project/Landing.html': page(`<header>${two}</header>${body('offers press team prices voices')}`),
      'project/Landing built.html': page(`<header>${two}</header>${body('offers press team prices voices')}`),
      'project/Help.html': page(`<header>${two}</header>${body('topics')}`),
      'project/Terms.html': page(`<header>${two}</header>${body('clauses')}`),
    });
    expect(components).toEqual(['Header']);
  });

  it('"acme homepage" is the project of the page "acme", and a page about the design system is not the design', async () => {
    const { facts, screens } = await read({
      'README.md': readme({ name: 'Acmeshop homepage' }),
      'project/acmeshop.html': page(`<h1>Acme</h1>${two}`),
      'project/morning.html': page(`<h1>Morning</h1>${two}`),
      'project/parts.html': `<html><head><title>Acme Design System</title></head><body><h1>x</h1>${two}</body></html>`,
    });
    expect(facts.primary.path).toBe('project/acmeshop.html');
    expect(screens).toEqual(['acmeshop', 'morning']);
  });

  it('of many pages each is one screen: what covers it and the few blocks it switches are its own', async () => {
    const switching = (names: string) =>
      names
        .split(' ')
        .map((name) => `<div class="view" id="view-${name}">${two}</div>`)
        .join('');
    const site = (pages: Files): Files => ({
      'README.md': readme({ openFile: 'Shop.html' }),
      'project/Shop.html': page(`<h1>Shop</h1>${two}<div id="cart-modal">${two}</div>`),
      ...pages,
    });
    const more: Files = {
      'project/Desk.html': page(`<nav>${two}</nav>${switching('orders staff')}`),
      'project/Help.html': page(`<h1>Help</h1>${two}`),
      'project/Team.html': page(`<h1>Team</h1>${two}`),
    };
    expect((await read(site(more))).screens.sort()).toEqual(['Desk', 'Help', 'Shop', 'Team']);
    // An app of its own keeps its views, and with few pages all of them count.
    more['project/Desk.html'] = page(`<nav>${two}</nav>${switching('orders staff stock bills')}`);
    expect((await read(site(more))).screens).toEqual(
      expect.arrayContaining(['Orders', 'Staff', 'Stock', 'Bills']),
    );
    expect((await read(site({}))).screens).toEqual(['Shop', 'CartModal']);
  });

  it('a version that stands alone is a page; beside a newer one or the page to build it is not', async () => {
    const { screens } = await read({
      'README.md': readme({ openFile: 'Shop.html' }),
      'project/Shop.html': page(`<h1>Shop</h1>${two}`),
      'project/Shop v2 warm.html': page(`<h1>Shop</h1>${two}`),
      'project/press-v2.html': page(`<h1>Press</h1>${two}`),
      'project/Help v1.html': page(`<h1>Help</h1>${two}`),
      'project/Help v3.html': page(`<h1>Help</h1>${two}`),
    });
    expect(screens.sort()).toEqual(['Help v3', 'Shop', 'press-v2']);
  });

  it('a heading the template fills in is no name', async () => {
    const { components } = await read({
      'README.md': readme({ openFile: 'Shop.html' }),
      'project/Shop.html': page(
        `<section><h2>{{ s.h }}</h2>${two}</section><section id="press">${two}</section>`,
      ),
    });
    expect(components).toEqual(['Press']);
  });
});
