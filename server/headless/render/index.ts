/** Painting and exporting: records in, image files and bounds out. Layout must be up to date. */
export type { RenderContext, TextEngine } from './context.ts';
export { JPEG_QUALITY } from './encode.ts';
export { exportRecord } from './export.ts';
export { absoluteTransform, applyTo, containerOf, invert } from './geometry/transform.ts';
export { IMAGE_CACHE_BYTES } from './images/cache.ts';
export { MAX_EXPORT_SIDE } from './region.ts';
export { renderBounds } from './render-bounds.ts';
export { liveObjects } from './scope.ts';
export { UNSUPPORTED, type Unsupported } from './unsupported.ts';
