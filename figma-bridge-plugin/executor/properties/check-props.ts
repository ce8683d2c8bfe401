/** What can be told about `props` before anything is written: names, and the values the executor itself interprets. */
import { fail } from '../errors.ts';
import { isRecord, type Props } from '../node-access.ts';
import { nearest } from '../suggest.ts';
import { typesWith, writableProperties } from './catalog.ts';

/** Names people and models know from elsewhere, and Figma's word for them. */
const otherWords: Record<string, string> = {
  text: 'characters',
  content: 'characters',
  fill: 'fills',
  color: 'fills',
  background: 'fills',
  backgroundColor: 'fills',
  stroke: 'strokes',
  borderRadius: 'cornerRadius',
  radius: 'cornerRadius',
  gap: 'itemSpacing',
  spacing: 'itemSpacing',
  direction: 'layoutMode',
  alignItems: 'counterAxisAlignItems',
  justifyContent: 'primaryAxisAlignItems',
  align: 'textAlignHorizontal',
  textAlign: 'textAlignHorizontal',
  shadow: 'effects',
  hidden: 'visible',
  font: 'fontFamily',
  zIndex: 'index (of the create or move op)',
};

/** Throws `CanvasError` naming the property and the nearest known ones. `type` undefined: any known type. */
export function checkProps(props: Props, type: string | undefined): void {
  const known = type === undefined ? undefined : writableProperties(type);
  for (const name of Object.keys(props)) {
    if (props[name] === undefined) continue;
    if (known !== undefined && known.indexOf(name) < 0) unknownProperty(name, type ?? '', known);
    checkValue(name, props[name]);
  }
}

function unknownProperty(name: string, type: string, known: readonly string[]): never {
  const near = nearest(name, known);
  const word: unknown = otherWords[name];
  // `constructor` and the like are found on every object.
  const synonym = typeof word === 'string' ? word : undefined;
  const owners = typesWith(name);
  let hint = `Use Figma's property names for a ${type} node.`;
  if (synonym !== undefined && (known.indexOf(synonym) >= 0 || synonym.indexOf(' ') > 0))
    hint = `Figma calls it ${synonym}.`;
  else if (owners.length > 0 && owners.length <= 4) hint = `Only ${owners.join(', ')} nodes have it.`;
  else if (owners.length > 0 && type === 'GROUP')
    hint = 'A group has none of its own: set it on what is inside.';
  else if (owners.length === 0 && near.length > 0) hint = `Did you mean ${near.join(' or ')}?`;
  const article = /^[AEIO]/.test(type) ? 'An' : 'A';
  return fail('unknown_property', `${article} ${type} node has no property "${name}".`, {
    path: `props.${name}`,
    hint,
  });
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

/** The properties that never reach Figma as they are, so Figma cannot judge them. */
function checkValue(name: string, value: unknown): void {
  const refuse = (message: string, hint?: string): never =>
    fail('bad_value', message, { path: `props.${name}`, ...(hint === undefined ? {} : { hint }) });
  switch (name) {
    case 'width':
    case 'height':
      if (!isNumber(value) || value < 0)
        refuse(`${name} must be a positive number of px, not ${JSON.stringify(value)}.`);
      return;
    case 'x':
    case 'y':
    case 'rotation':
      if (!isNumber(value)) refuse(`${name} must be a number, not ${JSON.stringify(value)}.`);
      return;
    case 'fontWeight':
      if (!isNumber(value) || value < 1 || value > 1000)
        refuse(`fontWeight must be a number from 100 to 950, not ${JSON.stringify(value)}.`);
      return;
    case 'fontFamily':
      if (typeof value !== 'string' || value === '') refuse('fontFamily must be the name of a family.');
      return;
    case 'italic':
      if (typeof value !== 'boolean') refuse('italic must be true or false.');
      return;
    case 'pluginData':
      if (!isRecord(value) || Object.keys(value).some((key) => typeof value[key] !== 'string'))
        refuse(
          'pluginData must be an object of strings.',
          "Use JSON.stringify for values; '' deletes a key.",
        );
      return;
    case 'textRanges':
      checkRanges(value, refuse);
      return;
  }
}

function checkRanges(value: unknown, refuse: (message: string, hint?: string) => never): void {
  const ranges: unknown[] = Array.isArray(value)
    ? value
    : refuse('textRanges must be an array of {start, end, ...properties}.');
  for (let index = 0; index < ranges.length; index++) {
    const range = ranges[index];
    const { start, end } = isRecord(range)
      ? range
      : refuse(`textRanges[${index}] must be an object with start and end.`);
    if (!isNumber(start) || !isNumber(end) || start < 0 || end <= start) {
      refuse(
        `textRanges[${index}] needs 0 <= start < end (end is exclusive).`,
        'Offsets count UTF-16 characters.',
      );
    }
  }
}
