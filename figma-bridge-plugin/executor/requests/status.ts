/** `status`: what is open, selected and on the page. */
import type { CanvasStatus, NodeInfo } from '../../../schemas/canvas-request.ts';
import type { Session } from '../session.ts';
import { roleOf } from '../snapshot/outline.ts';
import { visibleChildren } from '../tree.ts';

const info = (node: BaseNode): NodeInfo => ({ id: node.id, type: node.type, name: node.name });
const frameTypes = ['FRAME', 'COMPONENT', 'COMPONENT_SET', 'INSTANCE', 'SECTION'];

export function status(session: Session, openTransactions: string[]): CanvasStatus {
  const { figma, parking } = session;
  const page = figma.currentPage;
  const frames: CanvasStatus['frames'] = [];
  for (const node of visibleChildren(page, parking)) {
    if (frameTypes.indexOf(node.type) < 0) continue;
    const role = roleOf(node);
    const { x, y, width, height } = node;
    frames.push({ ...info(node), x, y, width, height, ...(role === undefined ? {} : { role }) });
  }
  frames.sort((left, right) => left.x - right.x);
  return {
    document: figma.root.name,
    page: info(page),
    selection: page.selection.filter((node) => !parking.isParked(node)).map(info),
    frames,
    openTransactions,
  };
}
