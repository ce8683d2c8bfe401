/** The ad with its findings marked: numbered boxes, as a JPEG a model can be shown. */
import { screenshotLimits, sharp } from '../assets/index.ts';
import type { Canvas } from '../canvas/canvas.ts';
import type { Rect } from '../composition/compose.ts';
import type { Finding } from './finding.ts';
import type { Report } from './run.ts';

const colours = { fail: '#e5002b', warn: '#ff9500', info: '#0a84ff' } as const;
const QUALITY = 82;

/** Numbers count the findings as they are listed, from 1. At most 1568 px a side. */
export async function markedPicture(
  canvas: Canvas,
  report: Report,
  findings: readonly Finding[],
): Promise<{ bytes: Buffer; width: number; height: number }> {
  const { frame } = report;
  const side = Math.max(frame.width, frame.height);
  // Small display ads are shown larger, so that the marks leave something to see.
  const scale = Math.min(screenshotLimits.maxSide / side, side < 500 ? 2 : side > 1400 ? 0.6 : 0.8);
  const { bytes } = await canvas.export({ node: frame.id, format: 'PNG', scale });
  const picture = sharp(bytes).flatten({ background: '#ffffff' });
  const { width = 1, height = 1 } = await sharp(bytes).metadata();
  const marks = grouped(findings, frame.id).map(({ box, level, numbers }) =>
    markOf(box, numbers.join(' '), colours[level], scale, { width, height }),
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${zoneOf(report, scale)}${marks.join('')}</svg>`;
  const jpeg = await picture
    .composite([{ input: Buffer.from(svg), left: 0, top: 0 }])
    .jpeg({ quality: QUALITY })
    .toBuffer();
  return { bytes: jpeg, width, height };
}

/** One mark a node, with the numbers of all its findings: marks on top of one another could not be read. */
function grouped(findings: readonly Finding[], frameId: string) {
  const marks = new Map<string, { box: Rect; level: Finding['level']; numbers: number[] }>();
  for (const [index, { node, box, level }] of findings.entries()) {
    if (!box || !node || node === frameId) continue;
    const known = marks.get(node);
    if (known) known.numbers.push(index + 1);
    else marks.set(node, { box, level, numbers: [index + 1] });
  }
  return [...marks.values()];
}

/** The edge of the safe zone, dashed. */
function zoneOf({ input }: Report, scale: number): string {
  const { zone, frame } = input;
  if (zone.width === frame.box.width && zone.height === frame.box.height) return '';
  return `<rect ${attributes(zone, scale)} fill="none" stroke="#0a84ff" stroke-width="2" stroke-dasharray="10 8" opacity="0.7"/>`;
}

const attributes = ({ x, y, width, height }: Rect, scale: number): string =>
  `x="${round(x * scale)}" y="${round(y * scale)}" width="${round(width * scale)}" height="${round(height * scale)}"`;

const round = (value: number): number => Math.round(value * 10) / 10;

/** A box with its number in a tag at its top left corner, kept on the picture. */
function markOf(
  box: Rect,
  label: string,
  colour: string,
  scale: number,
  canvas: { width: number; height: number },
): string {
  const tag = { width: 14 + 11 * label.length, height: 26 };
  const x = Math.max(0, Math.min(canvas.width - tag.width, box.x * scale));
  const y = Math.max(0, Math.min(canvas.height - tag.height, box.y * scale - tag.height));
  return [
    `<rect ${attributes(box, scale)} fill="${colour}" fill-opacity="0.1" stroke="${colour}" stroke-width="3"/>`,
    `<rect x="${round(x)}" y="${round(y)}" width="${tag.width}" height="${tag.height}" rx="4" fill="${colour}"/>`,
    `<text x="${round(x + tag.width / 2)}" y="${round(y + 19)}" font-family="sans-serif" font-size="18" font-weight="bold" text-anchor="middle" fill="#ffffff">${label}</text>`,
  ].join('');
}
