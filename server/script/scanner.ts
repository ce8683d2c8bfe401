/** Reads a script character by character: white space, comments, names, numbers and strings. */
import { ScriptError, type ScriptProblem } from './script-error.ts';

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  v: '\v',
};

export class Scanner {
  offset = 0;
  /** Where the white space and comments before the current place began. */
  private gap = 0;

  constructor(readonly source: string) {}

  get done(): boolean {
    return this.offset >= this.source.length;
  }

  peek(): string {
    return this.source.charAt(this.offset);
  }

  /** Takes `text` if it stands here. */
  take(text: string): boolean {
    if (!this.source.startsWith(text, this.offset)) return false;
    this.offset += text.length;
    return true;
  }

  /** Takes what the sticky pattern matches here. */
  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.offset;
    const found = pattern.exec(this.source)?.[0];
    if (found !== undefined) this.offset += found.length;
    return found;
  }

  fail(problem: ScriptProblem, offset = this.offset): ScriptError {
    return new ScriptError(this.source, offset, problem);
  }

  /** What stands here, for an error message. */
  found(): string {
    if (this.done) return 'the end of the script';
    if (/[\r\n]/.test(this.peek())) return 'the end of the line';
    const rest = this.source.slice(this.offset, this.offset + 40);
    const word = /^(?:[\w$.:#%-]+|"[^"\r\n]*"?|'[^'\r\n]*'?)/.exec(rest)?.[0];
    return word ?? String.fromCodePoint(rest.codePointAt(0) ?? 0);
  }

  /** Where a hex colour was just skipped as a comment: the usual reason for a value that seems to be missing. */
  skippedColour(): { text: string; offset: number } | undefined {
    const found = /#(?:[0-9a-f]{6}(?:[0-9a-f]{2})?|[0-9a-f]{3,4})\b/i.exec(
      this.source.slice(this.gap, this.offset),
    );
    return found ? { text: found[0], offset: this.gap + found.index } : undefined;
  }

  /** Skips white space and comments. Answers whether a line ended. */
  skip(): boolean {
    this.gap = this.offset;
    let newLine = false;
    for (;;) {
      const space = this.match(/[\s\uFEFF]+/y);
      if (space !== undefined) {
        newLine ||= /[\r\n\u2028\u2029]/.test(space);
        continue;
      }
      if (this.source.startsWith('/*', this.offset)) {
        newLine = this.skipBlock() || newLine;
        continue;
      }
      if (this.source.startsWith('//', this.offset) || (this.peek() === '#' && this.hashStartsComment())) {
        this.match(/[^\r\n]*/y);
        continue;
      }
      return newLine;
    }
  }

  private hashStartsComment(): boolean {
    return this.offset === 0 || /\s/.test(this.source.charAt(this.offset - 1));
  }

  private skipBlock(): boolean {
    const end = this.source.indexOf('*/', this.offset + 2);
    if (end < 0) throw this.fail({ message: 'This comment is never closed.', hint: 'End it with */.' });
    const text = this.source.slice(this.offset, end);
    this.offset = end + 2;
    return /[\r\n]/.test(text);
  }

  name(): string | undefined {
    return this.match(/[A-Za-z_][A-Za-z0-9_]*/y);
  }

  /** A decimal number: sign, fraction and exponent as in JSON, plus a leading or trailing point. */
  number(): number | undefined {
    const start = this.offset;
    const text = this.match(/[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y);
    if (text === undefined) return undefined;
    const id = this.match(/:\d[\d:;]*/y);
    if (id !== undefined) {
      throw this.fail({ message: `A node id is written in quotes: "${text}${id}".` }, start);
    }
    const unit = this.match(/[A-Za-z_$%][\w%]*/y);
    if (unit !== undefined) {
      throw this.fail(
        {
          message: `"${text}${unit}" is not a number.`,
          hint: unit === '%' ? `Write "${text}%" in quotes.` : 'Lengths are plain numbers, in px.',
        },
        start,
      );
    }
    const value = Number(text);
    if (Number.isFinite(value)) return value;
    throw this.fail({ message: `The number ${text.slice(0, 40)} is too large.` }, start);
  }

  /**
   * A string in single or double quotes, without them. Line breaks inside are part of the text (`\r\n` counts as
   * `\n`). `\n`, `\t`, `\uXXXX`, `\u{...}` and `\xXX` are read as in JavaScript; a backslash before a sign stands
   * for that sign; one before any other letter or digit is an error, because it is more often a Windows path.
   */
  string(): string | undefined {
    const start = this.offset;
    const quote = this.peek();
    if (quote !== '"' && quote !== "'") return undefined;
    this.offset++;
    let text = '';
    for (;;) {
      if (this.done) {
        throw this.fail(
          {
            message: 'This text is never closed.',
            hint: `End it with ${quote}; a ${quote} inside the text is written \\${quote}.`,
          },
          start,
        );
      }
      const char = this.peek();
      this.offset++;
      if (char === quote) return text;
      if (char === '\\') text += this.escape();
      else if (char === '\r') {
        this.take('\n');
        text += '\n';
      } else text += char;
    }
  }

  /** After the backslash. */
  private escape(): string {
    const start = this.offset - 1;
    const hex = this.match(/u\{[0-9a-fA-F]{1,6}\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}/y);
    if (hex !== undefined) {
      const code = Number.parseInt(hex.replaceAll(/[ux{}]/g, ''), 16);
      if (code <= 0x10ffff)
        return hex.startsWith('u{') ? String.fromCodePoint(code) : String.fromCharCode(code);
      throw this.fail({ message: `\\${hex} is no character: the last one is \\u{10FFFF}.` }, start);
    }
    const char = this.peek();
    this.offset++;
    const control = Object.hasOwn(escapes, char) ? escapes[char] : undefined;
    if (control !== undefined) return control;
    if (char === '\r') {
      this.take('\n');
      return '';
    }
    if (char === '\n') return '';
    if (/[A-Za-z0-9]/.test(char)) {
      throw this.fail(
        {
          message: `"\\${char}" means nothing.`,
          hint: `A backslash in the text is written twice: "\\\\${char}". In a path, "/" works everywhere.`,
        },
        start,
      );
    }
    return char;
  }
}
