/** What counts as a screen and what as a component, one small handoff for each way designs are written. */

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Files, newFolder, newService, page, readme, writeTarGz } from './archives.ts';

async function read(files: Files) {
  const folder = newFolder('screens');
  const { service } = newService([folder]);
  const { facts } = await service.parse(await writeTarGz(files, join(folder, 'bundle.tar.gz')));
  return {
    screens: facts.screens.map(({ name }) => name),
    components: facts.components.filter(({ reach }) => reach === 'primary').map(({ name }) => name),
    facts,
  };
}

const plain = (body: string, rest: Files = {}): Files => ({
  'README.md': readme({ openFile: 'Shop.html' }),
  'project/Shop.html': page(body),
  ...rest,
});
const component = (template: string, rest: Files = {}, script = ''): Files => ({
  'README.md': readme({ openFile: 'Shop.dc.html' }),
  'project/Shop.dc.html': `<html><body><x-dc>${template}</x-dc>${script}</body></html>`,
  ...rest,
});
const react = (code: string, rest: Files = {}): Files => ({
  'README.md': readme({ openFile: 'Shop.html' }),
  'project/Shop.html': page('<div id="root"></div><script type="text/babel" src="app.jsx"></script>'),
  'project/app.jsx': code,
  ...rest,
});
const two = '<p>a</p><p>b</p>';

