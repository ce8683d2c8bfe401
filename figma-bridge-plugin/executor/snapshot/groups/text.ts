/** A text: its characters, the style of every run of them, and how the whole is set. */
import { callMember, hasMember, isRecord, type Props, setMember } from '../../node-access.ts';
import type { Session } from '../../session.ts';
import { decode, encode, sameValue } from '../../value.ts';
import { differs, type PropertyGroup, readMembers } from '../group.ts';

/**
 * Members of a run, with the method that writes each over a range. `fontName` first: the others need its font. The
 * list is Figma's `StyledTextSegment` without what is read-only (`fontWeight`, `openTypeFeatures`).
 */
export const runMembers: readonly (readonly [name: string, setter: string])[] = [
  ['fontName', 'setRangeFontName'],
  ['fontSize', 'setRangeFontSize'],
  ['textCase', 'setRangeTextCase'],
  ['letterSpacing', 'setRangeLetterSpacing'],
  ['lineHeight', 'setRangeLineHeight'],
  ['fills', 'setRangeFills'],
  ['textDecoration', 'setRangeTextDecoration'],
  ['textDecorationStyle', 'setRangeTextDecorationStyle'],
  ['textDecorationOffset', 'setRangeTextDecorationOffset'],
  ['textDecorationThickness', 'setRangeTextDecorationThickness'],
  ['textDecorationColor', 'setRangeTextDecorationColor'],
  ['textDecorationSkipInk', 'setRangeTextDecorationSkipInk'],
  ['listOptions', 'setRangeListOptions'],
  ['listSpacing', 'setRangeListSpacing'],
  ['indentation', 'setRangeIndentation'],
  ['paragraphIndent', 'setRangeParagraphIndent'],
  ['paragraphSpacing', 'setRangeParagraphSpacing'],
  ['textWrapStyle', 'setRangeTextWrapStyle'],
  ['hyperlink', 'setRangeHyperlink'],
];
/** A decoration's members are null while there is none, and Figma takes no null for them. */
const decorationMember = /^textDecoration./;

const nodeMembers = [
  'textAlignHorizontal',
  'textAlignVertical',
  'leadingTrim',
  'hangingPunctuation',
  'hangingList',
  'textTruncation',
  'maxLines',
];

type Field = Parameters<TextNode['getStyledTextSegments']>[0][number];
interface Run extends Props {
  start: number;
  end: number;
}

/** The runs of a text as JSON; an empty text has one of length 0 that holds the style its first characters get. */
export function readRuns(node: TextNode): Run[] {
  if (node.characters === '') {
    const style = readMembers(
      node,
      runMembers.map(([name]) => name),
    );
    return [{ start: 0, end: 0, ...style }];
  }
  const runs: Run[] = [];
  for (const segment of segmentsOf(node)) {
    const { characters: _, start, end, ...style } = segment;
    const encoded = encode(style);
    runs.push({ ...(isRecord(encoded) ? encoded : {}), start, end });
  }
  return runs;
}

const fields = runMembers.map(([name]) => name) as Field[];
/** Came to Figma later than the rest; a version without them refuses the whole question. */
const newer = /^textDecoration.|^textWrapStyle$/;

function segmentsOf(node: TextNode) {
  try {
    return node.getStyledTextSegments(fields);
  } catch {
    return node.getStyledTextSegments(fields.filter((name) => !newer.test(name)));
  }
}

/** Loads every font the text uses now, so that it may be written at all. A missing font is no reason to stop. */
export async function loadFontsOf(node: TextNode, session: Session): Promise<void> {
  const fonts =
    node.characters === '' ? singleFont(node) : node.getRangeAllFontNames(0, node.characters.length);
  for (const font of fonts) await session.fonts.load([font]).catch(() => undefined);
}

function singleFont(node: TextNode): FontName[] {
  const font = node.fontName;
  return typeof font === 'symbol' ? [] : [font];
}

export const text: PropertyGroup = {
  name: 'text',
  phase: 'content',
  members: ['characters', 'runs'].concat(nodeMembers),
  read(node) {
    if (node.type !== 'TEXT') return {};
    return { characters: node.characters, runs: readRuns(node), ...readMembers(node, nodeMembers) };
  },
  async write(node, target, current, writer) {
    if (node.type !== 'TEXT') return;
    const names = ['characters', 'runs', ...nodeMembers];
    if (!names.some((name) => differs(target, current, name))) return;
    await loadFontsOf(node, writer.session);
    if (differs(target, current, 'characters')) {
      await writer.attempt(node, 'characters', () => setMember(node, 'characters', target['characters']));
    }
    const wanted = target['runs'];
    if (Array.isArray(wanted) && !sameValue(wanted, readRuns(node))) {
      for (const run of wanted) if (isRun(run)) await writeRun(node, run, writer);
    }
    const now = text.read(node, writer.session);
    for (const name of nodeMembers) {
      if (!differs(target, now, name)) continue;
      await writer.attempt(node, name, () => setMember(node, name, target[name]));
    }
  },
};

function isRun(value: unknown): value is Run {
  return isRecord(value) && typeof value['start'] === 'number' && typeof value['end'] === 'number';
}

async function writeRun(
  node: TextNode,
  run: Run,
  writer: Parameters<PropertyGroup['write']>[3],
): Promise<void> {
  for (const [name, setter] of runMembers) {
    const value = run[name];
    if (value === undefined || (value === null && decorationMember.test(name))) continue;
    const font = name === 'fontName' ? await usableFont(node, value, writer.session) : undefined;
    if (runValueIs(node, run, name, font ?? value)) continue;
    await writer.attempt(node, name, async () => {
      let decoded = decode(font ?? value);
      if (name === 'fills') decoded = decode(await writer.session.images.resolvePaints(value));
      if (run.end > run.start) callMember(node, setter, [run.start, run.end, decoded]);
      else if (hasMember(node, name)) setMember(node, name, decoded);
    });
  }
}

/** Does every character of the range have this value already? */
function runValueIs(node: TextNode, run: Run, name: string, value: unknown): boolean {
  return readRuns(node).every(
    (each) =>
      (each.end <= run.start && each.end > 0) ||
      each.start >= Math.max(run.end, 1) ||
      sameValue(each[name], value),
  );
}

/** The font itself when the host has it, else its nearest stand-in; the session notes the substitution. */
async function usableFont(node: TextNode, value: unknown, session: Session): Promise<FontName | undefined> {
  if (!isRecord(value) || typeof value['family'] !== 'string' || typeof value['style'] !== 'string')
    return undefined;
  const font = decode(value) as FontName;
  try {
    await session.fonts.load([font]);
    return font;
  } catch {
    const { fontName, substitution } = await session.fonts.resolve({
      family: font.family,
      style: font.style,
    });
    await session.fonts.load([fontName]);
    if (substitution !== undefined) session.adjust({ kind: 'font', nodeId: node.id, message: substitution });
    return fontName;
  }
}
