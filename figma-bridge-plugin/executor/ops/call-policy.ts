/** Which Plugin API methods `call` refuses, and which it runs in another way so that they can be taken back. */

/** Refused, with the reason and what to do instead. */
export const refused: Record<string, string> = {
  closePlugin: 'it would end the connection',
  showUI: 'the panel belongs to Adsmith',
  on: 'a program cannot take calls back',
  once: 'a program cannot take calls back',
  off: 'a program cannot take calls back',
  triggerUndo: "it could undo the designer's own work; a failing program is taken back by itself",
  commitUndo: 'every program is one undo step already',
  openExternal: 'it would leave the design',
  saveVersionHistoryAsync: 'a version cannot be taken back; save it in Figma',
  createImage: 'bytes cannot be arguments; use SET_IMAGE_FILL in batch_operations',
  createVideoAsync: 'bytes cannot be arguments',
  createPage: 'Adsmith works on the current page; add pages in Figma',
  createPageDivider: 'Adsmith works on the current page; add pages in Figma',
  setFileThumbnailNodeAsync: 'it cannot be taken back; set it in Figma',
  appendChild: 'name one child, as {"$node": "<id>"}',
  insertChild: 'name an index and one child, as {"$node": "<id>"}',
  clone: 'it takes no arguments here; the copy lands beside the original',
  exportAsync: 'its bytes are not JSON; use get_canvas_screenshot, or export_ad for a file',
  getBytesAsync: 'its bytes are not JSON',
  base64Decode: 'its bytes are not JSON',
  find: 'functions cannot be arguments; use findAllWithCriteria, or get_frame_state',
  findAll: 'functions cannot be arguments; use findAllWithCriteria, or get_frame_state',
  findOne: 'functions cannot be arguments; use findAllWithCriteria, or get_frame_state',
  findChild: 'functions cannot be arguments; use findAllWithCriteria, or get_frame_state',
  findChildren: 'functions cannot be arguments; use findAllWithCriteria, or get_frame_state',
};

/** Take nodes out of where they are, so that groups may be left empty. */
export const moving = new Set([
  'group',
  'union',
  'subtract',
  'intersect',
  'exclude',
  'combineAsVariants',
  'transformGroup',
  'appendChildAt',
]);

/** Use up their node: run on a copy, so that the original can come back with its id. */
export const consuming = new Set(['detachInstance', 'createComponentFromNode', 'flatten']);

/** Can give an instance another main component. */
export const swapping = new Set(['swapComponent', 'setProperties']);

/** Make something that is no node; the result's `remove()` takes it back. */
export const creatingResources = new Set([
  'createPaintStyle',
  'createTextStyle',
  'createEffectStyle',
  'createGridStyle',
  'createVariable',
  'createVariableCollection',
]);

/** Names that are never methods of the Plugin API, whatever object they are found on. */
export const notApi =
  /^(__|constructor$|toString$|toJSON$|valueOf$|hasOwnProperty$|then$|call$|apply$|bind$)/;
