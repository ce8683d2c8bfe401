/**
 * Whose type a text is set in. An ad may quote something that is not the brand: a phone's interface, a newspaper, a
 * handwritten note. What is quoted is not measured against the brand's type.
 */
import { z } from 'zod';
import { countWords } from '../../typography/sizes.ts';
import type { CheckInput } from '../check.ts';
import data from '../data/borrowed-type.json' with { type: 'json' };
import { ancestorsOf, type CheckNode, isText, seen, type TextCheckNode } from './node.ts';
import { areaOf, contains } from './rect.ts';
import { isSign } from './role.ts';

const file = z
  .strictObject({
    about: z.string(),
    source: z.string(),
    asOf: z.string(),
    interface: z.array(z.string()),
    handwriting: z.array(z.string()),
  })
  .parse(data);

/** "Inter Variable" and "Inter" are one family. */
export const plainFamily = (family: string): string =>
  family
    .toLowerCase()
    .replace(/\b(variable|vf)\b/g, '')
    .replace(/\s+/g, ' ')
    .trim();

const faces = new Set(file.interface.map(plainFamily));
const hands = new Set(file.handwriting.map(plainFamily));

/**
 * own: the brand speaks. quoted: somebody else does. note: a few words by hand beside something. likely: it looks as
 * if it quoted, but nothing says so.
 */
export type Voice = 'own' | 'quoted' | 'note' | 'likely';

/** Categories (`format-categories.json`) that show the words of something or somebody else. */
const showsInterface = new Set(['borrowed_interface', 'ugc_style']);
const showsPress = new Set(['pr_media']);

/** Longer than this is more than a note scribbled beside something. */
const NOTE_WORDS = 8;
/** A masthead is a name. */
const MASTHEAD_WORDS = 4;

/** Answers for each text in a strange family; `own`: the families that are the ad's. */
export function voicesOf(
  input: Pick<CheckInput, 'copy' | 'nodes' | 'frame' | 'category'>,
  own: readonly string[],
): (node: TextCheckNode, family: string) => Voice {
  const { copy, category = '' } = input;
  const known = new Set(own.map(plainFamily));
  const isOwn = (node: TextCheckNode) => node.text.runs.every(({ family }) => known.has(plainFamily(family)));
  const cards = new Map(copy.map((node) => [node, cardUnder(node, input)]));
  const words = copy.filter(({ text }) => !isSign(text.characters));
  const says = (node: TextCheckNode) => isOwn(node) && countWords(node.text.characters) >= 2;
  /** The brand has the word somewhere outside of this card. */
  const speaksOutside = (card: CheckNode | undefined) =>
    words.some((node) => says(node) && (card === undefined || cards.get(node) !== card));
  /** What leads on the card is not the brand's, which speaks beside it. */
  const isForeign = (card: CheckNode | undefined) => {
    const lead = card && leadOf(words.filter((each) => cards.get(each) === card));
    return lead !== undefined && !isOwn(lead) && speaksOutside(card);
  };
  /** Another's layout has two families as well, its most prominent ones: a third is a slip wherever it stands. */
  const leadsOf = (card: CheckNode | undefined): string[] => {
    const strange = words
      .filter((each) => cards.get(each) === card)
      .flatMap(({ text }) => text.runs)
      .toSorted((a, b) => b.size - a.size)
      .map((run) => plainFamily(run.family))
      .filter((each) => !known.has(each));
    return [...new Set(strange)].slice(0, 2);
  };
  const isShownHand = (node: TextCheckNode, card: CheckNode | undefined) =>
    category === 'ugc_style' ||
    (category === 'borrowed_interface' && node.role !== 'headline' && node.role !== 'subhead') ||
    (category === 'social_proof' && isForeign(card));

  return (node, family) => {
    if (known.has(plainFamily(family))) return 'own';
    if (isSign(node.text.characters)) return 'quoted';
    if (node.role === 'cta' || node.role === 'cta_label') return 'own';
    const [isFace, isHand] = [faces.has(plainFamily(family)), hands.has(plainFamily(family))];
    const card = cards.get(node);
    if (isHand && isShownHand(node, card)) return 'quoted';
    if (isHand && isNote(node) && speaksOutside(undefined)) return 'note';
    if (isFace && showsInterface.has(category) && (category === 'ugc_style' || speaksOutside(undefined)))
      return 'quoted';
    if (showsPress.has(category)) {
      if (isForeign(card) && leadsOf(card).includes(plainFamily(family))) return 'quoted';
      if (node.role === 'label' && isName(node) && speaksOutside(undefined)) return 'quoted';
    }
    if (category !== '' || !card || !speaksOutside(card)) return 'own';
    // A card set in another's type from end to end, while the brand speaks around it.
    const on = words.filter((each) => cards.get(each) === card);
    return on.length >= 2 && on.every((each) => !isOwn(each)) ? 'likely' : 'own';
  };
}

/** A few words set loose beside something: no headline, and not of the block of copy. */
const isNote = (node: TextCheckNode): boolean =>
  node.role !== 'headline' &&
  countWords(node.text.characters) <= NOTE_WORDS &&
  !ancestorsOf(node).some(({ role }) => role === 'copy');

const isName = ({ text }: TextCheckNode): boolean =>
  countWords(text.characters) <= MASTHEAD_WORDS && !/[.!?…]["”’]?$/.test(text.characters.trim());

const leadOf = (texts: readonly TextCheckNode[]): TextCheckNode | undefined =>
  texts.toSorted((a, b) => b.text.size - a.text.size)[0];

/** The smallest filled box under a text that is not what the whole ad stands on. */
function cardUnder(
  node: TextCheckNode,
  { nodes, frame }: Pick<CheckInput, 'nodes' | 'frame'>,
): CheckNode | undefined {
  return nodes
    .filter(
      (each) =>
        each.shown &&
        !isText(each) &&
        each.z < node.z &&
        seen(each.fills).length > 0 &&
        areaOf(each.box) < areaOf(frame.box) * 0.9 &&
        contains(each.box, node.box, 2),
    )
    .toSorted((a, b) => areaOf(b.box) - areaOf(a.box))[0];
}
