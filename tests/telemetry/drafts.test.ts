import { describe, expect, it } from 'vitest';
import { createHeadlessCanvas } from '../../server/canvas/headless-canvas.ts';
import type { ToolContext } from '../../tools/context.ts';
import type { AnyTool } from '../../tools/define.ts';
import { allTools } from '../../tools/index.ts';
import { makeContext } from '../conformance/context.ts';
import { compilerErrors, type Draft, draftOf, loadDraft } from './drafts.ts';

const card = (mode: string, characters: string, colour: string) => ({
  operations: `card=CREATE_FRAME(null, {width: 320, height: 200, layoutMode: "${mode}", fillColor: "${colour}", clipsContent: true})
line=CREATE_TEXT($card, {characters: ${JSON.stringify(characters)}, fontSize: 40})
CREATE_RECT($card, {width: 80, height: 4, fills: [{type: "SOLID", color: {r: 0, g: 0.5, b: 1}}]})
SET_GRADIENT($card, {type: "linear", angle: 90, stops: ["${colour}", "#102030"]})
ADD_EFFECT($card, {type: "drop_shadow", blur: 12})
UPDATE($line, {opacity: 0.5, textAlignHorizontal: "CENTER"})`,
});
const story = (headline: string) => ({
  pipeline: [
    { id: 'ad', tool: 'build_ad_skeleton', args: { format: 'story', layout: 'stacked' } },
    {
      tool: 'set_background',
      args: { frameId: '$ad.frameId', type: 'solid', config: { color: '#f4efe6' } },
    },
    { tool: 'apply_typography', args: { frameId: '$ad.frameId', headline } },
    { tool: 'get_canvas_screenshot', args: { nodeId: '$ad.frameId' } },
  ],
});

const drafts = {
  raw: draftOf('raw_figma_operation', [
    { method: 'setRangeFontSize', args: [0, 5, 40], nodeId: '1:2' },
    { method: 'setRangeFontSize', args: [2, 3, 12], nodeId: '4:7' },
  ]),
  onFigma: draftOf('raw_figma_operation', [{ method: 'createPolygon' }]),
  group: draftOf('raw_figma_operation', [
    { method: 'group', args: [[{ $node: '1:2' }, { $node: '1:3' }], { $node: '1:1' }] },
  ]),
  words: draftOf('raw_figma_operation', [
    { method: 'setRangeTextCase', args: [0, 1, 'UPPER'], nodeId: '1:2' },
    { method: 'setRangeTextCase', args: [0, 1, 'LOWER'], nodeId: '1:2' },
  ]),
  script: draftOf('batch_operations', [
    card('VERTICAL', 'One', '#ffffff'),
    card('HORIZONTAL', 'Two', '#eeeeee'),
  ]),
  edit: draftOf('batch_operations', [
    { operations: 'UPDATE("1:2", {visible: false})\nREPARENT("1:2", "1:3", 0)\nDELETE("1:4")' },
  ]),
  image: draftOf('batch_operations', [
    {
      operations:
        'SET_IMAGE_FILL("1:2", {imagePath: "/a b/c.png", scaleMode: "FIT", trim: true})\nTRIM("1:2")',
    },
  ]),
  pipeline: draftOf('batch_pipeline', [story('One'), story('Two')]),
} satisfies Record<string, Draft>;

