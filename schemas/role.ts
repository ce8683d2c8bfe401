/** What a node is for in an ad: how it is set, checked and carried to other placements. */
export const roles = [
  'headline',
  'subhead',
  'body',
  'label',
  'eyebrow',
  'legal',
  'price',
  'cta',
  'cta_label',
  'product',
  'logo',
  'image',
  'underlay',
  'background',
  'decor',
  'copy',
  'shadow',
] as const;
export type Role = (typeof roles)[number];
