/** The corner that resizes the panel's window, by pointer or with the arrow keys. */
import { panelSize } from '../../protocol/messages.ts';
import { element } from './element.ts';

const keyStep = 20;

export function resizeGrip(resize: (width: number, height: number, done: boolean) => void): HTMLElement {
  const grip = element('div', {
    class: 'grip',
    role: 'separator',
    tabindex: '0',
    'aria-label': 'Size of the panel: arrow keys',
    'aria-valuenow': String(innerWidth),
    'aria-valuemin': String(panelSize.minWidth),
    onpointerdown: (event: PointerEvent) => {
      grip.setPointerCapture(event.pointerId);
      event.preventDefault();
    },
    onpointermove: (event: PointerEvent) => {
      if (grip.hasPointerCapture(event.pointerId)) resize(event.clientX + 4, event.clientY + 4, false);
    },
    onpointerup: (event: PointerEvent) => resize(event.clientX + 4, event.clientY + 4, true),
    onkeydown: (event: KeyboardEvent) => {
      const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
      if (!step) return;
      event.preventDefault();
      resize(innerWidth + (step[0] ?? 0) * keyStep, innerHeight + (step[1] ?? 0) * keyStep, true);
    },
  });
  addEventListener('resize', () => grip.setAttribute('aria-valuenow', String(innerWidth)));
  return grip;
}
