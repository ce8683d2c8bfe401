/**
 * The lines of a Markdown file with their places in its bytes, so that code can add to a file which people also
 * write by hand, and leave every other byte as it is.
 */

export interface SourceLine {
  /** Without its line break and without a byte order mark. */
  text: string;
  /** Byte offsets: of the text, of its end, and of the next line. */
  start: number;
  end: number;
  next: number;
  /** Not structure: inside a code fence, its marker, an HTML comment, or the file's front matter. */
  hidden?: 'code' | 'fence' | 'comment' | 'front';
}

const LF = 0x0a;
const CR = 0x0d;

/** Length of the byte order mark, if there is one. */
export const bomLength = (bytes: Uint8Array): number =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;

/** All lines; a file that ends with a line break has no empty line after it. LF, CRLF and CR are understood. */
export function sourceLines(bytes: Uint8Array): SourceLine[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const lines: SourceLine[] = [];
  let start = bomLength(bytes);
  for (let at = start; at <= bytes.length; at++) {
    const byte = bytes[at];
    if (at < bytes.length && byte !== LF && byte !== CR) continue;
    if (at === bytes.length && start === at) break;
    const next = at === bytes.length ? at : byte === CR && bytes[at + 1] === LF ? at + 2 : at + 1;
    lines.push({ text: buffer.toString('utf8', start, at), start, end: at, next });
    start = next;
    at = next - 1;
  }
  hideFrontMatter(lines);
  hideFencesAndComments(lines);
  return lines;
}

/** The line break the file uses most; LF when it has none. */
export function lineBreakOf(bytes: Uint8Array): '\n' | '\r\n' | '\r' {
  const counts = { '\n': 0, '\r\n': 0, '\r': 0 };
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] === LF) counts[bytes[at - 1] === CR ? '\r\n' : '\n']++;
    else if (bytes[at] === CR && bytes[at + 1] !== LF) counts['\r']++;
  }
  if (counts['\r\n'] > counts['\n'] && counts['\r\n'] >= counts['\r']) return '\r\n';
  return counts['\r'] > counts['\n'] ? '\r' : '\n';
}

function hideFrontMatter(lines: readonly SourceLine[]): void {
  if (lines[0]?.text.trimEnd() !== '---') return;
  const close = lines.findIndex(({ text }, index) => index > 0 && /^(---|\.\.\.)\s*$/.test(text));
  // A rule at the top of a file is no front matter: that is a block of "key: value" lines.
  const isBlock =
    close > 1 && lines.slice(1, close).every(({ text }) => /^\s|^[\w-]+\s*:|^#|^-\s|^$/.test(text));
  if (!isBlock) return;
  for (const line of lines.slice(0, close + 1)) line.hidden = 'front';
}

/** A fence or comment that is never closed hides nothing: a slip of the pen must not swallow the rest of a log. */
function hideFencesAndComments(lines: readonly SourceLine[]): void {
  // What was looked for in vain is not looked for again: a file full of open fences must not cost its square.
  const neverCloses = new Map<string, number>();
  let commentsClose = true;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at];
    if (!line || line.hidden) continue;
    const fence = /^\s*(```+|~~~+)/.exec(line.text)?.[1];
    if (fence !== undefined) {
      const closing = new RegExp(`^\\s*${fence[0] === '`' ? '`' : '~'}{${fence.length},}\\s*$`);
      const mark = fence.charAt(0);
      const vain = fence.length >= (neverCloses.get(mark) ?? Number.POSITIVE_INFINITY);
      const close = vain ? -1 : lines.findIndex(({ text }, index) => index > at && closing.test(text));
      if (close < 0) {
        if (!vain) neverCloses.set(mark, fence.length);
        line.hidden = 'fence';
        continue;
      }
      for (const inside of lines.slice(at + 1, close)) inside.hidden = 'code';
      for (const marker of [at, close]) (lines[marker] ?? line).hidden = 'fence';
      at = close;
      continue;
    }
    // A comment within one line is taken out with the other HTML; only one over several lines hides them.
    if (!commentsClose || !/^\s*<!--(?!.*-->)/.test(line.text)) continue;
    const close = lines.findIndex(({ text }, index) => index > at && text.includes('-->'));
    commentsClose = close >= 0;
    if (close < 0) continue;
    for (const inside of lines.slice(at, close + 1)) inside.hidden = 'comment';
    at = close;
  }
}
