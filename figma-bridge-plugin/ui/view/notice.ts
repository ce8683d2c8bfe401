/** One line under the bar when plugin and server are of different age but still understand each other. */
import { versionNote } from '../words.ts';
import { element, setHidden, setText } from './element.ts';
import type { View } from './view.ts';

export function noticeView(): View {
  const node = element('p', { class: 'notice', role: 'note', hidden: true });
  return {
    node,
    update(model) {
      const text = versionNote(model);
      setHidden(node, text === undefined);
      setText(node, text ?? '');
    },
  };
}
