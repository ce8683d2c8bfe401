/**
 * What the headless painter leaves out or only approximates, for reports and documentation.
 * `effect: 'skipped'` draws nothing for it, `'approximate'` draws something close.
 */
export interface Unsupported {
  feature: string;
  effect: 'skipped' | 'approximate';
  note: string;
}

export const UNSUPPORTED: readonly Unsupported[] = [
  { feature: 'VIDEO paint', effect: 'skipped', note: 'A still has no frame to show.' },
  { feature: 'PATTERN paint', effect: 'skipped', note: 'Use an IMAGE paint with scaleMode TILE.' },
  { feature: 'SHADER paint and effect', effect: 'skipped', note: 'Shader code runs in Figma only.' },
  {
    feature: 'GLASS effect',
    effect: 'approximate',
    note: 'Drawn as a background blur; no refraction or light.',
  },
  {
    feature: 'NOISE and TEXTURE effects',
    effect: 'approximate',
    note: "Same noise as in Figma's SVG exports, another seed.",
  },
  { feature: 'Image filters', effect: 'approximate', note: 'Figma does not publish its formulas.' },
  { feature: 'PROGRESSIVE blur', effect: 'approximate', note: 'Blended from a few blur strengths.' },
  { feature: 'cornerRadius of a VECTOR', effect: 'skipped', note: 'Round the corners in vectorPaths.' },
  {
    feature: 'Stroke caps per vertex',
    effect: 'skipped',
    note: 'strokeCap of the node counts for all ends.',
  },
  { feature: 'Missing images', effect: 'skipped', note: 'A hash the document does not know draws nothing.' },
  {
    feature: 'SVG: NOISE, TEXTURE and PROGRESSIVE blur',
    effect: 'skipped',
    note: 'Left out of SVG files (a progressive blur is even).',
  },
  {
    feature: 'PDF',
    effect: 'approximate',
    note: 'One picture at twice the size; nothing in it is editable.',
  },
];
