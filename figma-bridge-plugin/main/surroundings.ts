/** Where the designer is: the page and the selection, told when they change. */
import type { Selection } from '../../schemas/bridge.ts';
import type { PageInfo } from '../protocol/messages.ts';
import { fileInfo } from './identity.ts';
import type { PanelPort } from './panel-port.ts';

const nodesTold = 50;
/** A marquee changes the selection with every pointer move; ms between two reports. */
const selectionPause = 50;

export function pageInfo(figma: PluginAPI): PageInfo {
  return { id: figma.currentPage.id, name: figma.currentPage.name.slice(0, 300) };
}

export function selectionInfo(figma: PluginAPI): Selection {
  const { selection } = figma.currentPage;
  const nodes = selection
    .slice(0, nodesTold)
    .map(({ id, type, name }) => ({ id, type, name: name.slice(0, 1000) }));
  return { nodes, total: selection.length };
}

/** Reports every change of page and selection to the panel. */
export function watchSurroundings(figma: PluginAPI, panel: PanelPort): void {
  let waiting = false;
  const tellSelection = () => {
    waiting = false;
    panel.send({ type: 'selection', selection: selectionInfo(figma) });
  };
  figma.on('selectionchange', () => {
    if (waiting) return;
    waiting = true;
    setTimeout(tellSelection, selectionPause);
  });
  figma.on('currentpagechange', () => {
    panel.send({ type: 'page', page: pageInfo(figma), file: fileInfo(figma) });
    panel.send({ type: 'selection', selection: selectionInfo(figma) });
  });
}
