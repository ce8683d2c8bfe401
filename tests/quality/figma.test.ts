/** The same checks over the bridge: the plugin's executor reads, renders, hides and fixes. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFigmaCanvas } from '../../server/canvas/figma-canvas.ts';
import { checkFrame, fixFrame } from '../../server/quality/index.ts';
import { filesConnected, makeSetting, type Setting } from '../bridge/setting.ts';
import { startPluginInNode } from '../plugin/plugin-in-node.ts';
import { text, white } from './setting.ts';

let setting: Setting;
beforeEach(async () => {
  setting = await makeSetting();
});
afterEach(() => setting.end());

it('a frame in a Figma file is checked, fixed, and otherwise left alone', async () => {
  const bridge = setting.bridge();
  bridge.start();
  await startPluginInNode(setting);
  await filesConnected(bridge);
  const canvas = createFigmaCanvas(bridge);
  const { bindings } = await canvas.run({
    ops: [
      {
        op: 'create',
        type: 'FRAME',
        as: 'frame',
        parent: null,
        props: { name: 'By hand', width: 1080, height: 1080, fills: [white], clipsContent: true },
      },
      text('headline', 'Say one thing well', { fontSize: 96, y: 300 }),
      text('body', 'And then say why in one more line', {
        fontSize: 44,
        y: 440,
        fills: [{ type: 'SOLID', color: { r: 0.85, g: 0.85, b: 0.85 } }],
      }),
    ],
  });
  const frame = bindings['frame'] ?? '';
  const before = JSON.stringify(await canvas.snapshot(frame));
  const report = await checkFrame(canvas, frame);
  expect(report.findings.filter(({ level }) => level === 'fail')).toMatchObject([
    { check: 'text.contrast', node: bindings['body'], role: 'subhead' },
  ]);
  expect(JSON.stringify(await canvas.snapshot(frame))).toBe(before);

  const { report: after, applied } = await fixFrame(canvas, frame, {});
  expect(applied.map(({ check }) => check)).toEqual(['text.contrast']);
  expect(after.pass).toBe(true);
}, 60_000);
