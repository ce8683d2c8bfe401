/** Debug mode's second list: every message that crossed the socket, with its payload, and what the plugin logged. */
import type { TrafficLine } from '../model.ts';
import { element } from './element.ts';
import type { View } from './view.ts';

export function debugView(): View {
  const count = element('span', { class: 'secondary' });
  const list = element('ul', { class: 'traffic-lines' });
  const node = element(
    'details',
    { class: 'traffic', hidden: true },
    element('summary', {}, 'Traffic ', count),
    list,
  );
  let lastId = -1;
  let logged = 0;
  return {
    node,
    update(model) {
      node.hidden = !model.settings.debug;
      count.textContent = String(model.traffic.length);
      for (const line of model.traffic) {
        if (line.id <= lastId) continue;
        lastId = line.id;
        list.append(trafficLine(line));
      }
      for (const text of model.log.slice(logged)) list.append(element('li', { class: 'log-line' }, text));
      logged = model.log.length;
      while (list.children.length > 200) list.firstElementChild?.remove();
    },
  };
}

function trafficLine({ at, direction, type, bytes, payload }: TrafficLine): HTMLElement {
  const time = new Date(at).toISOString().slice(11, 23);
  const size = bytes < 10_000 ? `${bytes} B` : `${Math.round(bytes / 1024)} kB`;
  return element(
    'li',
    {},
    element(
      'details',
      {},
      element(
        'summary',
        {},
        element('span', { class: 'direction' }, direction === 'in' ? '↓' : '↑'),
        element('span', {}, type),
        element('span', { class: 'time' }, `${size}  ${time}`),
      ),
      element('pre', { class: 'raw' }, payload),
    ),
  );
}
