/** The pipeline and the script as the specification prints them; only the picture's path is one that exists. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeProduct } from './ads.ts';
import { startClient, type TestClient, textOf } from './client.ts';

let server: TestClient;
let hero: string;
beforeAll(async () => {
  server = await startClient();
  hero = await writeProduct(server.workspace);
});
afterAll(() => server.close());

it('runs the pipeline as printed', async () => {
  const printed = `{
  "pipeline": [
    {
      "id": "skeleton",
      "tool": "build_ad_skeleton",
      "args": { "format": "story", "dimensions": { "width": 1080, "height": 1920 } }
    },
    {
      "id": "typo",
      "tool": "apply_typography",
      "args": { "frameId": "$skeleton.frameId", "headline": "Finally.", "headlineFontSize": 300 }
    },
    {
      "id": "bg",
      "tool": "set_background",
      "args": { "frameId": "$skeleton.frameId", "type": "gradient", "config": { "stops": ["#0a0a0a", "#1a1a2e"] } }
    },
    {
      "id": "product",
      "tool": "place_product",
      "args": { "frameId": "$skeleton.frameId", "imagePath": "/path/to/hero.png", "position": "center-bottom" }
    },
    {
      "tool": "get_canvas_screenshot",
      "args": { "nodeId": "$skeleton.frameId" }
    }
  ]
}`.replace('/path/to/hero.png', hero);
  const { data, images } = await server.ask('batch_pipeline', JSON.parse(printed) as Record<string, unknown>);
  expect(data['steps']).toMatchObject([
    { id: 'skeleton', size: [1080, 1920] },
    // At 300 px the word is wider than the region within the safe zones; the answer says what became of it.
    { id: 'typo', headlineLines: 1, adjusted: [expect.stringMatching(/headline is 2\d\d px: at 300 px/)] },
    { id: 'bg', background: 'gradient' },
    { id: 'product', trimmed: true },
    { tool: 'get_canvas_screenshot' },
  ]);
  expect(images).toHaveLength(1);
  // The gradient came after the copy: the copy's colour followed it to the dark.
  const state = await server.call('get_frame_state', { frameId: textOf(data, 'steps', 0, 'frameId') });
  expect(textOf(state, 'nodes')).toMatch(/TEXT "Headline" .* #fff\w* 2\d\dpx "Finally\."/i);
});

it('runs the script as printed', async () => {
  const operations =
    `frame=CREATE_FRAME(null, { width:1080, height:1920, fillColor:"#0a0a0a", layoutMode:"VERTICAL", paddingTop:80 })
headline=CREATE_TEXT($frame, { characters:"Finally.", fontSize:300, fontWeight:400, fontColor:"#FFFFFF" })
sub=CREATE_TEXT($frame, { characters:"2 minutes of you.", fontSize:48, fontColor:"#FFFFFF80" })
rect=CREATE_RECT($frame, { width:800, height:4, fillColor:"#FFFFFF20" })
product=CREATE_FRAME($frame, { width:800, height:800 })
SET_IMAGE_FILL($product, { imagePath:"/path/to/hero.png", scaleMode:"FILL" })
TRIM($product)
UPDATE($headline, { layoutSizingHorizontal:"FILL", textAutoResize:"HEIGHT" })`.replace(
      '/path/to/hero.png',
      hero,
    );
  const data = await server.call('batch_operations', { operations });
  expect(Object.keys(data['nodes'] as object)).toEqual(['frame', 'headline', 'sub', 'rect', 'product']);
  const state = await server.call('get_frame_state', { frameId: textOf(data, 'nodes', 'frame') });
  const lines = textOf(state, 'nodes').split('\n');
  expect(lines[0]).toMatch(/1080×1920 vertical #0a0a0a/i);
  expect(lines[1]).toMatch(/TEXT .* 0,80 1080×\d+.*300px "Finally\."/);
  expect(lines[2]).toMatch(/#ffffff80 48px "2 minutes of you\."/i);
  expect(lines[3]).toMatch(/RECTANGLE .* 800×4 #ffffff20/i);
  expect(lines[4]).toMatch(/FRAME .* 800×800 image/);
});

it('says when a pipeline took more pictures than it can show', async () => {
  const shot = { tool: 'get_canvas_screenshot', args: { nodeId: '$ad.frameId', scale: 0.1 } };
  const ad = { id: 'ad', tool: 'build_ad_skeleton', args: { format: 'feed' } };
  const five = await server.ask('batch_pipeline', { pipeline: [ad, shot, shot, shot, shot, shot] });
  expect(five.images).toHaveLength(4);
  expect(five.data['note']).toMatch(/^Of 5 pictures the last 4 are shown/);
  const four = await server.ask('batch_pipeline', { pipeline: [ad, shot, shot, shot, shot] });
  expect(four.images).toHaveLength(4);
  expect(four.data['note']).toBeUndefined();
});
