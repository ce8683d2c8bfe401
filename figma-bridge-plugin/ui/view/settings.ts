/** Settings, folded away under the bar: debug mode, and what a bug report needs. */
import { element, setText } from './element.ts';
import type { Actions, View } from './view.ts';

export function settingsView(actions: Actions): View {
  const debug = element('input', {
    type: 'checkbox',
    role: 'switch',
    class: 'switch',
    id: 'debug',
    onchange: () => actions.setDebug(debug.checked),
  });
  const facts = element('p', { class: 'secondary' });
  const node = element(
    'section',
    { class: 'settings', id: 'settings', 'aria-label': 'Settings', hidden: true },
    element(
      'label',
      { class: 'setting', for: 'debug' },
      element(
        'span',
        { class: 'setting-text' },
        element('span', {}, 'Debug mode'),
        element('span', { class: 'secondary' }, 'Raw errors, payloads and the traffic with Adsmith'),
      ),
      debug,
    ),
    facts,
  );
  return {
    node,
    update(model) {
      if (debug.checked !== model.settings.debug) debug.checked = model.settings.debug;
      const server = model.link.kind === 'connected' ? `, server ${model.link.serverVersion}` : '';
      setText(facts, `Plugin ${model.version}${server}, port ${model.port}`);
    },
  };
}
