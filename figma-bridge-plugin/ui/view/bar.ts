/** The top bar: how the connection stands, which file this is, and two buttons. */
import { statusOf } from '../words.ts';
import { element, icon, setText } from './element.ts';
import type { Actions, View } from './view.ts';

export function barView(actions: Actions, settings: { node: HTMLElement }): View {
  const dot = element('span', { class: 'dot' });
  const text = element('div', { class: 'bar-status' });
  const place = element('div', { class: 'bar-place' });
  const settingsButton = element(
    'button',
    {
      class: 'icon-button',
      type: 'button',
      title: 'Settings',
      'aria-label': 'Settings',
      'aria-expanded': 'false',
      'aria-controls': settings.node.id,
      onclick: () => {
        settings.node.hidden = !settings.node.hidden;
        settingsButton.setAttribute('aria-expanded', String(!settings.node.hidden));
      },
    },
    icon('settings'),
  );
  const hideButton = element(
    'button',
    {
      class: 'icon-button',
      type: 'button',
      title: 'Run in background',
      'aria-label': 'Run in background',
      onclick: () => actions.hide(),
    },
    icon('background'),
  );
  const node = element(
    'header',
    { class: 'bar' },
    dot,
    element('div', { class: 'bar-text', role: 'status' }, text, place),
    hideButton,
    settingsButton,
  );
  return {
    node,
    update(model) {
      const status = statusOf(model, Date.now());
      if (dot.dataset['tone'] !== status.tone) dot.dataset['tone'] = status.tone;
      setText(text, status.text);
      const where = [model.file?.name, model.page?.name].filter((part) => part !== undefined && part !== '');
      setText(place, where.join('  ·  '));
    },
  };
}