describe('marks in markup', () => {
  it('a view and its label are one screen, also where they are spelled differently', async () => {
    const script = `<script type="text/x-dc" data-dc-script>class Component extends DCLogic { renderVals() { const s = this.state.view; return { isRecords: s === 'records', isL2: s === 'level2', isHome: s === 'home' }; } }</script>`;
    const { screens } = await read(
      component(
        `<sc-if value="{{ isRecords }}" data-screen-label="Academic records"><div>${two}</div></sc-if>
<sc-if value="{{ isL2 }}"><div data-screen-label="Level Two">${two}</div></sc-if><sc-if value="{{ isHome }}"><div>${two}</div></sc-if>`,
        {},
        script,
      ),
    );
    expect(screens).toEqual(['Academic records', 'Level Two', 'Home']);
  });

  const logic = (values: string) =>
    `<script type="text/x-dc" data-dc-script>class Component extends DCLogic { renderVals() { const s = this.state; return { ${values} }; } }</script>`;
  const blocks = (flags: string) =>
    flags
      .split(' ')
      .map((flag) => `<sc-if value="{{ ${flag} }}"><div>${two}</div></sc-if>`)
      .join('');

  it('what an app called main or tabs holds are the views; the steps in a dialog and of a stage are its own', async () => {
    const { screens } = await read(
      component(
        `<sc-if value="{{ isWelcome }}"><div>${blocks('isName isMail')}</div></sc-if>
<sc-if value="{{ isMain }}"><div>${blocks('isFeed isMap')}</div></sc-if><sc-if value="{{ isRules }}"><div>${two}</div></sc-if>
<sc-if value="{{ payOpen }}"><div style="position: fixed; inset: 0">${blocks('isAmount isReceipt isThanks')}</div></sc-if>`,
        {},
        logic(
          "isWelcome: s.screen === 'welcome', isMain: s.screen === 'main', isRules: s.screen === 'rules', isFeed: s.tab === 'feed', isMap: s.tab === 'map', isName: s.signUp === 'name', isMail: s.signUp === 'mail', isAmount: s.step === 'amount', isReceipt: s.step === 'receipt', isThanks: s.step === 'thanks'",
        ),
      ),
    );
    expect(screens).toEqual(['Welcome', 'Feed', 'Map', 'Rules']);
  });

  it('of many Design Components the page to build is one screen too, unless it is an app', async () => {
    const one = `<html><body><x-dc><h1>x</h1>${two}</x-dc></body></html>`;
    const more: Files = {
      'project/Desk.dc.html': one,
      'project/Help.dc.html': one,
      'project/Team.dc.html': one,
    };
    const states = (state: string) =>
      ['a', 'b', 'c', 'd'].map((value) => `is${value.toUpperCase()}x: s.${state} === '${value}x'`).join(', ');
    const shop = (state: string) =>
      component(`<h1>Shop</h1>${blocks('isAx isBx isCx isDx')}`, more, logic(states(state)));
    expect((await read(shop('tab'))).screens.sort()).toEqual(['Desk', 'Help', 'Shop', 'Team']);
    expect((await read(shop('page'))).screens).toEqual(expect.arrayContaining(['Ax', 'Bx', 'Cx', 'Dx']));
  });

  it('a design system among the uploads or in a copy is not the project', async () => {
    const manifest = JSON.stringify({
      namespace: 'Acme_1',
      components: [],
      startingPoints: [{ name: 'market', path: 'kit/index.html', kind: 'screen' }],
    });
    const { screens } = await read(
      plain(`<h1>Shop</h1>${two}`, {
        'project/Cart.html': page(`<h1>Cart</h1>${two}`),
        'project/uploads/_ds/acme-1/_ds_manifest.json': manifest,
        'project/design_handoff_shop/_ds/acme-1/_ds_manifest.json': manifest,
      }),
    );
    expect(screens.sort()).toEqual(['Cart', 'Shop']);
  });

  it('labelled sections of one long page are its components, and the page is the screen', async () => {
    const { screens, components } = await read(
      plain(`<header data-screen-label="Header"><a>x</a></header>
<section id="offers" data-screen-label="Offers">${two}</section>
<section data-screen-label="Press" class="press">${two}</section>
<footer data-screen-label="Footer">${two}</footer>`),
    );
    expect(screens).toEqual(['Shop']);
    expect(components).toEqual(['Header', 'Offers', 'Press', 'Footer']);
  });

  it('labelled views, frames and what covers the page on demand stay screens', async () => {
    const views = ['Home', 'Cart'].map(
      (name) => `<section class="view" data-screen-label="${name}">${two}</section>`,
    );
    expect((await read(plain(views.join('')))).screens).toEqual(['Home', 'Cart']);
    const frames = ['Home', 'Cart'].map(
      (name) => `<section style="width: 390px; height: 844px" data-screen-label="${name}">${two}</section>`,
    );
    expect((await read(plain(frames.join('')))).screens).toEqual(['Home', 'Cart']);
    const { screens } = await read(
      component(`<header data-screen-label="Header">${two}</header>
<section data-screen-label="Offers">${two}</section>
<sc-if value="{{ asked }}"><div data-screen-label="Age check" style="position: fixed; inset: 0">${two}</div></sc-if>`),
    );
    expect(screens).toEqual(['Shop', 'Age check']);
  });

  it('a section a design-time control can hide is part of the page; one the state shows is not', async () => {
    const props = JSON.stringify({ showPress: { editor: 'boolean', default: true } }).replaceAll(
      '"',
      '&quot;',
    );
    const { screens } = await read(
      component(
        `<header data-screen-label="Header">${two}</header><section data-screen-label="Offers">${two}</section>
<sc-if value="{{ showPress }}"><section data-screen-label="Press">${two}</section></sc-if>
<sc-if value="{{ paid }}"><section data-screen-label="Receipt">${two}</section></sc-if>`,
        {},
        `<script type="text/x-dc" data-dc-script data-props="${props}"></script>`,
      ),
    );
    expect(screens).toEqual(['Receipt', 'Shop']);
  });

  it('blocks under comments that count screens are screens and no components', async () => {
    const { screens, components } = await read(
      component(`<!-- ==== SCREEN 1 · HOME (START) ==== --><div><div>${two}</div></div>
<!-- ==== SCREEN 2 · SIGN UP / AUTH ==== --><div><div>${two}</div></div>`),
    );
    expect(screens).toEqual(['Home', 'Sign Up / Auth']);
    expect(components).toEqual([]);
  });

  it('options of a canvas go by their own name and are no components', async () => {
    const option = (id: string, label: string) =>
      `<!-- == ${id}: ${label} == --><div class="dv-opt" id="${id}"><div class="dv-olabel"><a>${id}</a> ${label}</div><div>${two}</div></div>`;
    const { screens, components, facts } = await read(
      component(option('1a', '"Ledger" · dense and dark') + option('1b', '"Paper" · warm')),
    );
    expect(screens).toEqual(['Ledger', 'Paper']);
    expect(facts.screens[0]?.aliases).toContain('1a');
    expect(components).toEqual([]);
  });

  it('slides go by their titles', async () => {
    const slide = (title: string, n: string) =>
      `<section data-label="${title}" data-screen-label="${n}">${two}</section>`;
    const { screens, components } = await read(
      plain(`<deck-stage>${slide('Cover', '01')}${slide('Numbers', '02')}</deck-stage>`),
    );
    expect(screens).toEqual(['Cover', 'Numbers']);
    expect(components).toEqual([]);
  });

  it('an imported Design Component is a component, and its insides are its own', async () => {
    const { screens, components } = await read(
      component(
        `<div data-screen-label="Home" style="display: {{ dHome }}"><dc-import name="TopBar"></dc-import><section id="home">${two}</section><section><h2>Our offers</h2>${two}</section></div>
<div data-screen-label="Cart" style="display: {{ dCart }}"><dc-import name="TopBar"></dc-import><section id="totals">${two}</section></div>`,
        {
          'project/TopBar.dc.html': `<html><body><x-dc><header><nav id="links">${two}</nav></header></x-dc></body></html>`,
        },
      ),
    );
    expect(screens).toEqual(['Home', 'Cart']);
    expect(components).toEqual(['TopBar', 'Totals']);
  });

  it('one labelled section among others is a part as they are', async () => {
    const { screens } = await read(
      plain(`<nav class="top">${two}</nav><section data-screen-label="The best offers">${two}</section>
<section class="press">${two}</section><footer>${two}</footer>`),
    );
    expect(screens).toEqual(['Shop']);
  });

  it('views inside what all views but one share, and the overlay beside them', async () => {
    const { screens, components } = await read(
      component(
        `<!-- SIGN IN --><sc-if value="{{ isIn }}"><div>${two}</div></sc-if>
<!-- APP --><sc-if value="{{ isApp }}"><div><!-- Top bar --><header>${two}</header>
<!-- DESK --><sc-if value="{{ isDesk }}"><main>${two}</main></sc-if>
<!-- PEOPLE --><sc-if value="{{ isPeople }}"><main>${two}</main></sc-if></div></sc-if>
<!-- ORDER DETAIL --><sc-if value="{{ open }}"><div>${two}</div></sc-if>`,
        {},
        `<script type="text/x-dc" data-dc-script>class Component extends DCLogic { renderVals() { const s = this.state; const row = h('p');
return { isIn: s.screen === 'signin', isApp: s.screen !== 'signin', isDesk: s.screen === 'desk', isPeople: s.screen === 'people', open: s.open }; } }</script>`,
      ),
    );
    expect(screens).toEqual(['Signin', 'Desk', 'People', 'OrderDetail']);
    expect(components).toEqual(['TopBar', 'OrderDetail']);
  });

  it('blocks that stand directly in a view are components; the one block of a view is the view', async () => {
    const { screens, components } = await read(
      component(
        `<!-- HOME --><sc-if value="{{ isHome }}"><!-- Offers --><section>${two}</section><!-- Trust band --><section>${two}</section></sc-if>
<!-- CART --><sc-if value="{{ isCart }}"><!-- Cart sheet --><section>${two}</section></sc-if>`,
      ),
    );
    expect(screens).toEqual(['Home', 'Cart']);
    expect(components).toEqual(['Offers', 'TrustBand']);
  });

  it('the last of several views may be called like a state', async () => {
    const view = (flag: string) => `<!-- ${flag} --><sc-if value="{{ is${flag} }}"><div>${two}</div></sc-if>`;
    expect((await read(component(view('Intro') + view('Form') + view('Done')))).screens).toEqual([
      'Intro',
      'Form',
      'Done',
    ]);
    expect(
      (await read(component(`${view('Intro')}${view('Form')}<sc-if value="{{ isDone }}">${two}</sc-if>`)))
        .screens,
    ).toEqual(['Intro', 'Form']);
  });

  it("ids go without the page's own prefix, and halves and sentences are no names", async () => {
    const block = (id: string) => `<div id="kc-${id}">${two}</div>`;
    const { components } = await read(
      plain(
        `${block('root')}${block('pager')}${block('info')}${block('word')}<footer>${block('foot-left')}</footer><section><h2>先把表格拆成可以計算的資料再說</h2>${two}</section>`,
      ),
    );
    expect(components).toEqual(['Pager', 'Info', 'Word', 'Footer']);
  });

  it('siblings a script switches between are screens', async () => {
    const view = (id: string, inner = two) => `<section class="screen" id="screen-${id}">${inner}</section>`;
    const { screens, components } = await read(
      plain(
        `<!-- Side bar --><aside>${two}</aside><div>${view('home', `<div id="offers">${two}</div>`)}${view('my-orders')}</div>`,
      ),
    );
    expect(screens).toEqual(['Home', 'MyOrders']);
    expect(components).toEqual(['SideBar', 'Offers']);
  });

  it('looks a condition picks from are no screens, and views stand in what the app shows at all', async () => {
    const { screens } = await read(
      component(
        `<sc-if value="{{ showMain }}"><div>
<sc-if value="{{ isHome }}"><div><!-- Variant A: split --><sc-if value="{{ a }}"><div>${two}</div></sc-if><!-- Variant B: poster --><sc-if value="{{ b }}"><div>${two}</div></sc-if></div></sc-if>
<sc-if value="{{ isCart }}"><div>${two}</div></sc-if></div></sc-if>`,
        {},
        `<script type="text/x-dc" data-dc-script>class Component extends DCLogic { renderVals() { const s = this.state;
return { showMain: s.known, isHome: s.screen === 'home' && !s.modal, isCart: s.screen === 'cart' && !s.modal }; } }</script>`,
      ),
    );
    expect(screens).toEqual(['Home', 'Cart']);
  });

  it('a page deeper in the project with the title of another is a copy', async () => {
    const { screens } = await read(
      plain(`<main>${two}</main>`, { 'project/shop-poc/index.html': page(`<main>${two}</main>`) }),
    );
    expect(screens).toEqual(['Shop']);
  });

  it('of many written pages those parts count that stand on several, or on the open one', async () => {
    const one = (name: string, own: string) => ({
      [`project/${name}.html`]: page(
        `<header>${two}</header><section id="${own}">${two}</section><footer>${two}</footer>`,
      ).replace('Shop', name),
    });
    const { components, facts } = await read({
      'README.md': readme({ openFile: 'Shop.html' }),
      ...one('Shop', 'offers'),
      ...one('About', 'team'),
      ...one('Press', 'quotes'),
      ...one('Help', 'questions'),
      ...one('Terms', 'clauses'),
    });
    expect(components).toEqual(['Header', 'Offers', 'Footer']);
    expect(facts.components.find(({ name }) => name === 'Team')?.reach).toBe('other');
  });

  it('of very many blocks those count that somebody named in words, and the outermost', async () => {
    const many = Array.from(
      { length: 30 },
      (_, index) => `<div id="detail-${'abcdefghijklmnopqrstuvwxyzäöüß'[index]}x">${two}</div>`,
    );
    const { components } = await read(
      plain(
        `<div id="board"><!-- Search box --><div>${two}</div>${many.join('')}</div><div id="rail">${two}</div>`,
      ),
    );
    expect(components).toEqual(['Board', 'SearchBox', 'Rail']);
  });

  it('one page for two widths is one page, and its blocks count once', async () => {
    const sections = (end: string) =>
      `<section id="method${end}" data-screen-label="Method">${two}</section><section id="${end === '' ? 'price' : 'cost'}" data-screen-label="Price">${two}</section><section id="voices${end}" data-screen-label="Voices">${two}</section>`;
    const { screens, components } = await read(
      component(
        `<sc-if value="{{ wide }}"><div>${sections('')}</div></sc-if><sc-if value="{{ narrow }}"><div>${sections('-sp')}</div></sc-if>`,
      ),
    );
    expect(screens).toEqual(['Shop']);
    expect(components).toEqual(['Method', 'Price', 'Voices']);
  });

  it("tabs inside a section are the section's, and states of one page among many are its own", async () => {
    const tab = (name: string) => `<sc-if value="{{ is${name} }}"><div>${two}</div></sc-if>`;
    const tabs = await read(
      component(
        `<section data-screen-label="Tour"><div>${tab('Runs')}${tab('Files')}</div></section><section data-screen-label="About">${two}</section>`,
      ),
    );
    expect(tabs.screens).toEqual(['Shop']);
    const other = (name: string) => ({
      [`project/${name}.dc.html`]: `<html><body><x-dc><sc-if value="{{ a }}"><div data-screen-label="${name} form">${two}</div></sc-if><sc-if value="{{ b }}"><div data-screen-label="${name} sent">${two}</div></sc-if></x-dc></body></html>`,
    });
    const many = await read(
      component(`<main>${two}</main>`, { ...other('Login'), ...other('Help'), ...other('Order') }),
    );
    expect(many.screens.sort()).toEqual(['Help', 'Login', 'Order', 'Shop']);
  });

  it('directions under comments are screens', async () => {
    const { screens, components } = await read(
      component(`<!-- == DIRECTION A — EDITORIAL (TEAL) == --><div><div>${two}</div></div>
<!-- == DIRECTION B — DENSE == --><div><div>${two}</div></div>`),
    );
    expect(screens).toEqual(['Editorial', 'Dense']);
    expect(components).toEqual([]);
  });

  it('notes on how a part is built are none, and a short class goes by the part it stands in', async () => {
    const card = `<div class="mem-card">${two}</div>`;
    const { components } = await read(
      plain(`<!-- HERO --><div class="a"><!-- left: text --><div>${two}</div><!-- Stage --><div><!-- ring 1 --><div>${two}</div></div><p>x</p></div>
<!-- MEMBERS --><div class="members"><!-- content area --><div>${card}${card}${card}</div></div>`),
    );
    expect(components).toEqual(['Hero', 'Stage', 'Members', 'MemberCard']);
  });

  it('guidelines, prompts and explorations beside the page are no screens', async () => {
    const other = (title: string) => page(`<main>${two}</main>`).replace('Shop', title);
    const { screens } = await read(
      plain(`<main>${two}</main>`, {
        'project/Book.html': other('Acme: Brand Guidelines'),
        'project/Photos.html': other('Photo prompts'),
        'project/Looks.html': other('Visual explorations'),
        'project/Plan.html': other('Shop: Product Specification'),
        'project/About.html': other('About'),
      }),
    );
    expect(screens).toEqual(['Shop', 'About']);
  });

  it('a written page with a panel of controls in React is still a written page', async () => {
    const { screens, components } = await read(
      plain(
        `<header>${two}</header><section id="offers"><h2>x</h2>${two}</section><section id="press"><h2>x</h2>${two}</section><footer>${two}</footer>
<script type="text/babel">function ShopTweaks() { return <TweaksPanel/>; } ReactDOM.createRoot(r).render(<ShopTweaks/>);</script>`,
        { 'project/Shop (v2 before the offers).html': page(`<main>${two}</main>`) },
      ),
    );
    expect(screens).toEqual(['Shop']);
    expect(components).toEqual(['Header', 'Offers', 'Press', 'Footer']);
  });
});