describe('drafts', () => {
  it('type-check in the project', () => {
    // One that does not, so that the check is seen to work.
    const broken = { name: 'broken', source: drafts.raw.source.replace('z.number()', 'z.numbr()') };
    const errors = compilerErrors([...Object.values(drafts), broken]);
    expect(errors).not.toEqual([]);
    expect(errors.filter((error) => !error.includes('/broken.ts'))).toEqual([]);
  }, 120_000);

  it('make a parameter of what varies and keep what never did', () => {
    expect(drafts.script.source).toContain("frameLayoutMode: z.enum(['VERTICAL', 'HORIZONTAL'])");
    expect(drafts.script.source).toContain('clipsContent: true');
    expect(drafts.script.source).not.toContain('frameClipsContent');
    expect(drafts.words.source).toContain("z.enum(['UPPER', 'LOWER'])");
  });

  it('carry the forms they were seen in', () => {
    expect(drafts.words.source).toContain('node.setRangeTextCase(<number>, <number>, "UPPER")');
    expect(drafts.words.source).toContain('node.setRangeTextCase(<number>, <number>, "LOWER")');
  });

  it('do what the general tool did: a script', async () => {
    const text = `It's "50 % off"\\ \`\${now}\`\nand $card`;
    const wanted = await onNewCanvas((context) =>
      context.callTool('batch_operations', card('VERTICAL', text, '#fafafa'), context),
    );
    const tool = await loadDraft(drafts.script);
    const args = {
      frameFillColor: '#fafafa',
      frameHeight: 200,
      frameLayoutMode: 'VERTICAL',
      frameWidth: 320,
      textCharacters: text,
      textFontSize: 40,
      rectangleWidth: 80,
      rectangleHeight: 4,
      rectangleFills1Color: { r: 0, g: 0.5, b: 1 },
      frameAngle: 90,
      frameStops: ['#fafafa', '#102030'],
      frameBlur: 12,
      textOpacity: 0.5,
    };
    const made = await onNewCanvas((context) => tool.call(args, context));
    expect(made.canvas).toEqual(wanted.canvas);
    expect(JSON.stringify(made.canvas)).toContain('and $card');
    expect(made.data['nodes']).toMatchObject({ v1: expect.any(String), v2: expect.any(String) });
  });

  it('do what the general tool did: a method', async () => {
    const tool = await loadDraft(drafts.raw);
    const makeText = async (context: ToolContext) => {
      const { bindings } = await context.canvas.run({
        ops: [{ op: 'create', type: 'TEXT', as: 'text', parent: null, props: { characters: 'Hello there' } }],
      });
      return bindings['text'] ?? '';
    };
    const wanted = await onNewCanvas(async (context) =>
      context.callTool(
        'raw_figma_operation',
        { method: 'setRangeFontSize', args: [0, 5, 40], nodeId: await makeText(context) },
        context,
      ),
    );
    const made = await onNewCanvas(async (context) =>
      tool.call({ nodeId: await makeText(context), start: 0, end: 5, value: 40 }, context),
    );
    expect(made.canvas).toEqual(wanted.canvas);
    expect(JSON.stringify(made.canvas)).toContain('"fontSize":40');
  });

  it('do what the general tool did: a pipeline, all or nothing', async () => {
    const tool = await loadDraft(drafts.pipeline);
    const wanted = await onNewCanvas((context) =>
      context.callTool('batch_pipeline', story('Finally.'), context),
    );
    const args = {
      buildAdSkeleton: { format: 'story', layout: 'stacked' },
      setBackground: { type: 'solid', config: { color: '#f4efe6' } },
      applyTypography: { headline: 'Finally.' },
    };
    const made = await onNewCanvas((context) => tool.call(args, context));
    expect(made.canvas).toEqual(wanted.canvas);
    expect(made.images).toBe(1);
    const failed = await onNewCanvas(async (context) => {
      await expect(
        tool.call({ ...args, setBackground: { type: 'solid', config: { color: 'no colour' } } }, context),
      ).rejects.toThrow('colour');
      return { data: {} };
    });
    expect(JSON.stringify(failed.canvas)).not.toContain('Finally');
    expect(JSON.stringify(failed.canvas)).not.toContain('Story');
  });
});

/** Runs on an empty canvas; answers what is on it then. */
async function onNewCanvas(
  act: (context: ToolContext) => Promise<{ data: Record<string, unknown>; images?: readonly unknown[] }>,
) {
  const canvas = createHeadlessCanvas();
  const tools: ReadonlyMap<string, AnyTool> = new Map(allTools.map((tool) => [tool.name, tool]));
  const context: ToolContext = {
    ...makeContext(),
    canvas,
    signal: new AbortController().signal,
    progress: () => {},
    tools,
    callTool: (name, args, inside) => {
      const tool = tools.get(name);
      if (!tool) throw new Error(`no tool ${name}`);
      return tool.call(args, inside);
    },
  };
  const { data, images = [] } = await act(context);
  const snapshot = await canvas.snapshot();
  await canvas.close();
  return { data, images: images.length, canvas: withoutTimes(snapshot) };
}

/** When it was made differs from run to run. */
function withoutTimes(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, inner) =>
      typeof inner === 'string' ? inner.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME') : inner,
    ).replaceAll(/"(at|takenAt|createdAt|time)":\d+/g, '"$1":0'),
  );
}
