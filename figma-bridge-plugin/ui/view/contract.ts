/** Results of the contract suite, over the feed while there are any. For developers of Adsmith. */
import { element, icon } from './element.ts';
import type { Actions, View } from './view.ts';

export function contractView(actions: Actions): View {
  const node = element('section', {
    class: 'contract',
    'aria-label': 'Contract suite',
    'aria-live': 'polite',
    hidden: true,
  });
  return {
    node,
    update({ contract }, previous) {
      if (previous && previous.contract === contract) return;
      node.hidden = contract === undefined;
      if (!contract) return;
      const { total, results, done } = contract;
      const failed = results.filter(({ error }) => error !== undefined);
      const progress = done
        ? `${results.length - failed.length} of ${total} passed`
        : `${results.length} of ${total}…`;
      node.replaceChildren(
        element(
          'header',
          {},
          element('h2', {}, 'Contract suite'),
          element('span', { class: 'secondary' }, progress),
          element(
            'button',
            {
              class: 'icon-button',
              type: 'button',
              'aria-label': 'Close',
              onclick: () => actions.closeContract(),
            },
            icon('close'),
          ),
        ),
        element(
          'ul',
          {},
          ...[...failed, ...results.filter(({ error }) => error === undefined)].map(({ name, error }) =>
            element(
              'li',
              { class: 'entry tool' },
              element(
                'span',
                {
                  class: 'state',
                  'data-state': error === undefined ? 'done' : 'failed',
                  role: 'img',
                  'aria-label': error === undefined ? 'Passed' : 'Failed',
                },
                icon(error === undefined ? 'check' : 'failed'),
              ),
              element(
                'div',
                { class: 'body' },
                name,
                error === undefined ? undefined : element('pre', { class: 'raw' }, error),
              ),
            ),
          ),
        ),
      );
    },
  };
}
