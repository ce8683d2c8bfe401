/** The nodes, painted by the headless canvas, against librsvg's picture of the same markup. */
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createHeadlessFigma, type HeadlessFigma } from '../figma.ts';

let headless: HeadlessFigma;
beforeAll(async () => {
  headless = await createHeadlessFigma({ systemFonts: false });
}, 60_000);
afterAll(async () => {
  await headless?.close();
});

async function pixels(image: Uint8Array): Promise<Uint8Array> {
  return sharp(image).flatten({ background: 'white' }).raw().toBuffer();
}

const drawings: Readonly<Record<string, string>> = {
  'a gradient of the drawing on a turned rectangle': `
    <linearGradient id="g" gradientUnits="userSpaceOnUse" x1="20" y1="30" x2="150" y2="180" gradientTransform="rotate(20 100 100)">
      <stop stop-color="red"/><stop offset=".4" stop-color="yellow"/><stop offset="1" stop-color="blue"/></linearGradient>
    <g transform="translate(10 5) rotate(10)"><rect x="20" y="20" width="150" height="120" rx="20" fill="url(#g)"/></g>`,
  'radial gradients of the box, one skewed': `
    <radialGradient id="a" cx=".3" cy=".4" r=".6"><stop stop-color="#fff"/><stop offset="1" stop-color="#06c"/></radialGradient>
    <radialGradient id="b" href="#a" gradientTransform="skewX(20)"/>
    <ellipse cx="60" cy="50" rx="50" ry="30" fill="url(#a)"/><path d="M60 90h130v100H60z" fill="url(#b)"/>`,
  'strokes: joins, caps, dashes, arcs': `
    <g fill="none" stroke="#222" stroke-width="8"><path d="M20 20 L100 60 L20 100" stroke-linejoin="round" stroke-linecap="round"/>
    <polyline points="120,20 180,60 120,100" stroke-dasharray="12 6"/><line x1="20" y1="150" x2="180" y2="180" stroke="red" stroke-linecap="square"/>
    <path d="M20 130 A40 20 30 1 1 80 140"/></g>`,
  'clip paths and masks': `
    <clipPath id="c" clipPathUnits="objectBoundingBox"><circle cx=".5" cy=".5" r=".5"/></clipPath>
    <clipPath id="d"><rect x="110" y="20" width="40" height="80"/><use href="#s"/></clipPath>
    <path id="s" d="M150 100h40v40h-40z"/><mask id="m"><rect width="200" height="200" fill="#bbb"/><circle cx="50" cy="150" r="20"/></mask>
    <rect x="10" y="10" width="90" height="70" fill="teal" clip-path="url(#c)"/>
    <rect x="100" y="10" width="95" height="180" fill="crimson" clip-path="url(#d)"/>
    <rect x="10" y="110" width="80" height="80" fill="navy" mask="url(#m)"/>`,
  'symbols, style sheets, flips and holes': `
    <style>.a{fill:#0a7;stroke:black;stroke-width:2}.b,#z{fill:hsl(30 80% 50%)}</style>
    <symbol id="i" viewBox="0 0 10 10"><path class="a" d="M5 1 9 9H1z"/></symbol><use href="#i" x="10" y="10" width="80" height="60"/>
    <rect class="b" x="120" y="20" width="50" height="50" transform="skewX(-15) translate(10,0)"/>
    <g id="z" transform="matrix(1 0 0 -1 0 200)"><circle cx="50" cy="50" r="30"/><path d="M100 20 q20 40 40 0 t40 0" fill="none" stroke="currentColor" style="stroke-width:5px"/></g>
    <path fill-rule="evenodd" d="M110 90h60v60h-60z m10 10h20v20h-20z"/>`,
  'a translucent group': `
    <g opacity=".5"><rect x="40" y="40" width="80" height="80" fill="red"/><rect x="80" y="80" width="80" height="80" fill="blue"/></g>`,
};

it.each(Object.entries(drawings))('%s look as librsvg draws them', async (_, body) => {
  const markup = `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200">${body}</svg>`;
  const frame = headless.figma.createNodeFromSvg(markup);
  const ours = await pixels(await frame.exportAsync({ format: 'PNG', useAbsoluteBounds: true }));
  const theirs = await pixels(Buffer.from(markup));
  const differences = ours.map((value, at) => Math.abs(value - (theirs[at] ?? 0)));
  // Two rasterisers smooth edges differently by a few levels; a shape out of place differs by far more.
  expect(differences.reduce((sum, each) => sum + each, 0) / differences.length).toBeLessThan(0.6);
  expect(differences.filter((each) => each > 80).length / differences.length).toBeLessThan(0.0005);
});
