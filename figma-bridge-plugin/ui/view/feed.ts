/** The feed: what the agents do in this file, and what the designer told them. Newest at the bottom. */
import type { FeedEntry } from '../model.ts';
import { clock, displayName } from '../words.ts';
import { element } from './element.ts';
import { feedEntry } from './feed-entry.ts';
import type { View } from './view.ts';

interface Shown {
  entry: FeedEntry;
  node: HTMLElement;
}

export function feedView(help: View): View {
  const list = element('ul', { class: 'entries' });
  const node = element(
    'main',
    { class: 'feed', tabindex: '0', 'aria-label': 'Activity' },
    help.node,
    element('div', { role: 'log' }, list),
  );
  let shown: Shown[] = [];
  let debug = false;

  return {
    node,
    update(model, previous) {
      help.update(model, previous);
      if (previous?.feed === model.feed && previous.settings === model.settings) return;
      // Whoever scrolled up to read keeps the place; who is at the end stays at the end.
      const atEnd = node.scrollHeight - node.scrollTop - node.clientHeight < 40;
      const known = new Map(shown.map((item) => [item.entry.id, item]));
      const fresh = debug !== model.settings.debug;
      debug = model.settings.debug;
      shown = model.feed.map((entry) => {
        const old = known.get(entry.id);
        return old && old.entry === entry && !fresh ? old : { entry, node: drawn(entry, old, debug) };
      });
      place(list, shown);
      list.hidden = shown.length === 0;
      if (atEnd) node.scrollTop = node.scrollHeight;
    },
  };
}

/** A line drawn again keeps what the designer had unfolded. */
function drawn(entry: FeedEntry, old: Shown | undefined, debug: boolean): HTMLElement {
  const node = feedEntry(entry, debug);
  if (old?.node.querySelector('details')?.open) node.querySelector('details')?.setAttribute('open', '');
  return node;
}

/** Puts the lines in order, with a heading where another client begins. Only what moved is touched. */
function place(list: HTMLElement, shown: readonly Shown[]): void {
  let before: FeedEntry | undefined;
  const wanted: HTMLElement[] = [];
  for (const { entry, node } of shown) {
    if (entry.kind === 'tool' && (before?.kind !== 'tool' || before.clientId !== entry.clientId))
      wanted.push(heading(list, entry));
    wanted.push(node);
    before = entry;
  }
  const keep = new Set<Element>(wanted);
  for (const child of [...list.children]) if (!keep.has(child)) child.remove();
  wanted.forEach((node, index) => {
    if (list.children[index] !== node) list.insertBefore(node, list.children[index] ?? null);
  });
}

function heading(list: HTMLElement, { id, client, at }: Extract<FeedEntry, { kind: 'tool' }>): HTMLElement {
  const known = list.querySelector<HTMLElement>(`[data-heading="${CSS.escape(id)}"]`);
  if (known) return known;
  return element(
    'li',
    { class: 'entry heading', 'data-heading': id },
    element('span', {}, displayName(client)),
    element('span', { class: 'time' }, clock(at)),
  );
}
