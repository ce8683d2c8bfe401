/**
 * Which of the things code chooses between are screens. A view is what the outermost choice picks, on the way from what
 * the page mounts: what is chosen inside a view is that view's own affair. A view that only holds a wider choice (what a
 * person sees once signed in) is a frame, and what it holds are the views.
 */
import type { BundleScreen } from '../../../schemas/bundle.ts';
import type { Choice, ChosenView } from './choices.ts';
import {
  dialogName,
  noGate,
  noScreen,
  pageName,
  partName,
  shellName,
  type Trust,
  trustOf,
} from './view-names.ts';

export interface View extends BundleScreen {
  ref: string;
  /** What the chooser draws itself. */
  isOwn?: true;
  /** Drawn where it is chosen; `ref` is no component then. */
  inline?: true;
  /** The component that chooses it. */
  owner?: string;
  /** How plainly the state says that it chooses what is seen. */
  trust: Trust;
}

export interface Drawing {
  name: string;
  /** Elements and components it draws, with how often. */
  elements?: Record<string, number>;
}

export interface ViewsInput {
  choices: readonly Choice[];
  components: Iterable<Drawing>;
  /** Components a router shows: views already, and where the way down ends. */
  routed: ReadonlySet<string>;
  /** May the page mount it? Asked of components no other draws. */
  isMounted: (name: string) => boolean;
}

/** A choice whose state is called by no usual name must be between so many components of its own. */
const CHOICE_OF_VIEWS = 3;
/** So wide a choice anywhere names the screens of an app that has none otherwise. */
const WIDE_CHOICE = 4;
/** Among no more than these there may be frames: signed in or not, one role or another. A site has more pages. */
const FEW = 3;
/** The same where the frame is called one: sign-in, sign-up, forgotten password, and the app. */
const SEVERAL = 6;
/** Frames within frames. */
const MOST_FRAMES = 5;
/** Components looked at on the way down from one; real ones have hundreds. */
const MOST_WALKED = 3000;
/** What so many components draw is a building block. */
const DRAWN_BY_MANY = 4;

export interface Views {
  views: View[];
  /** Routed components that only hold some of the views. */
  frames: ReadonlySet<string>;
}

