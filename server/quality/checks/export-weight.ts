import { sharp } from '../../assets/index.ts';
import type { Check } from '../check.ts';
import { about } from '../finding.ts';
import { limitsOf } from '../limits.ts';

/** The file can be made as small as the placement asks. */
export const exportWeight: Check = {
  id: 'export.weight',
  async run({ placement, frame, pixels, exportScale }) {
    const raw = placement.width * placement.height * 3 * exportScale ** 2;
    // Not even without any compression could it be too heavy.
    if (raw <= placement.maxBytes) return [];
    const { data, width, height, channels } = await pixels.whole();
    const image = sharp(data, { raw: { width, height, channels } });
    const bytes = placement.fileTypes.includes('JPG')
      ? (await image.jpeg({ quality: limitsOf('export.weight').jpegQuality, mozjpeg: false }).toBuffer())
          .length
      : (await image.png({ palette: true, colours: 32 }).toBuffer()).length;
    const measured = bytes * exportScale ** 2;
    if (measured <= placement.maxBytes) return [];
    const kb = (value: number) => `${Math.round(value / 1024)} kB`;
    return [
      about(frame, {
        check: 'export.weight',
        level: 'fail',
        measured: kb(measured),
        limit: kb(placement.maxBytes),
        message: `The ad weighs at least ${kb(measured)} as a file; ${placement.name} takes ${kb(placement.maxBytes)}. Use a calmer picture or fewer textures.`,
      }),
    ];
  },
};
