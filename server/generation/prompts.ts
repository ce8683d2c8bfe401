/** What is added to a prompt so that the picture is of use in an ad. */

/** Kinds of pictures that are no product: what they are called, their usual ratio, and what they need to be told. */
export const assetTypes = {
  background: {
    what: 'background',
    cutout: false,
    more: 'A background for an advertisement: no text, no logo, no product; calm areas where copy can stand.',
  },
  texture: {
    what: 'texture',
    cutout: false,
    more: 'An even texture that fills the picture edge to edge, seen straight from above; no text, no objects.',
  },
  scene: {
    what: 'scene',
    cutout: false,
    more: 'A photograph for an advertisement: no text, no logo.',
  },
  prop: {
    what: 'prop',
    cutout: true,
    more: 'One object alone, whole and centred, on a plain evenly lit light grey background, with nothing else in the picture.',
  },
  illustration: {
    what: 'illustration',
    cutout: false,
    more: 'An illustration for an advertisement: no text, no logo.',
  },
  icon: {
    what: 'icon',
    cutout: true,
    more: 'One simple flat icon alone, whole and centred, on a plain white background: no text.',
  },
} as const;
export type AssetType = keyof typeof assetTypes;
export const assetTypeNames = Object.keys(assetTypes) as [AssetType, ...AssetType[]];

export function productPrompt(prompt: string, references: number, cutout: boolean): string {
  const keep =
    references > 0
      ? `Show exactly the product of the reference ${references === 1 ? 'image' : 'images'}: same shape, proportions, colours, material and label, nothing on it changed or added.`
      : '';
  const alone =
    'The product alone, whole and centred, on a plain evenly lit light grey background, with nothing else in the picture.';
  return [keep, sentence(prompt), cutout ? alone : '', 'No text or logo other than on the product.']
    .filter(Boolean)
    .join(' ');
}

export function assetPrompt(prompt: string, type: AssetType, cutout: boolean): string {
  const { more } = assetTypes[type];
  const alone =
    cutout && !assetTypes[type].cutout ? 'On a plain evenly lit background that is easy to remove.' : '';
  return [sentence(prompt), more, alone].filter(Boolean).join(' ');
}

const sentence = (text: string) => (/[.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`);
