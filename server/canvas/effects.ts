/** Effects from a few words: `{type: 'drop_shadow', color, opacity, x, y, blur, spread}` to Figma's full objects. */
import {
  atLeastZero,
  badValue,
  colour,
  finite,
  fraction,
  isRecord,
  nearest,
  onlyKeys,
  show,
} from './values.ts';

/**
 * A shadow that lifts a product or card off an ad of about 1080 px: far below, widely blurred, pulled in at the
 * sides, faint enough not to grey the background.
 */
const shadowDefaults = {
  DROP_SHADOW: { color: '#000000', opacity: 0.22, x: 0, y: 24, blur: 56, spread: -8 },
  INNER_SHADOW: { color: '#000000', opacity: 0.2, x: 0, y: 4, blur: 16, spread: 0 },
} as const;
/** LAYER_BLUR softens a glow or backdrop shape; BACKGROUND_BLUR is frosted glass. */
const blurDefaults = { LAYER_BLUR: 24, BACKGROUND_BLUR: 32 } as const;

const aliases: Readonly<Record<string, keyof typeof shadowDefaults | keyof typeof blurDefaults>> = {
  drop_shadow: 'DROP_SHADOW',
  shadow: 'DROP_SHADOW',
  inner_shadow: 'INNER_SHADOW',
  layer_blur: 'LAYER_BLUR',
  blur: 'LAYER_BLUR',
  background_blur: 'BACKGROUND_BLUR',
};
/** Handed to the canvas as they are: too rich for a shorthand. */
const figmaOnly = ['NOISE', 'TEXTURE', 'GLASS', 'SHADER'];
const typeNames = ['drop_shadow', 'inner_shadow', 'layer_blur', 'background_blur'];

const shadowKeys = [
  ...['type', 'color', 'opacity', 'x', 'y', 'offset', 'blur', 'radius', 'spread'],
  ...['visible', 'blendMode', 'showShadowBehindNode', 'boundVariables'],
];
const blurKeys = [
  'type',
  'blur',
  'radius',
  'visible',
  'blurType',
  'startRadius',
  'startOffset',
  'endOffset',
  'boundVariables',
];

/**
 * One effect with everything Figma requires. Takes the shorthand (`x`, `y`, `blur`, `opacity`, colours as text) and
 * Figma's own form (`offset`, `radius`, RGBA) alike, and fills in what is missing. Lengths in px.
 * Throws `CanvasError` (`bad_value`) with `path` and what to write instead.
 */
export function expandEffect(spec: unknown, path = 'effect'): Record<string, unknown> {
  if (!isRecord(spec)) {
    throw badValue(
      path,
      `${path} must be an object such as {type:"drop_shadow", y:24, blur:56}, not ${show(spec)}.`,
    );
  }
  const type = effectType(spec['type'], path);
  if (type === undefined) return spec;
  if (type === 'DROP_SHADOW' || type === 'INNER_SHADOW') return shadow(type, spec, path);
  return blur(type, spec, path);
}

function effectType(given: unknown, path: string) {
  if (typeof given !== 'string') {
    throw badValue(
      `${path}.type`,
      `${path}.type must be one of ${typeNames.join(', ')}, not ${show(given)}.`,
    );
  }
  if (figmaOnly.includes(given)) return undefined;
  const key = given.toLowerCase().replaceAll(/[\s-]+/g, '_');
  const type = Object.hasOwn(aliases, key) ? aliases[key] : undefined;
  if (type !== undefined) return type;
  const near = nearest(key, typeNames);
  throw badValue(
    `${path}.type`,
    `${path}.type: there is no effect "${given}".`,
    `${near === undefined ? '' : `Did you mean "${near}"? `}Use ${typeNames.join(', ')}.`,
  );
}

function shadow(type: 'DROP_SHADOW' | 'INNER_SHADOW', spec: Record<string, unknown>, path: string) {
  onlyKeys(spec, shadowKeys, path);
  const defaults = shadowDefaults[type];
  const offset = spec['offset'] === undefined ? spec : spec['offset'];
  if (!isRecord(offset))
    throw badValue(`${path}.offset`, `${path}.offset must be {x, y}, not ${show(offset)}.`);
  const given = colour(spec['color'] ?? defaults.color, `${path}.color`);
  // A colour that carries its own alpha means it; only an opaque text takes the default opacity.
  const says =
    spec['opacity'] !== undefined ||
    (spec['color'] !== undefined && (given.a < 1 || isRecord(spec['color'])));
  const opacity = says ? fraction(spec['opacity'] ?? 1, `${path}.opacity`) : defaults.opacity;
  const x = finite(offset['x'] ?? defaults.x, `${path}.x`);
  const radius = atLeastZero(radiusOf(spec, path) ?? defaults.blur, `${path}.blur`);
  // Light falls from above: a shadow is as far down as it is soft, unless the caller places it.
  const fall = offset['x'] === undefined ? Math.round((radius * defaults.y) / defaults.blur) : 0;
  const placed = x !== 0 || offset['y'] !== undefined || radiusOf(spec, path) !== undefined;
  return {
    type,
    color: { ...given, a: given.a * opacity },
    offset: { x, y: finite(offset['y'] ?? fall, `${path}.y`) },
    radius,
    spread: finite(spec['spread'] ?? (placed ? 0 : defaults.spread), `${path}.spread`),
    visible: spec['visible'] ?? true,
    blendMode: spec['blendMode'] ?? 'NORMAL',
    ...(type === 'DROP_SHADOW' ? { showShadowBehindNode: spec['showShadowBehindNode'] ?? false } : {}),
    ...(spec['boundVariables'] === undefined ? {} : { boundVariables: spec['boundVariables'] }),
  };
}

function blur(type: 'LAYER_BLUR' | 'BACKGROUND_BLUR', spec: Record<string, unknown>, path: string) {
  onlyKeys(spec, blurKeys, path);
  const { type: _type, blur: _blur, ...rest } = spec;
  return {
    ...rest,
    type,
    blurType: spec['blurType'] ?? 'NORMAL',
    radius: atLeastZero(radiusOf(spec, path) ?? blurDefaults[type], `${path}.blur`),
    visible: spec['visible'] ?? true,
  };
}

function radiusOf(spec: Record<string, unknown>, path: string): unknown {
  if (spec['blur'] !== undefined && spec['radius'] !== undefined && spec['blur'] !== spec['radius']) {
    throw badValue(
      `${path}.radius`,
      `${path} has both blur and radius: they are the same thing.`,
      'Give one of them.',
    );
  }
  return spec['blur'] ?? spec['radius'];
}
