/** The character-level part of a text's props, in the order Figma needs: font, characters, style, ranges, box. */
import { fail } from '../errors.ts';
import type { FontRequest } from '../fonts/fonts.ts';
import { readStyle } from '../fonts/style-name.ts';
import { callMember, hasMember, isRecord, type Props, setMember } from '../node-access.ts';
import type { Session } from '../session.ts';
import { loadFontsOf, runMembers } from '../snapshot/groups/text.ts';
import { guarded } from './guarded.ts';

/** What the executor turns into a `fontName`. */
const fontWords = ['fontName', 'fontFamily', 'fontWeight', 'italic'];
const handled = new Set([
  ...fontWords,
  'characters',
  'textRanges',
  'textAutoResize',
  'textTruncation',
  'maxLines',
  ...runMembers.map(([name]) => name),
]);

export function isTextProperty(name: string): boolean {
  return handled.has(name);
}

/** Writes everything of `props` that `isTextProperty` names, except what sets the box (see `writeTextBox`). */
export async function writeText(
  node: TextNode,
  props: Props,
  session: Session,
  path = 'props',
): Promise<void> {
  await loadFontsOf(node, session);
  const font = fontRequest(props, currentFont(node), path);
  if (font !== undefined) {
    const fontName = await useFont(node, font, session);
    guarded(`${path}.fontName`, () => setMember(node, 'fontName', fontName));
  }
  if ('characters' in props) {
    guarded(`${path}.characters`, () => setMember(node, 'characters', props['characters']));
  }
  for (const [name] of runMembers) {
    if (fontWords.indexOf(name) >= 0 || !(name in props)) continue;
    // The fills of the whole text come before those of its ranges, which they would paint over.
    const value = name === 'fills' ? await session.images.resolvePaints(props[name]) : props[name];
    guarded(`${path}.${name}`, () => writeWhole(node, name, value));
  }
  const ranges = props['textRanges'];
  if (Array.isArray(ranges)) {
    for (let index = 0; index < ranges.length; index++) {
      const range: unknown = ranges[index];
      if (isRecord(range)) await writeRange(node, range, session, `${path}.textRanges[${index}]`);
    }
  }
  if (font !== undefined || 'characters' in props) noteUnshown(node, session);
}

/** Boxes in place of letters are the last thing a designer wants to find out from a customer. */
function noteUnshown(node: TextNode, session: Session): void {
  const unshown = session.host.unshown?.(node.id) ?? [];
  if (unshown.length === 0) return;
  session.adjust({
    kind: 'font',
    nodeId: node.id,
    message:
      `No font here has ${unshown.slice(0, 12).join('')}${unshown.length > 12 ? '...' : ''}: drawn as empty boxes. ` +
      'Install a font that has these characters (ADSMITH_FONTS names further folders), or change the copy.',
  });
}

/** Truncation before `maxLines` (refused without it); the box last, when everything that sets its size is there. */
export function writeTextBox(node: TextNode, props: Props): void {
  for (const name of ['textAutoResize', 'textTruncation', 'maxLines']) {
    if (!(name in props)) continue;
    if (name === 'maxLines' && props[name] !== null && node.textTruncation !== 'ENDING') {
      // Figma ignores or refuses maxLines on its own; asking for it means asking for the ellipsis.
      setMember(node, 'textTruncation', 'ENDING');
    }
    guarded(`props.${name}`, () => setMember(node, name, props[name]));
  }
}

/** Members that exist for ranges only are written over the whole text. */
function writeWhole(node: TextNode, name: string, value: unknown): void {
  if (hasMember(node, name)) {
    setMember(node, name, value);
    return;
  }
  const setter = runMembers.find(([member]) => member === name)?.[1];
  if (setter !== undefined && node.characters.length > 0)
    callMember(node, setter, [0, node.characters.length, value]);
}

async function writeRange(node: TextNode, range: Props, session: Session, path: string): Promise<void> {
  const start = Number(range['start']);
  const end = Number(range['end']);
  const length = node.characters.length;
  if (end > length) {
    fail('bad_value', `The range ${start}-${end} is outside the text, which has ${length} characters.`, {
      path,
      hint: 'Offsets count UTF-16 characters; end is exclusive.',
    });
  }
  const before = node.getRangeFontName(start, end);
  const font = fontRequest(range, typeof before === 'symbol' ? firstFont(node, start) : before, path);
  if (font !== undefined) {
    const fontName = await useFont(node, font, session);
    guarded(`${path}.fontName`, () => node.setRangeFontName(start, end, fontName));
  }
  for (const name of Object.keys(range)) {
    if (name === 'start' || name === 'end' || fontWords.indexOf(name) >= 0) continue;
    const setter = runMembers.find(([member]) => member === name)?.[1];
    if (setter === undefined) {
      fail('unknown_property', `A text range has no property "${name}".`, {
        path: `${path}.${name}`,
        hint: `A range can have ${runMembers.map(([member]) => member).join(', ')}, fontFamily, fontWeight, italic.`,
      });
    }
    const value = name === 'fills' ? await session.images.resolvePaints(range[name]) : range[name];
    guarded(`${path}.${name}`, () => callMember(node, setter, [start, end, value]));
  }
}

const firstFont = (node: TextNode, start: number): FontName | undefined => {
  const font = node.getRangeFontName(start, start + 1);
  return typeof font === 'symbol' ? undefined : font;
};

function currentFont(node: TextNode): FontName | undefined {
  const font = node.fontName;
  if (typeof font !== 'symbol') return font;
  return node.characters === '' ? undefined : firstFont(node, 0);
}

/** The font that `props` ask for, given the one in use; undefined when they say nothing about it. */
export function fontRequest(
  props: Props,
  current: FontName | undefined,
  path = 'props',
): FontRequest | undefined {
  if (!fontWords.some((name) => props[name] !== undefined)) return undefined;
  const fontName = props['fontName'];
  let base = current ?? { family: 'Inter', style: 'Regular' };
  let named = false;
  if (fontName !== undefined) {
    if (!isRecord(fontName) || typeof fontName['family'] !== 'string') {
      return fail('bad_value', 'fontName must be {family, style}.', { path: `${path}.fontName` });
    }
    const style = fontName['style'];
    named = typeof style === 'string';
    base = { family: fontName['family'], style: typeof style === 'string' ? style : 'Regular' };
  }
  const { fontFamily, fontWeight, italic } = props;
  const family = typeof fontFamily === 'string' ? fontFamily : base.family;
  if (named && fontFamily === undefined && fontWeight === undefined && italic === undefined) {
    return { family, style: base.style };
  }
  const traits = readStyle(base.style);
  const variable = base.variationSettings?.['wght'];
  return {
    family,
    weight: typeof fontWeight === 'number' ? fontWeight : (variable ?? traits.weight),
    italic: typeof italic === 'boolean' ? italic : traits.italic,
  };
}

async function useFont(node: TextNode, request: FontRequest, session: Session): Promise<FontName> {
  const { fontName, substitution } = await session.fonts.resolve(request);
  await session.fonts.load([fontName]);
  if (substitution !== undefined) session.adjust({ kind: 'font', nodeId: node.id, message: substitution });
  return fontName;
}
