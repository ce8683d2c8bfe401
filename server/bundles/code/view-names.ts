/** What names say about views: of a state, of the component that switches, and of what is shown. */

const routeName =
  /(^|\.)(route|page|screen|view|(current|active|selected)(Page|View|Screen|Route|Path)|pathname|hash|path|nav)(\.(name|id|page|view|screen|path))?$/i;
const tabName =
  /(^|\.)(tab|activeTab|currentTab|section|step|mode|stage|phase|active|current)$|[a-z](View|Page|Screen|Tab|Section|Route|Path)$/;

/** `viewState` and `screenName` hold what `view` and `screen` do. */
const stateName = /(?<=(^|\.|[a-z])(view|page|screen|route)|View|Page|Screen|Route)(State|Name|Id|Key)$/i;

/** What lies over a view, and what a thing is or looks like. */
const noViewName =
  /(modal|dialog|sheet|drawer|popup|popover|overlay|toast|menu|theme|lang|language|locale|status|kind|type|variant|size|tone|colou?r|severity|icon|format)$/i;

/** Design-time controls choose looks. */
const tweakName = /^(t|tw|tweaks?)\./;

export type Trust = 'route' | 'tab' | 'other' | 'none';

/** How plainly a state says that it chooses what is seen: `page`, `step`, `chosen`; `modal` does not. */
export const trustOf = (subject: string): Trust =>
  routeName.test(subject.replace(stateName, ''))
    ? 'route'
    : tabName.test(subject) && !tweakName.test(subject)
      ? 'tab'
      : noViewName.test(subject) || tweakName.test(subject)
        ? 'none'
        : 'other';

/** Components that hold the whole prototype, or that much of it. */
export const shellName =
  /^(App|Main|Root|Shell|Layout|Prototype|Kit|Phone|Site|Router|Content|Pages?|Routes|Screens|(Current|Active)(Page|Screen|View)|App(Inner|Gate|Core|Content)|\w+(App|Shell|Router|Gate|Kit|Prototype))$/;

/** Components called HomePage, LoginScreen or CartView say that they are one. */
export const pageName = /.(Page|Screen|View)$/;

/** Components that are themselves a screen or a part of one. */
export const partName =
  /.(Screen|Page|View|Card|Panel|Modal|Dialog|Sheet|Drawer|Section|Tabs?|Form|List|Table|Chart)$/;

/** What a switch also chooses: overlays, redirects, a control that one view has and another lacks. */
export const noScreen =
  /(Modal|Dialog|Drawer|Sheet|Toast|Popover)(Shell)?$|^(Navigate|Redirect|\w*(Button|Btn)|Icon|Link|Badge|Chip|Tooltip|\w*(Spinner|Loader|Skeleton)|Preloader|Loading\w*)$/;

/** A component that draws nothing but what leads on draws no screen. */
export const onlyLeadsOn = (elements: Record<string, number> = {}): boolean =>
  'Navigate' in elements && Object.keys(elements).every((name) => noScreen.test(name));

/** What usually lies over a view. */
export const dialogName = /(Modal|Dialog|Drawer|Sheet)$/;

/** What a root returns while it waits, and what holds the views. */
export const noGate =
  /^(App|Main|Root)[A-Z]?\w*$|(Shell|Layout|Router|Loading|Splash|Spinner|Error|Fallback|Empty\w*)$/;

/** `Home`, not `HOME`. */
export const isComponentName = (name: string): boolean => /^[A-Z]\w*[a-z]\w*$/.test(name);
