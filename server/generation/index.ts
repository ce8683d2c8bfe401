/** Generated pictures: asked for now, made in the background by fal.ai, delivered once, never paid for twice. */
export {
  createGeneration,
  type Generation,
  type GenerationOptions,
  type PictureRequest,
} from './generation.ts';
export { GenerationError } from './generation-error.ts';
export { otherShape, resolutionNames } from './models.ts';
export {
  addPlaceholder,
  placeholderPicture,
  removePlaceholder,
  settlePlaceholder,
} from './placeholder.ts';
export { type AssetType, assetPrompt, assetTypeNames, assetTypes, productPrompt } from './prompts.ts';
export { type Task, taskIdSchema, taskReference } from './tasks/task.ts';
export { costOf, failureText, feedLine, newsOf } from './words.ts';
