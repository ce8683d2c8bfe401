/** The numbers of image handling, each in one place. */

/** Figma's `createImage` takes at most this many px a side. */
export const maxCanvasSide = 4096;
/** More pixels than this are refused before decoding: 150 million px are 600 MB as RGBA. */
export const maxInputPixels = 150_000_000;
/** Image files larger than this are refused before reading. */
export const maxImageBytes = 80_000_000;
/** SVG files are text: anything larger is not a logo. */
export const maxSvgBytes = 4_000_000;
/** Long edge an SVG is drawn at when the caller names none: enough for a full-width logo at 2x. */
export const defaultSvgSide = 2048;
/** Decoding or encoding that takes longer is stopped. */
export const decodeSeconds = 30;
/** Alpha up to this (of 255) counts as empty when trimming: soft shadow tails and encoder dust. */
export const trimAlpha = 8;
/** Difference per channel (of 255) that still counts as the same background when trimming. */
export const trimColour = 12;

/**
 * What a model sees well: long edge 1568 px (the vision limit of the widest-used models), and base64 small enough
 * for every MCP client.
 */
export const screenshotLimits = { maxSide: 1568, maxBase64Bytes: 700_000 } as const;