describe('pages made to take long', () => {
  it('tens of thousands of labels and views are read in seconds', async () => {
    const many = (one: (index: number) => string) =>
      Array.from({ length: 30_000 }, (_, i) => one(i)).join('');
    const started = performance.now();
    await read(
      component(
        `<div style="display: none">${many((i) => `<section data-screen-label="a${i % 50}"><p/><p/></section>`)}</div>
${many((i) => `<!-- V${i} --><sc-if value="{{ ${i % 2 ? 'isDone' : 'isView'}${i % 50} }}"><p/><p/></sc-if>`)}`,
      ),
    );
    expect(performance.now() - started).toBeLessThan(10_000);
  }, 60_000);
});

describe('views in code', () => {
  const fn = (name: string, body = '<main/>') => `function ${name}() { return ${body}; }\n`;

  it('what a root returns early is a screen; waiting and frames are not', async () => {
    const { screens } = await read(
      react(`${fn('SignIn')}${fn('Reset')}${fn('Spinner')}${fn('Home')}${fn('Cart')}
function App() { if (loading) return <Spinner/>; if (token) { return <Reset/>; } if (!user) return <SignIn/>; return <AppInner/>; }
function AppInner() { const [page] = React.useState('home'); return <div>{page === 'home' && <Home/>}{page === 'cart' && <Cart/>}<i/><b/></div>; }`),
    );
    expect(screens.sort()).toEqual(['Cart', 'Home', 'Reset', 'SignIn']);
  });

  it('an own name for the route, and the one case left at the end', async () => {
    const { screens } = await read(
      react(`${fn('Register')}${fn('Forgot')}${fn('Login')}
function AuthRouter({ authView }) { if (authView === 'register') return <Register/>; if (authView === 'forgot') return <Forgot/>; return <Login/>; }
function App() { return <AuthRouter authView="x"/>; }`),
    );
    expect(screens).toEqual(['Register', 'Forgot', 'Login']);
  });

  it('the route may be compared after something else, and what is shown may be assigned', async () => {
    const chain = await read(
      react(`${fn('Queue')}${fn('Signed')}
function MobileApp() { const [screen] = React.useState('queue'); return <div>{role === 'chief' && screen === 'queue' && <Queue/>}{role === 'chief' && screen === 'signed' && <Signed/>}</div>; }`),
    );
    expect(chain.screens).toEqual(['Queue', 'Signed']);
    const assigned = await read(
      react(`${fn('Home')}${fn('Course')}${fn('Frame')}
function Page() { const { path } = useRouter(); let content; if (path === '/' || path === '') content = <window.Home/>; else if (path.startsWith('/c')) content = <Course/>; const icon = <Frame/>; return <main>{content}{icon}</main>; }
function App() { return <Page/>; }`),
    );
    expect(assigned.screens).toEqual(['Home', 'Course']);
    const body = await read(
      react(`${fn('Home')}${fn('Sector')}
function App() { const [page] = React.useState('home'); let Body = Home; if (SECTORS[page]) Body = Sector; else Body = Home; return <div><Body/></div>; }`),
    );
    expect(body.screens.sort()).toEqual(['Home', 'Sector']);
  });

  it('an artboard is one screen, however deep what it shows is wrapped, and loose views beside it are none', async () => {
    const { screens, facts } = await read(
      react(`function ScreenHome() { return <div data-screen-label="01 Home"/>; }
function CartScreen() { return <main/>; }
function ScreenOld() { return <div data-screen-label="Old"/>; }
function Bezel({ children }) { return <div>{children}</div>; }
function App() { return <DesignCanvas><DCArtboard label="Start"><Bezel><ScreenHome/></Bezel></DCArtboard><DCArtboard label="Cart"><Bezel show={CartScreen}/></DCArtboard></DesignCanvas>; }
Object.assign(window, { ScreenHome, CartScreen, ScreenOld });`),
    );
    expect(screens).toEqual(['Start', 'Cart']);
    expect(facts.screens[0]).toMatchObject({ ref: 'ScreenHome', aliases: ['01 Home'] });
  });

  it('artboards that show one app in its states are its screens', async () => {
    const board = (label: string, route: string) =>
      `<DCArtboard label="${label}"><Shop start="${route}"/></DCArtboard>`;
    const { screens } = await read(
      react(`${fn('Home')}${fn('Cart')}
function Shop() { const [route] = React.useState('home'); return <div>{route === 'home' && <Home/>}{route === 'cart' && <Cart/>}</div>; }
function App() { return <DesignCanvas>${board('Start', 'home')}${board('Basket', 'cart')}${board('Basket, empty', 'cart')}</DesignCanvas>; }`),
    );
    expect(screens).toEqual(['Start', 'Basket', 'Basket, empty']);
  });

  it("of two components with one name the open page's counts", async () => {
    const { components } = await read(
      react(`${fn('Home')} function App() { return <Home/>; }`, {
        'project/wireframes.html': page(
          '<div id="root"></div><script type="text/babel">function App() { return <i/>; }</script>',
        ),
      }),
    );
    expect(components.sort()).toEqual(['App', 'Home']);
  });

  it('the steps of a flow are screens', async () => {
    const { screens } = await read(
      react(`${fn('Dates')}${fn('Payment')}${fn('Done')}
function BookingApp() { const [step] = React.useState(0); const Step = [Dates, Payment, <Done/>][step]; return <main><Step/></main>; }`),
    );
    expect(screens).toEqual(['Dates', 'Payment', 'Done']);
  });

  it('a page that hands over to its detail shows a screen of its own', async () => {
    const { screens } = await read(
      react(`${fn('OrderDetail')}${fn('EmptyNote')}${fn('Home')}
function OrdersPage() { if (order) return <OrderDetail/>; if (none) return <EmptyNote/>; return <main/>; }
function App() { const [page] = React.useState('home'); return page === 'home' ? <Home/> : <OrdersPage/>; }`),
    );
    expect(screens.sort()).toEqual(['Home', 'OrderDetail', 'OrdersPage']);
  });

  it('a view nobody shows, a view inside a screen, and a button for a route are none', async () => {
    const { screens } = await read(
      react(`${fn('OldScreen')}${fn('MapView')}${fn('Btn', '<button/>')}${fn('Home')}
function LiveScreen() { return <main><MapView/></main>; }
function App() { const [page] = React.useState('home'); const live = true;
  return <div>{page === 'home' && <Btn/>}{page === 'home' && <Home/>}{live ? [<LiveScreen/>] : null}</div>; }
Object.assign(window, { OldScreen });`),
    );
    expect(screens).toEqual(['Home', 'LiveScreen']);
  });

  it('labelled sections of components are parts of the page', async () => {
    const { screens } = await read(
      react(`function Hero() { return <section data-screen-label="Hero"><h1/></section>; }
function Offers() { return <section data-screen-label="Offers"><h2/></section>; }
function App() { return <main><Hero/><Offers/></main>; }`),
    );
    expect(screens).toEqual(['Shop']);
  });

  it('among many pages a page is the screen, not what it mounts or switches inside', async () => {
    const one = (name: string) => ({
      [`project/${name}.html`]: page(
        `<div id="root"></div><script type="text/babel" src="${name}.jsx"></script>`,
      ),
      [`project/${name}.jsx`]: `function ByDay() { return <ul/>; } function ByWeek() { return <ul/>; }
function ${name}Page() { return <main/>; }
function App() { const [view] = React.useState('day'); return <div>{view === 'day' ? <ByDay/> : <ByWeek/>}<${name}Page/></div>; }`,
    });
    const { screens, facts } = await read({
      'README.md': readme({ openFile: 'Plan.html' }),
      ...one('Plan'),
      ...one('Team'),
      ...one('Costs'),
      ...one('Reports'),
    });
    expect(screens.sort()).toEqual(['Costs', 'Plan', 'Reports', 'Team']);
    expect(facts.screens.find(({ name }) => name === 'Team')?.aliases).toContain('TeamPage');
  });

  it('among many pages one that shows three screens is an app of its own', async () => {
    const doc = (name: string) => ({ [`project/${name}.html`]: page(`<main>${two}</main>`) });
    const { screens } = await read({
      'README.md': readme({ openFile: 'About.html' }),
      ...doc('About'),
      ...doc('Press'),
      ...doc('Help'),
      'project/phone.html': page('<div id="root"></div><script type="text/babel" src="phone.jsx"></script>'),
      'project/phone.jsx': `${fn('TodayScreen')}${fn('PlanScreen')}${fn('LogScreen')}
function PhoneApp() { const [tab] = React.useState('today'); return <div>{tab === 'today' && <TodayScreen/>}{tab === 'plan' && <PlanScreen/>}{tab === 'help' && <LogScreen/>}</div>; }`,
    });
    expect(screens.sort()).toEqual(['About', 'Help', 'LogScreen', 'PlanScreen', 'Press', 'TodayScreen']);
  });

  it('one label on a page is another name of the page', async () => {
    const { facts } = await read(
      react(`function App() { return <div data-screen-label="01 Dashboard"><p/></div>; }`),
    );
    expect(facts.screens).toMatchObject([{ name: '01 Dashboard', from: 'label', aliases: ['Shop'] }]);
  });

  it('a page, its label and the component it shows are one screen', async () => {
    const shown = (name: string, label: string): Files => ({
      [`project/${name}.html`]: page(
        `<div id="root"></div><script type="text/babel" src="${name}.jsx"></script><script type="text/babel">ReactDOM.createRoot(document.getElementById('root')).render(<${name}Page/>);</script>`,
      ),
      [`project/${name}.jsx`]: `function ${name}Page() { return <section data-screen-label="${label}"><p/></section>; }`,
    });
    const { facts } = await read({
      'README.md': readme({ openFile: 'Start.html' }),
      ...shown('Start', '01 welcome'),
      ...shown('Builds', '02 gallery'),
    });
    expect(facts.screens.map(({ name, ref }) => [name, ref]).sort()).toEqual([
      ['01 welcome', 'StartPage'],
      ['02 gallery', 'BuildsPage'],
    ]);
  });

  it('the components in a list of slides are the screens of a deck, by their labels too', async () => {
    const slide = (name: string, label: string) =>
      `function ${name}() { return <section className="slide dark" data-label="${label}"><h1/></section>; }`;
    const { facts } = await read(
      react(
        `${slide('Cover', 'Title')}${slide('Agenda', 'Agenda')}${slide('Close', 'Thanks')}${fn('Chart')}
const slides = [Cover, Agenda, Close];
slides.forEach((Slide) => { ReactDOM.createRoot(document.createElement('div')).render(<Slide/>); });`,
      ),
    );
    expect(facts.screens.map(({ name }) => name)).toEqual(['Cover', 'Agenda', 'Close']);
    expect(facts.screens[0]?.aliases).toContain('Title');
  });

  it('parts of a page kept in a list are no slides', async () => {
    const { screens } = await read(
      react(`${fn('Hero')}${fn('Pricing')}${fn('Faq')}
const sections = [Hero, Pricing, Faq];
function App() { return <main>{sections.map((Part) => <Part/>)}</main>; }`),
    );
    expect(screens).toEqual(['Shop']);
  });

  it('a sign chosen by a state is no view', async () => {
    const { screens } = await read(
      react(`const I = { Up: (p) => <svg {...p}/>, Down: (p) => <svg {...p}/>, Flat: (p) => <svg {...p}/> };
function App() { const [view] = React.useState('up'); return <main>{view === 'up' ? <I.Up/> : view === 'down' ? <I.Down/> : <I.Flat/>}</main>; }`),
    );
    expect(screens).toEqual(['Shop']);
  });

  it('two entries of one app are one app', async () => {
    const { screens } = await read(
      react(
        `${fn('Home')}${fn('Cart')}
function App() { const [page] = React.useState('home'); return page === 'home' ? <Home/> : <Cart/>; }
export { App };`,
        {
          'project/built.html': page('<div id="root"></div><script type="module" src="/main.jsx"></script>'),
          'project/main.jsx': `import { App } from './app.jsx'; ReactDOM.createRoot(r).render(<App/>);`,
        },
      ),
    );
    expect(screens).toEqual(['Home', 'Cart']);
  });
});
