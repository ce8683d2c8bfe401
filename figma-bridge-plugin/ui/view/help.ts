/** What the panel says when there is nothing to show: why, and what to do about it. */

import type { Model } from '../model.ts';
import { displayName, statusOf } from '../words.ts';
import { element } from './element.ts';
import type { Actions, View } from './view.ts';

interface Content {
  title: string;
  text: string;
  steps: string[];
  /** The steps are not steps but things to say. */
  examples?: boolean;
  retry: boolean;
}

/** Above the feed; hidden while everything is well and the feed has lines. */
export function helpView(actions: Actions): View {
  const node = element('section', { class: 'help', hidden: true });
  let shown = '';
  return {
    node,
    update(model) {
      const content = contentFor(model);
      const key = JSON.stringify(content ?? '');
      if (key === shown) return;
      shown = key;
      node.hidden = content === undefined;
      node.classList.toggle('help-compact', model.feed.length > 0);
      node.replaceChildren();
      if (!content) return;
      node.append(element('h2', {}, content.title), element('p', {}, content.text));
      if (content.steps.length > 0)
        node.append(
          element(
            'ol',
            { class: content.examples ? 'examples' : undefined },
            ...content.steps.map((step) => element('li', {}, step)),
          ),
        );
      if (content.retry)
        node.append(
          element('button', { class: 'button', type: 'button', onclick: () => actions.retry() }, 'Try again'),
        );
    },
  };
}

function contentFor(model: Model): Content | undefined {
  const status = statusOf(model, Date.now());
  if (status.help) {
    const { text, steps } = status.help;
    return { title: status.text, text, steps, retry: status.retry ?? false };
  }
  if (model.link.kind !== 'connected' || model.feed.length > 0) return undefined;
  const [client] = model.clients;
  const name = client ? displayName(client.name) : 'your AI client';
  return {
    title: 'Ready',
    text: `Ask ${name} for an ad and watch it being built here. For example:`,
    steps: [
      '“Make a 1080 × 1350 ad for our new serum, calm and editorial.”',
      '“Try three headlines in the selected frame.”',
    ],
    examples: true,
    retry: false,
  };
}
