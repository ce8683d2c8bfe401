/**
 * Nested rules in the one spelling the CSS parser takes. It reads a nested rule only when it begins with "&"; at
 * `h1 {` or `.dark & {` it gives up the rest of the outer block, and likewise at rules inside `@theme`.
 */
import { tokenize, tokenTypes } from 'css-tree';

/** Before nested selectors that do not begin with "&"; `selectorOf` takes it off again. */
const MARK = '&adsmith-nested ';
/** The selector `@theme` blocks stand under. */
const THEME = 'adsmith-theme';

type Block = 'rule' | 'group' | 'other';

/** The same rules line by line; only what the parser would stumble over is respelled. */
export function parserReady(css: string): string {
  const edits: { at: number; until: number; text: string }[] = [];
  const blocks: Block[] = [];
  /** Tokens of the statement being read: where it begins, and whether it can be a declaration of a custom property. */
  let start: { at: number; first: number; text: string } | undefined;
  let custom = false;
  const opened = () => {
    if (!start) return 'other' as const;
    if (start.first === tokenTypes.AtKeyword) {
      const name = start.text.toLowerCase();
      if (name !== '@theme')
        return /^@(media|supports|layer|container|scope|variant|starting-style|document)$/.test(name)
          ? ('group' as const)
          : ('other' as const);
      return 'rule' as const;
    }
    return custom ? ('other' as const) : ('rule' as const);
  };
  tokenize(css, (type, from, to) => {
    if (
      type === tokenTypes.WhiteSpace ||
      type === tokenTypes.Comment ||
      type === tokenTypes.CDO ||
      type === tokenTypes.CDC
    )
      return;
    if (type === tokenTypes.LeftCurlyBracket) {
      const kind = opened();
      if (start && kind === 'rule') {
        if (start.text.toLowerCase() === '@theme')
          edits.push({ at: start.at, until: from, text: `${blocks.includes('rule') ? MARK : ''}${THEME} ` });
        else if (blocks.includes('rule') && blocks.at(-1) !== 'other' && start.text !== '&')
          edits.push({ at: start.at, until: start.at, text: MARK });
      }
      blocks.push(kind);
      start = undefined;
      custom = false;
    } else if (type === tokenTypes.RightCurlyBracket) {
      // The value of a custom property may hold a block; its statement goes on behind it.
      blocks.pop();
      start = undefined;
      custom = false;
    } else if (type === tokenTypes.Semicolon) {
      start = undefined;
      custom = false;
    } else if (!start) {
      const text = css.slice(from, to);
      start = { at: from, first: type, text };
      custom = text.startsWith('--');
    }
  });
  let text = '';
  let done = 0;
  for (const { at, until, text: inserted } of edits) {
    text += css.slice(done, at) + inserted;
    // Lines keep their numbers.
    text += css
      .slice(at, until)
      .replace(/[^\n]/g, '')
      .slice(0, until - at);
    done = until;
  }
  return text + css.slice(done);
}

/** A selector as it was written; `@theme` for what stood in such a block. */
export function selectorOf(parsed: string): string {
  const own = parsed.startsWith(MARK.trim()) ? parsed.slice(MARK.trim().length).replace(/^\s+/, '') : parsed;
  return own === THEME ? '@theme' : own;
}
