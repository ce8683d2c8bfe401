/** A fix solves its finding and brings nothing new. */
import { afterAll, describe, expect, it } from 'vitest';
import type { CanvasOpInput } from '../../schemas/canvas-program.ts';
import { expandShorthands } from '../../server/canvas/shorthands.ts';
import { type CheckId, checkFrame, type Finding, fixFrame } from '../../server/quality/index.ts';
import { createSetting, rect, text, white } from './setting.ts';

const setting = createSetting();
afterAll(() => setting.close());

const square = { width: 1080, height: 1080 };
const headline = (props: Record<string, unknown> = {}) =>
  text('headline', 'Say one thing well', {
    fontSize: 96,
    y: 300,
    pluginData: { role: 'headline' },
    ...props,
  });
const body = (props: Record<string, unknown> = {}) =>
  text('body', 'And then say why in one more line', {
    fontSize: 44,
    y: 440,
    pluginData: { role: 'body' },
    ...props,
  });
const column = (as: string, props: Record<string, unknown>): CanvasOpInput => ({
  op: 'create',
  type: 'FRAME',
  as,
  parent: '$frame',
  props: {
    layoutMode: 'VERTICAL',
    fills: [],
    x: 100,
    y: 300,
    layoutSizingHorizontal: 'HUG',
    layoutSizingVertical: 'HUG',
    ...props,
  },
});

const serious = (findings: readonly Finding[]) =>
  findings.filter(({ level }) => level !== 'info').map(({ check, node }) => `${check} ${node}`);

const damaged: [CheckId, CanvasOpInput[]][] = [
  ['edge.margin', [headline({ x: 20 }), body()]],
  ['offcanvas', [headline({ x: 400 }), body({ x: 640, fontSize: 48 })]],
  [
    'text.size',
    [
      headline(),
      body({
        fontSize: 30,
        textAutoResize: 'HEIGHT',
        width: 600,
        characters: 'And then say why in one more line of running copy',
      }),
    ],
  ],
  ['text.contrast', [headline(), body({ fills: [{ type: 'SOLID', color: { r: 0.8, g: 0.8, b: 0.8 } }] })]],
  ['text.overflow', [headline(), body({ textAutoResize: 'TRUNCATE', width: 300, height: 50 })]],
  ['overlap', [headline(), body({ y: 360 })]],
  ['headline.prominence', [headline(), body({ fontSize: 70 })]],
  ['align', [headline(), body({ x: 106 })]],
  [
    'gap',
    [
      column('col', { itemSpacing: 0 }),
      text(
        'headline',
        'Say one thing',
        { fontSize: 96, leadingTrim: 'CAP_HEIGHT', pluginData: { role: 'headline' } },
        '$col',
      ),
      text(
        'body',
        'And then say why',
        { fontSize: 44, leadingTrim: 'CAP_HEIGHT', pluginData: { role: 'body' } },
        '$col',
      ),
    ],
  ],
  ['text.empty', [headline(), body(), text('blank', ' ', { y: 800 })]],
];

describe.each(damaged)('the fix of %s', (check, children) => {
  it('solves it, and nothing new is found', async () => {
    const { frame = '' } = await setting.frame(square, children);
    const before = await checkFrame(setting.canvas, frame);
    const finding = before.findings.find((each) => each.check === check);
    expect(finding?.fix, JSON.stringify(before.findings)).toBeDefined();
    await setting.canvas.run({
      ops: (finding?.fix ?? []).map(({ nodeId, props }) => ({
        op: 'update' as const,
        node: nodeId,
        props: expandShorthands(undefined, props),
      })),
    });
    const after = await checkFrame(setting.canvas, frame);
    expect(serious(after.findings)).not.toContain(`${check} ${finding?.node}`);
    const known = new Set(serious(before.findings));
    expect(serious(after.findings).filter((each) => !known.has(each))).toEqual([]);
  });
});

describe('fix: true', () => {
  it('puts several faults right in one go', async () => {
    const { frame = '' } = await setting.frame(square, [
      headline({ x: 20 }),
      body({
        fontSize: 30,
        x: 106,
        fills: [{ type: 'SOLID', color: { r: 0.8, g: 0.8, b: 0.8 } }],
        characters: 'And then say why in one more line of copy',
      }),
    ]);
    const before = await checkFrame(setting.canvas, frame);
    expect(before.pass).toBe(false);
    const { report, applied } = await fixFrame(setting.canvas, frame, {});
    expect(report.pass, JSON.stringify(report.findings)).toBe(true);
    expect(applied.length).toBeGreaterThanOrEqual(3);
  });

  it('takes back a fix that would push something else out of place', async () => {
    // Two lines that can only be parted by pushing one over the logo below.
    const { frame = '' } = await setting.frame({ width: 1080, height: 600 }, [
      headline({ y: 100 }),
      body({ y: 165 }),
      rect('logo', {
        name: 'Logo',
        x: 100,
        y: 225,
        width: 600,
        height: 300,
        fills: [{ type: 'SOLID', color: { r: 0, g: 0, b: 0 } }],
        pluginData: { role: 'logo' },
      }),
    ]);
    const before = await checkFrame(setting.canvas, frame);
    const state = JSON.stringify(await setting.canvas.snapshot(frame));
    expect(before.findings.find(({ check }) => check === 'overlap')?.fix).toBeDefined();
    const { refused, applied } = await fixFrame(setting.canvas, frame, { checks: ['overlap'] });
    expect(refused.map(({ check }) => check)).toContain('overlap');
    expect(applied).toEqual([]);
    expect(JSON.stringify(await setting.canvas.snapshot(frame))).toBe(state);
  });

  it('changes nothing of an ad that is in order', async () => {
    const { frame = '' } = await setting.frame({ ...square, fills: [white] }, [headline(), body()]);
    const state = JSON.stringify(await setting.canvas.snapshot(frame));
    const { applied } = await fixFrame(setting.canvas, frame, {});
    expect(applied).toEqual([]);
    expect(JSON.stringify(await setting.canvas.snapshot(frame))).toBe(state);
  });

  it('is taken back as a whole when it is cancelled', async () => {
    const { frame = '' } = await setting.frame(square, [headline({ x: 20 })]);
    const state = JSON.stringify(await setting.canvas.snapshot(frame));
    const stop = AbortSignal.abort();
    await expect(fixFrame(setting.canvas, frame, {}, stop)).rejects.toThrow();
    expect(JSON.stringify(await setting.canvas.snapshot(frame))).toBe(state);
  });
});
