/** What goes wrong: each case says what was wrong, where, and what to do instead, and changes nothing. */
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeProduct } from './ads.ts';
import { canvasState, startClient, type TestClient, temporaryFolder, textOf } from './client.ts';

let server: TestClient;
let frameId: string;
let outside: string;
beforeAll(async () => {
  server = await startClient();
  frameId = textOf(await server.call('build_ad_skeleton', { format: 'story', name: 'Ad' }), 'frameId');
  await server.call('apply_typography', { frameId, headline: 'Stays.' });
  outside = await temporaryFolder('outside');
  await writeProduct(outside, 'secret.png');
  await writeProduct(server.workspace, 'hero.png');
  await symlink(join(outside, 'secret.png'), join(server.workspace, 'link.png'));
  await symlink(outside, join(server.workspace, 'linked'));
  await mkdir(join(server.workspace, 'folder.png'));
  await writeFile(join(server.workspace, 'notes.png'), 'Dear diary, this is text.');
});
afterAll(() => server.close());

/** The error a call answers; fails if it succeeds or leaves a trace. */
async function refusal(tool: string, args: Record<string, unknown>): Promise<string> {
  const before = await canvasState(server);
  const { isError, data, text } = await server.ask(tool, args);
  expect(isError, text).toBe(true);
  expect(text).not.toMatch(/Internal error|undefined|\[object| {4}at /);
  expect(await canvasState(server)).toBe(before);
  return [data['error'], data['at'], data['hint']].filter(Boolean).join(' | ');
}

const picture = (imagePath: string) => ['place_product', { frameId, imagePath }] as const;
const solid = (color: string) => ['set_background', { frameId, type: 'solid', config: { color } }] as const;
const skeleton = { tool: 'build_ad_skeleton', args: { format: 'feed' } };

describe('is refused with what to do instead:', () => {
  const cases: [what: string, call: () => readonly [string, Record<string, unknown>], ...RegExp[]][] = [
    ['an unknown placement', () => ['build_ad_skeleton', { format: 'storry' }], /"storry"/, /mean "story"/],
    [
      'a frame that is gone, with where the others are',
      () => ['get_frame_state', { frameId: '9:99' }],
      /no node with id "9:99".*frameId.*canvas_status/,
    ],
    [
      'an unknown placement of a concept, by its argument',
      () => [
        'start_concept',
        { brand: 'ondrelle', angle: 'x', formatCategory: 'Editorial', placement: 'moon' },
      ],
      /"moon".* \| placement$/,
    ],
    ['an unknown brand, by its argument', () => ['read_brand_data', { brand: 'nope' }], / \| brand$/],
    [
      'the role of a node that is not there, by its id',
      () => ['check_ad', { frameId, roles: { '9:99': 'product' } }],
      /roles\.9:99/,
    ],
    [
      'a picture without a path, in English',
      () => ['set_background', { frameId, type: 'image', config: {} }],
      /An image background needs/,
    ],
    [
      'a method that Figma has in its asynchronous form alone',
      () => ['raw_figma_operation', { method: 'getNodeById', args: [frameId] }],
      /Call "getNodeByIdAsync"/,
    ],
    ['no placement', () => ['build_ad_skeleton', {}], /format is missing/],
    ['a size out of range', () => ['build_ad_skeleton', { format: '9000x20' }], /40 to 4096 px/],
    [
      'zones that leave no room',
      () => ['build_ad_skeleton', { format: 'story', safeZones: { top: 1000, bottom: 1000 } }],
      /no room/,
      /smaller safeZones/,
    ],
    [
      'an unknown brand',
      () => ['build_ad_skeleton', { format: 'story', brand: 'x' }],
      /"x".*Brands: ondrelle/,
    ],
    [
      'an empty headline',
      () => ['apply_typography', { frameId, headline: '' }],
      /headline is empty/,
      /words/,
    ],
    ['a headline of nothing to see', () => ['apply_typography', { frameId, headline: ' \u200b\n' }], /empty/],
    [
      'a headline of a page',
      () => ['apply_typography', { frameId, headline: 'x'.repeat(601) }],
      /headline.*600/,
    ],
    [
      'a number as headline',
      () => ['apply_typography', { frameId, headline: 9.99 }],
      /headline.*expected string/,
    ],
    [
      'a highlight that is not in the copy',
      () => ['apply_typography', { frameId, headline: 'Hi', highlights: [{ text: 'Ho' }] }],
      /"Ho" is not in the copy/,
      /highlights\[0\]\.text/,
    ],
    [
      'a style there is not',
      () => ['apply_typography', { frameId, headline: 'Hi', style: 'nope' }],
      /style.*"bold"/,
    ],
    [
      'a misspelt detail of a style',
      () => ['apply_typography', { frameId, headline: 'Hi', style: { colour: 'red' } }],
      /"colour" \(did you mean "color"\?\) in style/,
    ],
    ['a hex colour of 5 digits', () => solid('#12345'), /"#12345"/, /3, 4, 6 or 8 digits/, /config\.color/],
    ['a colour nobody knows', () => solid('blurple'), /"blurple" is not a colour/, /CSS name/],
    [
      'a gradient of one colour',
      () => ['set_background', { frameId, type: 'gradient', config: { stops: ['#fff'] } }],
      /config\.stops/,
    ],
    [
      'a solid without a colour',
      () => ['set_background', { frameId, type: 'solid', config: {} }],
      /config\.color/,
    ],
    ['a missing file', () => picture('nope.png'), /nope\.png: there is no such file/, /spelling/],
    ['a text called .png', () => picture('notes.png'), /notes\.png.*not an image/, /PNG, JPEG/],
    [
      'a missing file in a script, by its line',
      () => [
        'batch_operations',
        { operations: 'a=CREATE_RECT(null, {})\n\nSET_IMAGE_FILL($a, {imagePath:"nope.png"})' },
      ],
      /Line 3, SET_IMAGE_FILL: nope\.png: there is no such file/,
    ],
    [
      'a background that is no picture, by its argument',
      () => ['set_background', { frameId, type: 'image', config: { imagePath: 'notes.png' } }],
      /not an image/,
      /config\.imagePath/,
    ],
    [
      'a reference outside a pipeline',
      () => ['get_frame_state', { frameId: '$ad.frameId' }],
      /"\$ad\.frameId" is no node id/,
      /batch_pipeline/,
    ],
    [
      'a shorthand the node does not take, by the name it was written with',
      () => [
        'batch_update',
        { updates: [{ nodeId: frameId, props: { padding: 8, fillColor: '#fff', cornerRadius: 'round' } }] },
      ],
      /updates\[0\]\.props\.cornerRadius/,
    ],
    [
      'a property of frames on a text',
      () => [
        'batch_operations',
        { operations: `t=CREATE_TEXT("${frameId}", {characters:"x"})\nUPDATE($t, {clipsContent:true})` },
      ],
      /no property "clipsContent"/,
      /Only FRAME/,
    ],
    [
      'a text property on a frame',
      () => ['batch_update', { updates: [{ nodeId: frameId, props: { fontFamily: 'Inter' } }] }],
      /Only TEXT nodes have it/,
    ],
    ['a folder', () => picture('.'), /folder/],
    ['a URL', () => picture('https://example.com/a.png'), /URL/],
    [
      'a path outside the roots',
      () => picture(join(outside, 'secret.png')),
      /outside the allowed/,
      /ADSMITH_ALLOWED_ROOTS/,
    ],
    ['a path that climbs out', () => picture('../../../etc/passwd'), /outside the allowed/],
    ['a link that leads out', () => picture('link.png'), /link leads out/],
    ['a folder link that leads out', () => picture('linked/secret.png'), /link leads out/],
    [
      'a position there is not',
      () => ['place_product', { frameId, imagePath: 'hero.png', position: 'moon' }],
      /"moon" is no position/,
      /center-bottom/,
    ],
    [
      'an id that is gone',
      () => ['apply_typography', { frameId: '9:99', headline: 'Hi' }],
      /"9:99"/,
      /get_frame_state/,
    ],
    ['an id of something else', () => ['export_ad', { frameId: '0:1' }], /PAGE/, /build_ad_skeleton/],
    [
      'an update of a node that is gone after one that is there',
      () => [
        'batch_update',
        {
          updates: [
            { nodeId: frameId, props: { name: 'x' } },
            { nodeId: '8:8', props: {} },
          ],
        },
      ],
      /"8:8"/,
      /updates\[1\]\.nodeId/,
    ],
    [
      'a property there is not',
      () => [
        'batch_update',
        {
          updates: [
            { nodeId: frameId, props: { name: 'x' } },
            { nodeId: frameId, props: { constructor: 1 } },
          ],
        },
      ],
      /no property "constructor"/,
      /updates\[1\]\.props\.constructor/,
    ],
    [
      '51 operations',
      () => ['batch_operations', { operations: 'CREATE_RECT(null, {})\n'.repeat(51) }],
      /Line 51/,
      /limit is 50/,
      /second call/,
    ],
    [
      'a script that fails in its last line',
      () => [
        'batch_operations',
        { operations: `a=CREATE_RECT(null, {})\nUPDATE("${frameId}", {name:"x"})\nDELETE("7:77")` },
      ],
      /[Ll]ine 3/,
      /7:77/,
    ],
    [
      'a variable that is set later',
      () => ['batch_operations', { operations: 'CREATE_RECT($b, {})\nb=CREATE_FRAME(null, {})' }],
      /\$b is set later, in line 2/,
    ],
    [
      'an operation there is not',
      () => ['batch_operations', { operations: 'CREAT_RECT(null, {})' }],
      /mean CREATE_RECT/,
    ],
    [
      'an unknown argument',
      () => ['build_ad_skeleton', { format: 'story', layot: 'card' }],
      /"layot" \(did you mean "layout"\?\)/,
    ],
    [
      'an argument of another name',
      () => ['apply_typography', { frameId, headline: 'Hi', headlineSize: 90 }],
      /did you mean "headlineFontSize"/,
    ],
    ['a tool there is not', () => ['batch_pipline', {}], /did you mean "batch_pipeline"/i],
    [
      'a method there is not',
      () => ['raw_figma_operation', { method: 'creatStar' }],
      /creatStar/,
      /createStar/,
    ],
    [
      'a method that is none of Figma',
      () => ['raw_figma_operation', { method: 'constructor' }],
      /no Plugin API method/,
    ],
    [
      'a method of Figma that this canvas does not have',
      () => ['raw_figma_operation', { method: 'flatten', args: [[{ $node: frameId }]] }],
      /not supported on the headless canvas/,
      /method/,
      /works in Figma/,
    ],
    [
      'a method on a node that is gone',
      () => ['raw_figma_operation', { method: 'resize', nodeId: '9:99', args: [1, 1] }],
      /"9:99"/,
      /nodeId/,
    ],
    ['a file of no brand', () => ['read_brand_data', { file: 'brand/voice.md' }], /brand/, /ondrelle/],
    [
      'a brand file elsewhere',
      () => ['read_brand_data', { brand: 'ondrelle', file: '../../package.json' }],
      /only files inside the brand/,
    ],
    [
      'a checkpoint there is not',
      () => ['checkpoint', { action: 'restore', checkpointId: 'x' }],
      /no checkpoint "x"/,
      /save/,
    ],
    [
      'an export elsewhere',
      () => ['export_ad', { frameId, path: join(outside, 'x.png') }],
      /outside the allowed/,
    ],
    ['an export through a link', () => ['export_ad', { frameId, path: 'linked/x.png' }], /link leads out/],
    [
      'an export in the place of a folder',
      () => ['export_ad', { frameId, path: 'folder.png' }],
      /folder\.png: a folder has this name/,
      /path/,
    ],
    [
      'an export below a file',
      () => ['export_ad', { frameId, path: 'hero.png/x.png' }],
      /one of its folders is a file/,
    ],
    ['an export of another ending', () => ['export_ad', { frameId, path: 'x.jpg' }], /\.png/, /format/],
    [
      'an export that cannot be so small',
      () => ['export_ad', { frameId, scale: 0.1, maxBytes: 100 }],
      /limit is 100/,
      /JPG|smaller scale/,
    ],
    [
      'a reference to a later step',
      () => [
        'batch_pipeline',
        {
          pipeline: [
            { tool: 'get_frame_state', args: { frameId: '$b.frameId' } },
            { id: 'b', ...skeleton },
          ],
        },
      ],
      /later step \(step 2\)/,
      /pipeline\[0\]\.args\.frameId/,
    ],
    [
      'a reference to no step',
      () => [
        'batch_pipeline',
        {
          pipeline: [
            { id: 'ad', ...skeleton },
            { tool: 'get_frame_state', args: { frameId: '$da.frameId' } },
          ],
        },
      ],
      /does not exist/,
      /\$ad/,
    ],
    [
      'a reference to no field',
      () => [
        'batch_pipeline',
        {
          pipeline: [
            { id: 'ad', ...skeleton },
            { tool: 'get_frame_state', args: { frameId: '$ad.frameid' } },
          ],
        },
      ],
      /\$ad has no "frameid"/,
      /frameId, name/,
    ],
    [
      'a typo in a step',
      () => [
        'batch_pipeline',
        { pipeline: [skeleton, { tool: 'apply_typography', args: { frameId, headlin: 'x' } }] },
      ],
      /^Step 2, apply_typography: headline is missing; unknown argument "headlin" \(did you mean "headline"\?\)/,
      /pipeline\[1\]\.args/,
    ],
    [
      'two steps of one name',
      () => [
        'batch_pipeline',
        {
          pipeline: [
            { id: 'a', ...skeleton },
            { id: 'a', ...skeleton },
          ],
        },
      ],
      /Two steps are called "a"/,
    ],
    [
      'a tool that is no step',
      () => ['batch_pipeline', { pipeline: [skeleton, { tool: 'canvas_status' }] }],
      /canvas_status cannot be a step/,
      /pipeline\[1\]\.tool/,
      /Steps may be/,
    ],
    [
      'a pipeline in a pipeline',
      () => ['batch_pipeline', { pipeline: [{ tool: 'batch_pipeline', args: { pipeline: [] } }] }],
      /cannot be a step/,
    ],
    ['31 steps', () => ['batch_pipeline', { pipeline: Array(31).fill(skeleton) }], /pipeline.*30/],
    ['no steps', () => ['batch_pipeline', { pipeline: [] }], /pipeline.*1/],
  ];
  it.each(cases)('%s', async (_, call, ...messages) => {
    const [tool, args] = call();
    const said = await refusal(tool, args);
    for (const message of messages) expect(said).toMatch(message);
  });

  it('a frame without room for anything', async () => {
    const { nodes } = await server.call('batch_operations', {
      operations: 'dot=CREATE_FRAME(null, {width:0.01, height:0.01})',
    });
    const dot = textOf(nodes, 'dot');
    for (const [tool, args] of [
      ['place_product', { imagePath: 'hero.png' }],
      ['apply_typography', { headline: 'Hi' }],
    ] as const) {
      expect(await refusal(tool, { frameId: dot, ...args })).toMatch(/0\.01 px: too small.*frameId/);
    }
    await server.call('raw_figma_operation', { method: 'remove', nodeId: dot });
  });

  it('a picture of nothing to see', async () => {
    const { nodes } = await server.call('batch_operations', {
      operations: 'gone=CREATE_RECT(null, {visible:false})',
    });
    const nodeId = textOf(nodes, 'gone');
    expect(await refusal('get_canvas_screenshot', { nodeId })).toMatch(/visible.*nodeId.*visible node/);
    await server.call('raw_figma_operation', { method: 'remove', nodeId });
  });

  it('and nothing was written outside', async () => {
    expect(await readdir(outside)).toEqual(['secret.png']);
  });
});

describe('a node that is not there is named by the argument that names it:', () => {
  it.each([
    ['browse_ad_library', 'similarTo', {}],
    ['check_ad', 'frameId', {}],
    ['place_product', 'frameId', { imagePath: 'hero.png' }],
    ['apply_typography', 'frameId', { headline: 'Hi' }],
    ['set_background', 'frameId', { type: 'solid', config: { color: '#fff' } }],
    ['export_ad', 'frameId', { path: 'out.png' }],
    ['add_effect', 'nodeId', { type: 'drop_shadow' }],
    ['get_frame_state', 'frameId', {}],
    ['checkpoint', 'frameId', { action: 'save', label: 'x' }],
  ])('%s, %s', async (tool, argument, others) => {
    expect(await refusal(tool, { ...others, [argument]: '9:99' })).toMatch(
      new RegExp(`^There is no node with id "9:99" \\(any more\\)\\. \\| ${argument} \\|`),
    );
  });
});

describe('is taken as it was meant:', () => {
  it.each([
    ['tomato', '#ff6347'],
    ['#f0a', '#ff00aa'],
    ['#f0a8', '#ff00aa88'],
    ['#12ab34', '#12ab34'],
    ['#12AB3480', '#12ab3480'],
  ])('the colour %s', async (color, seen) => {
    const [tool, args] = solid(color);
    await server.call(tool, args);
    const state = textOf(await server.call('get_frame_state', { frameId, depth: 0 }), 'nodes').toLowerCase();
    expect(state).toContain(` ${seen} `);
  });

  it('a new place, answered in px of the parent like the one that was set', async () => {
    const { frameId: right } = await server.call('build_ad_skeleton', {
      format: 'feed',
      name: 'Right of it',
    });
    const { nodes } = await server.call('batch_operations', {
      operations: 'dot=CREATE_RECT($ad, {layoutPositioning:"ABSOLUTE"})',
      variables: { ad: right },
    });
    const nodeId = textOf(nodes, 'dot');
    const { updated } = await server.call('batch_update', {
      updates: [{ nodeId, props: { x: 40, y: 60, width: 30, height: 20 } }],
    });
    expect(updated).toEqual([{ id: nodeId, box: [40, 60, 30, 20] }]);
    await server.call('raw_figma_operation', { method: 'remove', nodeId: right });
  });

  it('a font that a call names, loaded for it', async () => {
    const { nodes } = await server.call('batch_operations', {
      operations: `t=CREATE_TEXT("${frameId}", {characters:"Hello", layoutPositioning:"ABSOLUTE"})`,
    });
    const nodeId = textOf(nodes, 't');
    await server.call('raw_figma_operation', {
      method: 'setRangeFontName',
      nodeId,
      args: [0, 2, { family: 'Poppins', style: 'Bold' }],
    });
    const { result } = await server.call('raw_figma_operation', {
      method: 'getRangeFontName',
      nodeId,
      args: [0, 2],
    });
    expect(result).toEqual({ family: 'Poppins', style: 'Bold' });
    await server.call('raw_figma_operation', { method: 'remove', nodeId });
  });

  it('a node of an earlier step among the arguments of a call; copying and moving as Figma calls them', async () => {
    const { steps } = await server.call('batch_pipeline', {
      pipeline: [
        { id: 'box', tool: 'raw_figma_operation', args: { method: 'createFrame' } },
        { id: 'dot', tool: 'raw_figma_operation', args: { method: 'createEllipse' } },
        { id: 'two', tool: 'raw_figma_operation', args: { method: 'clone', nodeId: '$dot.nodeId' } },
        {
          tool: 'raw_figma_operation',
          args: { method: 'appendChild', nodeId: '$box.nodeId', args: [{ $node: '$dot.nodeId' }] },
        },
        {
          tool: 'raw_figma_operation',
          args: { method: 'insertChild', nodeId: '$box.nodeId', args: [0, { $node: '$two.nodeId' }] },
        },
        { tool: 'get_frame_state', args: { frameId: '$box.nodeId' } },
      ],
    });
    const [box, dot, two] = [0, 1, 2].map((step) => textOf(steps, step, 'nodeId'));
    const lines = textOf(steps, 5, 'nodes').split('\n');
    expect(lines.map((line) => line.trim().split(' ')[0])).toEqual([box, two, dot]);
    await server.call('raw_figma_operation', { method: 'remove', nodeId: box });
  });

  it('a headline of 300 characters, with a warning', async () => {
    const data = await server.call('apply_typography', {
      frameId,
      headline: 'A longer story. '.repeat(19).trim(),
    });
    expect(JSON.stringify(data['warnings'])).toMatch(/Long copy/);
  });

  it('a picture of 12,000 px, made smaller and told', async () => {
    const path = join(server.workspace, 'huge.png');
    await sharp({ create: { width: 12_000, height: 9_000, channels: 3, background: '#2f5a4c' } })
      .png({ compressionLevel: 1 })
      .toFile(path);
    const placed = await server.call('place_product', {
      frameId,
      imagePath: 'huge.png',
      role: 'image',
      trim: false,
    });
    expect(JSON.stringify(placed['adjusted'])).toMatch(/12000|4096/);
  });

  it('emoji and copy from right to left', async () => {
    await server.call('set_background', { frameId, type: 'solid', config: { color: '#ffffff' } });
    const typed = await server.call('apply_typography', {
      frameId,
      headline: 'عرض اليوم 🎉',
      subhead: 'שלום לכולם 👩‍👩‍👧‍👦 Hello',
      cta: 'تسوق الآن',
    });
    expect(typed['warnings']).toBeUndefined();
    const shot = await server.ask('get_canvas_screenshot', {
      nodeId: textOf(typed, 'nodes', 'copy'),
      quality: 'final',
    });
    const [image] = shot.images;
    // ADSMITH_LOOK=picture.png keeps it, to be looked at: letters joined, lines from the right, one family.
    if (process.env['ADSMITH_LOOK'] && image) await writeFile(process.env['ADSMITH_LOOK'], image.bytes);
    // Emoji are drawn in colour, text in ink: both are there.
    const { data, info } = await sharp(image?.bytes)
      .flatten({ background: '#fff' })
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    let coloured = 0;
    let dark = 0;
    for (let at = 0; at < data.length; at += 3) {
      const [r = 0, g = 0, b = 0] = data.subarray(at, at + 3);
      if (Math.max(r, g, b) - Math.min(r, g, b) > 80) coloured++;
      else if (r < 80) dark++;
    }
    const all = info.width * info.height;
    expect(coloured / all).toBeGreaterThan(0.005);
    expect(dark / all).toBeGreaterThan(0.01);
  });
});

it('reads a frame whose record somebody has damaged', async () => {
  const broken = textOf(await server.call('build_ad_skeleton', { format: '300x250' }), 'frameId');
  await server.call('batch_update', { updates: [{ nodeId: broken, props: { pluginData: { ad: '{' } } }] });
  expect((await server.call('get_frame_state', { frameId: broken }))['nodes']).toContain('ad=unreadable');
});
