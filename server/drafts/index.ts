/** Tools that learn: what is done over and over with the general tools, as drafts of tools of its own. */
export { type Composite, compositesOf, type PipelineUse } from './composites.ts';
export { describePattern } from './describe.ts';
export { draftName } from './draft-name.ts';
export { isProperty } from './figma-words.ts';
export { draftFolder, writeDraft } from './folder.ts';
export { type IsReferenceable, observe } from './observe.ts';
export { exampleSchema, type Observed, type Pattern, patternId, patternSchema } from './pattern.ts';
export { draftSource, type Seen } from './write-source.ts';
