/** How the brand speaks, from its voice file: a summary, what to do, what not to do, lines that sound right. */
import { listItems, paragraphs } from './markdown.ts';
import { readSections } from './reading.ts';
import { says } from './vocabulary.ts';

export interface BrandVoice {
  /** The first sentence that describes the voice. */
  summary?: string;
  dos: string[];
  donts: string[];
  samples: string[];
}

/** Without a list of what to do, the first paragraph is what there is: as much of it, in characters. */
const LONGEST_SUMMARY = 260;

export function readVoice(markdown: string): BrandVoice {
  const voice: BrandVoice = { dos: [], donts: [], samples: [] };
  for (const section of readSections(markdown)) {
    const items = listItems(section.lines);
    const bare = items.map((item) => item.replace(/^["“”]|["“”]$/g, ''));
    if (says.voiceDont.test(section.title)) voice.donts.push(...items);
    else if (says.voiceSample.test(section.title)) voice.samples.push(...bare);
    else if (says.voiceDo.test(section.title)) voice.dos.push(...items);
    else voice.summary ??= paragraphs(section.lines).find((text) => labelled(text) === undefined);
    if (says.voiceDo.test(section.title) || says.voiceDont.test(section.title)) continue;
    // "- Do: short words" in one list with "- Don't: exclamation marks"; "Never say: ..." in a line of its own.
    for (const item of [...items, ...paragraphs(section.lines)]) {
      const inline = labelled(item);
      if (inline?.of === 'dos' || inline?.of === 'donts') voice[inline.of].push(inline.text);
    }
  }
  const { summary, ...rest } = voice;
  if (summary === undefined) return rest;
  return {
    summary: rest.dos.length === 0 ? sentences(summary, LONGEST_SUMMARY) : firstSentence(summary),
    ...rest,
  };
}

/** "Never say: detox" -> a don't. */
function labelled(text: string): { of: 'dos' | 'donts'; text: string } | undefined {
  const [, label = '', rest = ''] = /^([^:：.–—]{1,30}?)\s*(?:[:：–—]|\s-\s)\s*(.+)$/.exec(text) ?? [];
  if (label.split(' ').length > 3) return undefined;
  if (says.voiceDont.test(label)) return { of: 'donts', text: rest };
  return /^(?:do|always|immer|toujours|siempre|必ず)$/i.test(label) ? { of: 'dos', text: rest } : undefined;
}

/** As many whole sentences as fit. */
function sentences(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = Math.max(...['. ', '! ', '? ', '。'].map((stop) => text.slice(0, most).lastIndexOf(stop)));
  return end > 0 ? text.slice(0, end + 1) : firstSentence(text);
}

function firstSentence(text: string): string {
  return /^.{20,}?[.!?](?=\s|$)/.exec(text)?.[0] ?? text;
}
