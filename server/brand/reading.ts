/** Sections as people mean them: a line such as "Benefits:" above a list is a heading too. For reading only. */
import { plainText, type Section, sections } from './markdown.ts';

export type ReadSection = Pick<Section, 'title' | 'level' | 'path' | 'lines'>;

/** Like `sections`, cut further at lines that are nothing but a label. */
export function readSections(markdown: string | Uint8Array): ReadSection[] {
  return sections(markdown).flatMap(({ title, level, path, lines }) => {
    const parts: ReadSection[] = [{ title, level, path, lines: [] }];
    for (const [index, line] of lines.entries()) {
      const label = labelOf(line, lines.slice(index + 1));
      if (label === undefined) parts.at(-1)?.lines.push(line);
      else parts.push({ title: label, level: Math.max(level + 1, 2), path: [...path, label], lines: [] });
    }
    return parts;
  });
}

/** "Benefits:" above a list or a table, or "**Benefits**" above anything. */
function labelOf(line: string, below: readonly string[]): string | undefined {
  const bold = /^\s*(\*\*|__)([^*_|]{2,50})\1\s*[:：]?\s*$/.exec(line);
  const plain = /^\s*([^\s|>#*+`-][^|:：]{0,50})[:：]\s*$/.exec(line);
  const label = bold?.[2] ?? plain?.[1];
  if (label === undefined) return undefined;
  const next = below.find((other) => other.trim() !== '');
  if (next === undefined || (!bold && !/^\s*(?:[-*+]\s|\d{1,3}[.)]\s|\|)/.test(next))) return undefined;
  return plainText(label).replace(/[:：]$/, '');
}
