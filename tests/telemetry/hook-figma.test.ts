import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFigmaCanvas } from '../../server/canvas/figma-canvas.ts';
import { runHookCommand } from '../../server/hook-command.ts';
import { filesConnected, makeSetting, type Setting } from '../bridge/setting.ts';
import { startPluginInNode } from '../plugin/plugin-in-node.ts';

let setting: Setting;
beforeEach(async () => {
  setting = await makeSetting();
});
afterEach(() => setting.end());

const text = (characters: string, fontSize: number) => ({
  op: 'create' as const,
  type: 'TEXT' as const,
  parent: '$ad',
  props: { characters, fontSize, x: 300, y: 700, fills: [{ type: 'SOLID', color: { r: 0, g: 0, b: 0 } }] },
});

it('checks the ad in the Figma file, through the hub that is there', async () => {
  const bridge = setting.bridge();
  bridge.start();
  await startPluginInNode(setting);
  await filesConnected(bridge);
  const { bindings } = await createFigmaCanvas(bridge).run({
    ops: [
      {
        op: 'create',
        type: 'FRAME',
        as: 'ad',
        parent: null,
        props: {
          name: 'Story',
          width: 1080,
          height: 1920,
          fills: [{ type: 'SOLID', color: { r: 1, g: 1, b: 1 } }],
        },
      },
      text('nobody can read this', 6),
    ],
  });
  const event = {
    session_id: 'claude-1',
    hook_event_name: 'PreToolUse',
    tool_name: 'mcp__adsmith__export_ad',
    tool_input: { frameId: bindings['ad'] },
  };
  async function* stdin() {
    yield JSON.stringify(event);
  }
  const flags = ['--home', setting.home, '--port', String(setting.port)];
  const { output, code } = await runHookCommand(['check', ...flags], {}, setting.home, stdin());
  expect(code).toBe(0);
  expect(output).toContain('"permissionDecision":"deny"');
  expect(output).toContain('nobody can read this');
  // It was a guest: the hub is still the one it was.
  expect(bridge.status().role).toBe('hub');
});
