/** One ad on other placements: what it consists of, and where that goes on a canvas of another shape. */
export { mapPaints, readBackground } from './background.ts';
export { type CopyContent, type Roles, readCopy } from './content.ts';
export { cloneExtraOps, copyExtrasOf, extraScale } from './copy-extras.ts';
export { areaScale } from './geometry.ts';
export {
  copyDrawingOps,
  copyLayerOps,
  type DrawingLayer,
  type FreeLayer,
  type Layer,
  layersOf,
  type PictureLayer,
} from './layers.ts';
export { layoutFor } from './layout.ts';
