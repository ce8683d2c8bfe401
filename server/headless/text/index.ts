/** Fonts and text shaping. Start at `createTextEngine`. */
export { createTextEngine, type TextEngine, type TextEngineOptions } from './engine.ts';
export type { AxisRange, FontName } from './fonts/face.ts';
export { type FontFaceRule, fontFaceRules } from './fonts/font-face-css.ts';
export type { FontFamilyInfo, FontOptions, FontRegistry } from './fonts/registry.ts';
export type { FontProblem } from './fonts/user-fonts.ts';
