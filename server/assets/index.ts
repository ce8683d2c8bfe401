/** Image files: which may be read, how they are prepared for the canvas, how pictures are made small enough. */
export { AssetError, type AssetErrorCode, type AssetErrorData } from './asset-error.ts';
export {
  type EncodedImage,
  type EncodeTarget,
  encodeToLimit,
  fitScreenshot,
  type Screenshot,
} from './encode.ts';
export { withoutEvenGround } from './even-ground.ts';
export { type ImageInfo, imageInfo } from './image-info.ts';
export {
  isInside,
  readRegularFile,
  resolveFileForWriting,
  resolveForWriting,
  resolveInRoots,
  rootsFromEnvironment,
  rootsVariable,
} from './jail.ts';
export { maxCanvasSide, maxImageBytes, screenshotLimits } from './limits.ts';
export { decode, decoding, type OpenImage, openImage, openImageBytes } from './open-image.ts';
export { type PreparedImage, type PrepareOptions, prepareImage, prepareImageBytes } from './prepare-image.ts';
export { sharp } from './sharp.ts';
export { sniff } from './sniff.ts';
export { StagedFiles } from './staged-files.ts';
