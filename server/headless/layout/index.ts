/** The layout engine: auto-layout, text auto-resize, group bounds and constraints over plain node records. */
export { type ResizeOptions, resizeRecord } from './constraints.ts';
export { fitGroup } from './groups.ts';
export { relayout } from './relayout.ts';
export { loadLayout } from './yoga.ts';
