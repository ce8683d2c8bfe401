/** All ads of a run side by side on one picture. */
import sharp from 'sharp';

const HEIGHT = 900;
const GAP = 48;

/** The pictures at one height (small ones are never enlarged beyond twice), on a quiet grey. */
export async function contactSheet(pictures: readonly Buffer[]): Promise<Buffer> {
  const scaled = await Promise.all(
    pictures.map(async (picture) => {
      const { height = 1 } = await sharp(picture).metadata();
      const target = Math.min(HEIGHT, height * 2);
      const { data, info } = await sharp(picture)
        .resize({ height: target, kernel: 'lanczos3' })
        .png()
        .toBuffer({ resolveWithObject: true });
      return { data, width: info.width, height: info.height };
    }),
  );
  const width = scaled.reduce((sum, picture) => sum + picture.width + GAP, GAP);
  let left = GAP;
  const layers = scaled.map(({ data, width: wide, height }) => {
    const layer = { input: data, left, top: GAP + Math.round((HEIGHT - height) / 2) };
    left += wide + GAP;
    return layer;
  });
  return sharp({ create: { width, height: HEIGHT + GAP * 2, channels: 3, background: '#dcdcdf' } })
    .composite(layers)
    .png()
    .toBuffer();
}
