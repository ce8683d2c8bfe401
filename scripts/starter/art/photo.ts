/** "Snapshots" for ads in a customer's style: a drawn place, cut-outs on it, and what a phone camera does to both. */

import sharp, { type OverlayOptions } from 'sharp';
import { grain } from '../../products/noise.ts';

interface Item {
  /** A cut-out picture file. */
  file: string;
  /** Middle of its foot and its height, px of the photo. */
  x: number;
  y: number;
  height: number;
  /** Degrees clockwise. */
  turn?: number;
  shadow?: number;
  /** Lies on the ground and is seen from above: the shadow has its outline. */
  flat?: boolean;
}

export interface Snapshot {
  width: number;
  height: number;
  /** SVG body of the place, in px of the photo. */
  place: string;
  items: readonly Item[];
  /** Where the flash or the window is brightest, 0..1, and how strong. */
  light?: { x: number; y: number; strength: number };
  /** Multiplies red, green, blue: the camera's white balance. */
  cast?: readonly [number, number, number];
  /** Degrees the camera was held askew. */
  tilt?: number;
}

/** A JPEG with vignette, cast and sensor noise. */
export async function snapshot(shot: Snapshot): Promise<Buffer> {
  const { width, height } = shot;
  const place = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${shot.place}</svg>`;
  const layers: OverlayOptions[] = [];
  for (const item of shot.items) {
    const upright = await sharp(item.file)
      .trim()
      .resize({ height: Math.round(item.height) })
      .png()
      .toBuffer();
    const turned = item.turn
      ? await sharp(upright).rotate(item.turn, { background: '#00000000' }).png().toBuffer()
      : upright;
    const { width: w = 1, height: h = 1 } = await sharp(turned).metadata();
    const [left, top] = [Math.round(item.x - w / 2), Math.round(item.y - h)];
    const strength = item.shadow ?? 0.5;
    const shade = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs><filter id="b" x="-50%" y="-200%" width="200%" height="500%"><feGaussianBlur stdDeviation="${w * 0.05}"/></filter><filter id="s" x="-50%" y="-200%" width="200%" height="500%"><feGaussianBlur stdDeviation="${w * 0.018}"/></filter></defs><ellipse cx="${item.x + w * 0.1}" cy="${item.y - h * 0.015}" rx="${w * 0.56}" ry="${w * 0.1}" fill="#000" opacity="${strength * 0.8}" filter="url(#b)"/><ellipse cx="${item.x}" cy="${item.y - h * 0.012}" rx="${w * 0.42}" ry="${w * 0.035}" fill="#000" opacity="${strength}" filter="url(#s)"/></svg>`;
    if (item.flat) layers.push(await outlineShadow(turned, left + 26, top + 30, strength, width, height));
    else layers.push({ input: Buffer.from(shade), left: 0, top: 0 });
    layers.push(await inside(turned, left, top, width, height));
  }
  const tilt = shot.tilt ?? 0;
  const base = await sharp(Buffer.from(place))
    .composite(layers)
    .flatten({ background: '#888' })
    .png()
    .toBuffer();
  // Held askew: turned and cut back to the frame without empty corners.
  const grow =
    1 + Math.abs(Math.sin((tilt * Math.PI) / 180)) * (Math.max(width / height, height / width) + 0.1);
  const turned =
    tilt === 0
      ? base
      : await sharp(
          await sharp(base)
            .resize({ width: Math.ceil(width * grow), height: Math.ceil(height * grow), fit: 'fill' })
            .rotate(tilt)
            .png()
            .toBuffer(),
        )
          .resize({ width, height, fit: 'cover', withoutEnlargement: false })
          .png()
          .toBuffer();
  const cropped =
    tilt === 0
      ? turned
      : await centre(
          await sharp(base)
            .resize({ width: Math.ceil(width * grow) })
            .rotate(tilt)
            .png()
            .toBuffer(),
          width,
          height,
        );
  const { data, info } = await sharp(cropped).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  develop(data, info.width, info.height, shot);
  return sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } })
    .jpeg({ quality: 88 })
    .toBuffer();
}

/** The cut-out's own outline, blurred and dark. */
async function outlineShadow(
  picture: Buffer,
  left: number,
  top: number,
  strength: number,
  width: number,
  height: number,
) {
  const margin = 60;
  const alpha = await sharp(picture)
    .ensureAlpha()
    .extend({ top: margin, bottom: margin, left: margin, right: margin, background: '#00000000' })
    .extractChannel('alpha')
    .blur(16)
    .linear(strength, 0)
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width: w, height: h } = alpha.info;
  const pixels = Buffer.alloc(w * h * 4);
  for (let at = 0; at < w * h; at++) pixels[at * 4 + 3] = alpha.data[at * alpha.info.channels] ?? 0;
  const shade = await sharp(pixels, { raw: { width: w, height: h, channels: 4 } })
    .png()
    .toBuffer();
  return inside(shade, left - margin, top - margin, width, height);
}

async function centre(picture: Buffer, width: number, height: number): Promise<Buffer> {
  const { width: w = width, height: h = height } = await sharp(picture).metadata();
  return sharp(picture)
    .extract({ left: Math.floor((w - width) / 2), top: Math.floor((h - height) / 2), width, height })
    .png()
    .toBuffer();
}

/** A layer cut to the photo, as sharp wants it. */
async function inside(picture: Buffer, left: number, top: number, width: number, height: number) {
  const { width: w = 1, height: h = 1 } = await sharp(picture).metadata();
  const x = Math.max(0, -left);
  const y = Math.max(0, -top);
  const cut = {
    left: x,
    top: y,
    width: Math.min(w - x, width - Math.max(0, left)),
    height: Math.min(h - y, height - Math.max(0, top)),
  };
  return {
    input: await sharp(picture).extract(cut).png().toBuffer(),
    left: Math.max(0, left),
    top: Math.max(0, top),
  };
}

function develop(data: Buffer, width: number, height: number, { light, cast = [1, 1, 1] }: Snapshot): void {
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const dx = x / width - 0.5;
      const dy = y / height - 0.5;
      const vignette = 1 - 0.42 * Math.min(1, (dx * dx + dy * dy) * 1.7);
      const glow = light
        ? light.strength *
          Math.exp(-((x / width - light.x) ** 2 + ((y - light.y * height) / width) ** 2) * 3.2)
        : 0;
      const noise = 5 * grain(x * 0.7 + 13, y * 0.7 + 7) + 3 * grain(x * 1.9, y * 1.9 + 31);
      const at = (y * width + x) * 3;
      for (let channel = 0; channel < 3; channel++) {
        const value = (data[at + channel] ?? 0) * vignette * (cast[channel] ?? 1) * (1 + glow) + noise;
        data[at + channel] = Math.max(0, Math.min(255, Math.round(value)));
      }
    }
  }
}
