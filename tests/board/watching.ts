/** A board on a real hub over a real headless canvas. */
import { join } from 'node:path';
import { createBoard } from '../../server/board/board.ts';
import type { BoardCanvas } from '../../server/board/frames.ts';
import type { Bridge } from '../../server/bridge/bridge.ts';
import { silentLog } from '../../server/bridge/log.ts';
import { createHeadlessCanvas, type HeadlessCanvas } from '../../server/canvas/headless-canvas.ts';
import { packageRoot } from '../../server/config/settings.ts';
import { makeSetting, type Setting } from '../bridge/setting.ts';

export interface Watched {
  setting: Setting;
  bridge: Bridge;
  canvas: HeadlessCanvas;
  /** Exports asked of the canvas so far, as `id@scale`. */
  drawn: string[];
  url: string;
}

export async function startBoard(version = '0.1.0'): Promise<Watched> {
  const setting = await makeSetting();
  const canvas = createHeadlessCanvas();
  setting.defer(() => canvas.close());
  const drawn: string[] = [];
  const counted: BoardCanvas = {
    status: () => canvas.status(),
    snapshot: () => canvas.snapshot(),
    export: (request) => {
      drawn.push(`${request.node}@${request.scale}`);
      return canvas.export(request);
    },
  };
  const page = join(packageRoot, 'server', 'board', 'board.html');
  const http = createBoard({ canvas: counted, page, version, log: silentLog, interval: 50 });
  const bridge = setting.bridge('claude-code', { http });
  await bridge.sessions();
  return { setting, bridge, canvas, drawn, url: `http://127.0.0.1:${setting.port}` };
}

/** Puts a coloured frame on the canvas; answers its id. */
export async function addFrame(
  { canvas }: Watched,
  { name = 'Story', width = 270, height = 480, fillColor = '#274c43' } = {},
): Promise<string> {
  const { bindings } = await canvas.run({
    ops: [
      {
        op: 'create',
        type: 'FRAME',
        parent: null,
        as: 'frame',
        props: { name, width, height, fills: [{ type: 'SOLID', color: rgb(fillColor) }] },
      },
    ],
  });
  return String(bindings['frame']);
}

export async function recolour({ canvas }: Watched, node: string, fillColor: string): Promise<void> {
  const props = { fills: [{ type: 'SOLID', color: rgb(fillColor) }] };
  await canvas.run({ ops: [{ op: 'update', node, props }] });
}

function rgb(hex: string): { r: number; g: number; b: number } {
  const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  return { r: r ?? 0, g: g ?? 0, b: b ?? 0 };
}
