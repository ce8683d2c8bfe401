/** The message box. Enter sends, Shift+Enter begins a new line. */
import { money, selectionText } from '../words.ts';
import { element, icon, setText } from './element.ts';
import type { Actions, View } from './view.ts';

const longest = 20_000;
const tallest = 120;

export function composerView(actions: Actions): View {
  const input = element('textarea', {
    class: 'input',
    rows: '1',
    maxlength: String(longest),
    placeholder: 'Message the agent',
    'aria-label': 'Message the agent',
    oninput: () => changed(),
    onkeydown: (event: KeyboardEvent) => {
      // An input method uses Enter to accept a word.
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      send();
    },
  });
  const sendButton = element(
    'button',
    {
      class: 'send',
      type: 'button',
      title: 'Send (Enter)',
      'aria-label': 'Send',
      disabled: true,
      onclick: () => send(),
    },
    icon('send'),
  );
  const selectionName = element('span', { class: 'about-name' });
  const selection = element(
    'div',
    { class: 'about', title: 'Sent along with your message' },
    icon('layer'),
    selectionName,
  );
  const cost = element('span', { class: 'cost' });
  const newConcept = element(
    'button',
    { class: 'button quiet', type: 'button', onclick: () => actions.newConcept() },
    icon('plus'),
    'New concept',
  );
  const node = element(
    'footer',
    { class: 'composer' },
    element(
      'div',
      { class: 'box', onclick: () => input.focus() },
      selection,
      element('div', { class: 'line' }, input, sendButton),
    ),
    element('div', { class: 'under' }, newConcept, cost),
  );

  function send(): void {
    const text = input.value.trim();
    if (text === '') return;
    actions.say(text);
    input.value = '';
    changed();
    input.focus();
  }

  function changed(): void {
    sendButton.disabled = input.value.trim() === '';
    input.style.height = 'auto';
    input.style.height = `${Math.min(tallest, input.scrollHeight)}px`;
  }

  return {
    node,
    update(model) {
      const about = selectionText(model.selection);
      // The line stays when nothing is selected, so that the box does not jump under the pointer.
      selection.classList.toggle('about-none', about === '');
      setText(selectionName, about === '' ? 'Nothing selected' : about);
      setText(cost, model.panel.cost ? `${money(model.panel.cost)} so far` : '');
    },
  };
}
