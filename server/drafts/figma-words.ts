/** Words that may stay in a pattern, because they are Figma's or ours and say nothing about anybody's ad. */
import { z } from 'zod';
import data from './data/figma-words.json' with { type: 'json' };

const { words, properties, methods } = z
  .strictObject({
    about: z.string(),
    source: z.string(),
    asOf: z.string(),
    words: z.array(z.string()),
    properties: z.array(z.string()),
    methods: z.record(z.string(), z.array(z.string())),
  })
  .parse(data);

/** Values of our own short forms of gradients and effects. */
const ownWords = ['linear', 'radial', 'angular', 'diamond'].concat(
  ['drop_shadow', 'shadow', 'inner_shadow', 'layer_blur', 'blur', 'background_blur'],
  ['transparent', 'auto'],
);
/** Names of our own short forms of properties. */
const ownProperties = [
  ...['fillColor', 'fontColor', 'strokeColor', 'fontFamily', 'fontWeight', 'italic', 'padding', 'textRanges'],
  ...['imagePath', 'trim', 'angle', 'stops', 'center', 'position', 'blur', 'spread', 'image', 'pluginData'],
  ...['width', 'height', 'x', 'y', 'rotation', '$node'],
];
const knownWords = new Set([...words, ...ownWords]);
const knownProperties = new Set([...properties, ...ownProperties]);

/** "VERTICAL", "drop_shadow": a fixed value, not copy. */
export const isFixedWord = (text: string): boolean => knownWords.has(text);

/** "fontSize": a property of Figma's or a short form of ours, not a name somebody chose. */
export const isProperty = (name: string): boolean => knownProperties.has(name);

/** Parameter names of a method of Figma's, or undefined when there is no such method. */
export const methodParameters = (method: string): readonly string[] | undefined =>
  Object.hasOwn(methods, method) ? methods[method] : undefined;