export function viewsOf({ choices, components, routed, isMounted }: ViewsInput): Views {
  const drawn = new Map<string, string[]>();
  const drawnBy = new Map<string, Set<string>>();
  const sizes = new Map<string, number>();
  for (const { name, elements = {} } of components) {
    const children = Object.keys(elements).map((element) =>
      element.startsWith('window.') ? element.slice(element.lastIndexOf('.') + 1) : element,
    );
    sizes.set(
      name,
      Object.values(elements).reduce((sum, count) => sum + count, 0),
    );
    drawn.set(name, children);
    for (const child of children)
      if (child !== name && /^[A-Z]/.test(child))
        drawnBy.set(child, (drawnBy.get(child) ?? new Set()).add(name));
  }
  const chosen = new Set(
    choices.flatMap(({ owner, views }) =>
      views.flatMap(({ ref, inline }) => (inline || ref === owner ? [] : ref)),
    ),
  );
  const isLoose = (name: string): boolean => !drawnBy.has(name) && !chosen.has(name) && !routed.has(name);
  const isRoot = (name: string): boolean =>
    isMounted(name) &&
    !chosen.has(name) &&
    !routed.has(name) &&
    // What only leftovers draw is as good as undrawn.
    [...(drawnBy.get(name) ?? [])].every((one) => isLoose(one) && !isMounted(one));
  const roots = [...drawn.keys()].filter(isRoot);

  const isNoControl = (ref: string): boolean => !noScreen.test(ref);
  const isView = (ref: string): boolean =>
    isNoControl(ref) && (pageName.test(ref) || (drawnBy.get(ref)?.size ?? 0) < DRAWN_BY_MANY);
  /** Drawn nowhere but by its chooser. */
  const isOwn = (ref: string, owner: string | undefined): boolean =>
    [...(drawnBy.get(ref) ?? [])].every((one) => one === owner);

  /** @param trunk Whether the chooser is what the page mounts, not something on it. */
  const pickedBy = (choice: Choice, trunk: boolean): ChosenView[] => {
    const { owner, form, subject } = choice;
    // Among several views one may be called like a building block.
    const isPick = choice.views.length > FEW && trustOf(subject) === 'route' ? isNoControl : isView;
    const drawn = withoutShared(
      oneForEachCondition(
        choice.views.filter(({ ref, inline }) => !inline && isPick(ref)),
        sizes,
      ),
    );
    const views = [...drawn, ...inlineBeside(choice, drawn)];
    // Returned in place of everything it is a screen, also when it is called a dialog.
    if (form === 'returned' && trunk)
      return choice.views.filter(
        (view) =>
          view.ref !== owner && (views.includes(view) || dialogName.test(view.ref)) && !noGate.test(view.ref),
      );
    if (form === 'returned') return [];
    if (form === 'assigned')
      return trunk ? views.filter(({ ref }) => ref !== owner && !noGate.test(ref)) : [];
    const trust = trustOf(subject);
    if (trust === 'route' && !partName.test(owner ?? '')) return views;
    if (trust === 'none') return [];
    if (trust !== 'other') return trunk ? views : [];
    const own = views.filter(({ ref }) => isOwn(ref, owner) && (pageName.test(ref) || !partName.test(ref)));
    return trunk && own.length >= CHOICE_OF_VIEWS ? own : [];
  };

  const byOwner = new Map<string | undefined, Choice[]>();
  for (const choice of choices) {
    const beside = byOwner.get(choice.owner);
    if (beside) beside.push(choice);
    else byOwner.set(choice.owner, [choice]);
  }
  const visiting = new Set<string>();
  const known = new Map<string, View[]>();
  /**
   * The views a person gets to from a component, frames looked through.
   * @param seen Components walked already: what they choose has been found.
   */
  const below = (start: string | undefined, trunk: boolean, depth = 0, seen = new Set<string>()): View[] => {
    const key = `${trunk ? 'trunk ' : ''}${start ?? ''}`;
    const found = visiting.has(key) ? [] : known.get(key);
    if (found) return found;
    visiting.add(key);
    const views = walk(start, trunk, depth, seen);
    visiting.delete(key);
    known.set(key, views);
    return views;
  };
  const walk = (start: string | undefined, trunk: boolean, depth: number, seen: Set<string>): View[] => {
    const found: View[] = [];
    const gated = new Set<View>();
    if (start !== undefined) seen.add(start);
    const queue = [{ name: start, trunk }];
    for (let at = 0; at < Math.min(queue.length, MOST_WALKED); at += 1) {
      const next = queue[at] as (typeof queue)[number];
      const { name } = next;
      for (const choice of byOwner.get(name) ?? []) {
        for (const view of pickedBy(choice, next.trunk)) {
          seen.add(view.ref);
          const one = toView(view, choice);
          found.push(one);
          if (choice.form === 'returned') gated.add(one);
        }
        // What holds the app is a view itself when it switches none.
        for (const view of next.trunk && depth < MOST_FRAMES && choice.form === 'returned'
          ? choice.views
          : []) {
          if (view.ref === name || !appName.test(view.ref) || !drawn.has(view.ref)) continue;
          if (below(view.ref, true, depth + 1).length > 0) continue;
          const one = toView(view, choice);
          found.push(one);
          gated.add(one);
        }
      }
      for (const child of name === undefined ? [] : (drawn.get(name) ?? [])) {
        if (seen.has(child) || routed.has(child)) continue;
        seen.add(child);
        queue.push({ name: child, trunk: next.trunk && shellName.test(child) });
      }
    }
    // What it draws itself when it returned nothing early, and nothing is chosen there.
    const gate = byOwner.get(start)?.find(({ form }) => form === 'returned');
    const rest = trunk ? gate?.views.find(({ ref }) => ref === start) : undefined;
    if (gate && rest && found.length > 0 && found.every((one) => gated.has(one)))
      found.push(toView(rest, gate));
    if (found.length > SEVERAL || depth >= MOST_FRAMES) return found;
    return found.flatMap((view) => {
      const shell = shellName.test(view.ref);
      const inner = below(view.ref, shell, depth + 1);
      // Behind a sign-in, or called a frame: two views are enough. Else it must hold more than stand beside it.
      const isFrame =
        shell || gated.has(view)
          ? inner.length > 1
          : found.length <= FEW && inner.length > Math.max(2, found.length);
      return isFrame ? inner : [view];
    });
  };

  const walked = new Set<string>();
  // A root called a page is a screen, whatever it switches.
  const views = [undefined, ...roots].flatMap((root) =>
    below(root, root === undefined || !pageName.test(root), 0, walked),
  );
  // A page that gives way to the detail of one thing has two screens.
  const shown = new Set<string | undefined>(views.map(({ ref }) => ref));
  const details = choices.flatMap((choice) =>
    choice.form === 'returned' && (pageName.test(choice.owner ?? '') || shown.has(choice.owner))
      ? choice.views
          .filter(({ ref }) => ref !== choice.owner && detailName.test(ref))
          .map((view) => toView(view, choice))
      : [],
  );
  views.push(...details);
  // The app behind an address is a frame as well when it switches views.
  const frames = new Set<string>();
  for (const ref of routed) {
    const inner = shellName.test(ref) ? below(ref, true).filter((view) => view.ref !== ref) : [];
    if (inner.length < 2) continue;
    frames.add(ref);
    views.push(...inner);
  }
  const all = views.length > 1 || routed.size > 1 ? views : [...views, ...widest(choices, isView)];
  const refs = new Set<string>();
  return { views: all.filter(({ ref }) => refs.size < refs.add(ref).size), frames };
}

