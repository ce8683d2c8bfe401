/** Templates: finished ads without their brand, to start the next one from. */
export { mapOf, placedNodes } from './describe.ts';
export { type Content, emphasise, fillPlaces, type Place, placesOf } from './fill.ts';
export { findTemplates, type TemplateQuery } from './find-templates.ts';
export { genericCopy, genericWords } from './generic-copy.ts';
export { placeTemplate, recordOfTemplate } from './place-template.ts';
export { rebrand } from './rebrand.ts';
export { saveTemplate, type TemplateRequest } from './save-template.ts';
export { TemplateError } from './template-error.ts';
export { createTemplateStore, type StoredTemplate, type TemplateStore } from './template-store.ts';
export { templatesPageName } from './templates-page.ts';
