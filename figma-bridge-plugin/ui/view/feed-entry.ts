/** One line of the feed as elements. */
import type { FeedEntry } from '../model.ts';
import { clock, deliveryText, displayName, duration, toolTitle } from '../words.ts';
import { element, icon } from './element.ts';

type ToolEntry = Extract<FeedEntry, { kind: 'tool' }>;

const stateNames = {
  running: 'Working',
  done: 'Done',
  failed: 'Failed',
  note: 'Note',
  interrupted: 'Interrupted',
} as const;

/** `unfolded`: show what is folded away otherwise (debug mode). */
export function feedEntry(entry: FeedEntry, unfolded: boolean): HTMLElement {
  switch (entry.kind) {
    case 'tool':
      return toolEntry(entry, unfolded);
    case 'message':
      return element(
        'li',
        { class: 'entry message' },
        element(
          'div',
          { class: 'bubble' },
          entry.about === ''
            ? undefined
            : element(
                'div',
                { class: 'about' },
                icon('layer'),
                element('span', { class: 'about-name' }, entry.about),
              ),
          element('div', { class: 'text' }, entry.text),
        ),
        element('div', { class: 'delivery', 'data-state': entry.state }, deliveryText(entry)),
      );
    case 'problem':
      return element(
        'li',
        { class: 'entry problem' },
        element('span', { class: 'state', 'data-state': 'failed' }, icon('failed')),
        element(
          'div',
          { class: 'body' },
          element('div', { class: 'title' }, element('span', { class: 'name' }, entry.message)),
          entry.hint === undefined ? undefined : element('div', { class: 'summary' }, entry.hint),
          unfolded ? element('pre', { class: 'raw' }, entry.raw) : undefined,
        ),
      );
  }
}

function toolEntry(entry: ToolEntry, unfolded: boolean): HTMLElement {
  const { state, ms, summary, reasoning } = entry;
  const mark =
    state === 'running' ? element('span', { class: 'spinner' }) : icon(state === 'done' ? 'check' : state);
  return element(
    'li',
    { class: 'entry tool' },
    element(
      'span',
      { class: 'state', 'data-state': state, role: 'img', 'aria-label': stateNames[state] },
      mark,
    ),
    element(
      'div',
      { class: 'body' },
      element(
        'div',
        { class: 'title', title: `${entry.tool}, ${displayName(entry.client)}, ${clock(entry.at)}` },
        element('span', { class: 'name' }, toolTitle(entry.tool)),
        element('span', { class: 'time' }, timeText(entry, ms)),
      ),
      summary === undefined || summary === '' ? undefined : element('div', { class: 'summary' }, summary),
      reasoning === undefined || reasoning === '' ? undefined : folded('Reasoning', reasoning, unfolded),
      unfolded ? element('pre', { class: 'raw' }, JSON.stringify(entry, null, 2)) : undefined,
    ),
  );
}

function timeText({ state }: ToolEntry, ms: number | undefined): string {
  if (ms !== undefined) return duration(ms);
  return state === 'interrupted' ? 'interrupted' : '';
}

export function folded(title: string, text: string, open = false): HTMLElement {
  return element(
    'details',
    { class: 'folded', open },
    element('summary', {}, icon('chevron'), title),
    element('div', { class: 'folded-text' }, text),
  );
}