/** A view as a screen of the bundle. */
export function screenOf({ owner: _, trust: __, isOwn: ___, inline, ref, ...screen }: View): BundleScreen {
  return inline ? screen : { ...screen, ref };
}

const appName = /^(App|Main|Root)[A-Z]\w*$/;

const detailName = /.Details?(Page|Screen|View)?$/;

/** What is drawn on the spot is a view where it stands among others, for a text that has none. */
const inlineBeside = ({ subject, views }: Choice, drawn: readonly ChosenView[]): ChosenView[] => {
  const trust = trustOf(subject);
  const taken = new Set(drawn.flatMap(({ values }) => values));
  const own = views.filter(({ inline, values }) => inline && !values.every((value) => taken.has(value)));
  const isChoice =
    drawn.length + own.length >= 2 && (trust === 'route' || (trust === 'tab' && drawn.length > 0));
  return isChoice ? own : [];
};

/** Of several things shown under the same condition one is the view, a page or else the largest; the others stand beside it. */
function oneForEachCondition(views: readonly ChosenView[], sizes: ReadonlyMap<string, number>): ChosenView[] {
  const weight = ({ ref }: ChosenView) => (sizes.get(ref) ?? 0) + (pageName.test(ref) ? 1e6 : 0);
  const heaviest = new Map<string, number>();
  for (const view of views)
    for (const condition of view.when ?? [])
      heaviest.set(condition, Math.max(heaviest.get(condition) ?? 0, weight(view)));
  const isBeside = ({ when = [], ...view }: ChosenView) =>
    when.length > 0 && when.every((condition) => (heaviest.get(condition) ?? 0) > weight(view));
  return views.filter((view) => !isBeside(view));
}

/** What stands on several views that have each a component of their own is none itself. */
function withoutShared(views: readonly ChosenView[]): ChosenView[] {
  const owned = new Set(views.flatMap(({ values }) => (values.length === 1 ? values : [])));
  return views.filter(({ values }) => values.length < 2 || !values.every((value) => owned.has(value)));
}

const toView = ({ ref, line, values, inline }: ChosenView, { file, owner, form, subject }: Choice): View => ({
  name: ref,
  file,
  line,
  from: 'route',
  ref,
  ...(inline && { inline }),
  ...(ref === owner && { isOwn: true as const }),
  trust: form === 'returned' || form === 'assigned' ? 'route' : trustOf(subject),
  ...(owner !== undefined && { owner }),
  ...(values.length > 0 && { aliases: values }),
});

/** The widest choice, whatever it is called: views a content component picks by its section. */
function widest(choices: readonly Choice[], isView: (ref: string) => boolean): View[] {
  const wide = choices
    .filter(({ owner, form }) => form !== 'returned' && owner !== undefined && !partName.test(owner))
    .map((choice) =>
      choice.views.filter(({ ref, inline }) => !inline && isView(ref)).map((view) => toView(view, choice)),
    )
    .sort((a, b) => b.length - a.length)[0];
  return wide && wide.length >= WIDE_CHOICE ? wide : [];
}
