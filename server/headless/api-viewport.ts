/** `figma.viewport`: where a window would be looking. Nobody looks, but plugins may move it. */
import { absoluteBounds } from './geometry.ts';
import type { NodeRecord } from './model.ts';
import type { Session } from './session.ts';

export function createViewport(session: Session) {
  let center = { x: 0, y: 0 };
  let zoom = 1;
  /** As if a window of 1440 x 900 showed the page. */
  const size = { width: 1440, height: 900 };
  return {
    get center() {
      return center;
    },
    set center(value: Vector) {
      center = { x: value.x, y: value.y };
    },
    get zoom() {
      return zoom;
    },
    set zoom(value: number) {
      zoom = value;
    },
    get bounds() {
      const width = size.width / zoom;
      const height = size.height / zoom;
      return { x: center.x - width / 2, y: center.y - height / 2, width, height };
    },
    scrollAndZoomIntoView(nodes: readonly unknown[]) {
      const boxes = nodes
        .map((node) => session.recordOf(node, 'nodes'))
        .flatMap((record) => boxOf(record, session));
      if (boxes.length === 0) return;
      const left = Math.min(...boxes.map((box) => box.x));
      const top = Math.min(...boxes.map((box) => box.y));
      const right = Math.max(...boxes.map((box) => box.x + box.width));
      const bottom = Math.max(...boxes.map((box) => box.y + box.height));
      center = { x: (left + right) / 2, y: (top + bottom) / 2 };
      zoom = Math.min(1, size.width / Math.max(right - left, 1), size.height / Math.max(bottom - top, 1));
    },
  };
}

function boxOf(record: NodeRecord, session: Session): Rect[] {
  if (record.type === 'PAGE' || record.type === 'DOCUMENT') return [];
  session.settle(record);
  return [absoluteBounds(record)];
}
