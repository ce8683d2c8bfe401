/** Images and fonts of the `figma` object. */
import { FigmaError } from './errors.ts';
import { fontNameSchema } from './schema-text.ts';
import type { Session } from './session.ts';
import { bytesSchema, parseArgument, textSchema } from './validation.ts';

export function imageFunctions(session: Session) {
  const { images } = session.document;
  const imageObject = (hash: string): object =>
    Object.freeze({
      hash,
      async getBytesAsync() {
        const image = images.get(hash);
        if (image === undefined)
          throw new FigmaError(`in getBytesAsync: The image ${hash} does not exist`, true);
        return image.bytes.slice();
      },
      async getSizeAsync() {
        const image = images.get(hash);
        if (image === undefined)
          throw new FigmaError(`in getSizeAsync: The image ${hash} does not exist`, true);
        return { width: image.width, height: image.height };
      },
    });
  return {
    createImage: (data: unknown) => imageObject(images.add(parseArgument('data', bytesSchema, data))),
    async createImageAsync(rawSource: unknown) {
      const source = parseArgument('src', textSchema, rawSource);
      const match = /^data:[^,]*;base64,(.*)$/s.exec(source);
      if (match?.[1] === undefined) {
        throw new FigmaError(
          'The headless canvas does not load images from the network. Pass a data: URL, or the bytes to createImage.',
        );
      }
      return imageObject(images.add(new Uint8Array(Buffer.from(match[1], 'base64'))));
    },
    getImageByHash(rawHash: unknown) {
      const hash = parseArgument('hash', textSchema, rawHash);
      return images.get(hash) === undefined ? null : imageObject(hash);
    },
  };
}

export function fontFunctions(session: Session) {
  const { fonts } = session;
  return {
    listAvailableFontsAsync: async () =>
      fonts.registry
        .families()
        .flatMap(({ family, styles }) => styles.map((style) => ({ fontName: { family, style } }))),
    async loadFontAsync(raw: unknown) {
      const { family, style } = parseArgument('fontName', fontNameSchema, raw);
      await fonts.load(family, style);
    },
    getFontFamilyVariationAxes(raw: unknown) {
      const family = parseArgument('family', textSchema, raw);
      if (!fonts.registry.families().some((entry) => entry.family === family)) {
        throw new FigmaError(`The font family "${family}" does not exist`);
      }
      return fonts.registry.variationAxes(family);
    },
  };
}
