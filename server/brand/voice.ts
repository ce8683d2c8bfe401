/** How the brand speaks, from its voice file: a summary, what to do, what not to do, lines that sound right. */
import { listItems, paragraphs, sections } from './markdown.ts';

export interface BrandVoice {
  /** The first sentence that describes the voice. */
  summary?: string;
  dos: string[];
  donts: string[];
  samples: string[];
}

const dontTitle =
  /\b(do not|don['’]?ts?|avoid|never|not like this|words we (?:don['’]t|never)|banned|off[- ]voice)\b/i;
const doTitle = /\b(dos?|always|we are|principles|we say|on[- ]voice)\b/i;
const sampleTitle = /\b(samples?|examples?|lines?|headlines?|sounds like)\b/i;

export function readVoice(markdown: string): BrandVoice {
  const voice: BrandVoice = { dos: [], donts: [], samples: [] };
  for (const section of sections(markdown)) {
    const items = listItems(section.lines);
    const bare = items.map((item) => item.replace(/^["“”]|["“”]$/g, ''));
    if (dontTitle.test(section.title)) voice.donts.push(...items);
    else if (sampleTitle.test(section.title)) voice.samples.push(...bare);
    else if (doTitle.test(section.title)) voice.dos.push(...items);
    else voice.summary ??= firstSentence(paragraphs(section.lines)[0]);
    for (const item of items) {
      // "- Do: short words" in one list with "- Don't: exclamation marks".
      const inline = /^(do|always|don['’]t|do not|never|avoid)\s*[:–—-]\s*(.+)$/i.exec(item);
      if (!inline || doTitle.test(section.title) || dontTitle.test(section.title)) continue;
      (/^(do|always)$/i.test(inline[1] ?? '') ? voice.dos : voice.donts).push(inline[2] ?? '');
    }
  }
  return voice;
}

function firstSentence(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  return /^.{20,}?[.!?](?=\s|$)/.exec(text)?.[0] ?? text;
}
