/** What stands in for a picture: its mean grey, and whether it fills its box or only the ellipse in it. */
import { sharp } from '../assets/index.ts';
import { luminance } from '../design/contrast.ts';

export interface PictureTone {
  /** Relative luminance of what is opaque, 0..1. */
  light: number;
  /** Corners empty, middle full: an ellipse stands in for it. */
  round: boolean;
  /** Share of the box that is opaque, 0..1. */
  cover: number;
}

const SIDE = 24;

/** Looks at a picture, reduced to 24 x 24 px. */
export async function pictureTone(bytes: Uint8Array): Promise<PictureTone> {
  const data = await sharp(bytes).ensureAlpha().resize(SIDE, SIDE, { fit: 'fill' }).raw().toBuffer();
  let light = 0;
  let weight = 0;
  let inside = 0;
  let insideAll = 0;
  let corners = 0;
  let cornersAll = 0;
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const at = (y * SIDE + x) * 4;
      const alpha = (data[at + 3] ?? 0) / 255;
      const channel = (index: number) => (data[at + index] ?? 0) / 255;
      light += luminance({ r: channel(0), g: channel(1), b: channel(2) }) * alpha;
      weight += alpha;
      const distance = Math.hypot(x + 0.5 - SIDE / 2, y + 0.5 - SIDE / 2) / (SIDE / 2);
      if (distance < 0.6) {
        inside += alpha;
        insideAll++;
      } else if (distance > 1.12) {
        corners += alpha;
        cornersAll++;
      }
    }
  }
  return {
    light: weight > 0 ? light / weight : 0.5,
    round: inside / Math.max(1, insideAll) > 0.93 && corners / Math.max(1, cornersAll) < 0.15,
    cover: weight / (SIDE * SIDE),
  };
}
