/** What is wrong with a script, where, and what to write instead. */

export interface ScriptProblem {
  /** One sentence. */
  message: string;
  /** What could have stood there. */
  expected?: string;
  /** What stands there. */
  found?: string;
  /** What to do. */
  hint?: string;
}

/** The only error that parsing and compiling a script throw. The message carries the line with a caret below. */
export class ScriptError extends Error {
  override readonly name = 'ScriptError';
  /** 1-based. */
  readonly line: number;
  /** 1-based, UTF-16 units. */
  readonly column: number;
  /** The offending line with a caret under the column. */
  readonly excerpt: string;
  readonly problem: ScriptProblem;

  constructor(source: string, offset: number, problem: ScriptProblem) {
    const { line, column } = positionAt(source, offset);
    const excerpt = excerptAt(source, offset);
    const parts = [
      `Line ${line}, column ${column}: ${problem.message}`,
      excerpt,
      problem.expected === undefined ? undefined : `Expected: ${problem.expected}`,
      problem.found === undefined ? undefined : `Found: ${problem.found}`,
      problem.hint,
    ];
    super(parts.filter((part) => part !== undefined).join('\n'));
    this.line = line;
    this.column = column;
    this.excerpt = excerpt;
    this.problem = problem;
  }
}

/** 1-based line and column of an offset; lines end at `\n`, `\r\n` or `\r`. */
export function positionAt(source: string, offset: number): { line: number; column: number } {
  let line = 1;
  let start = 0;
  for (const match of source.slice(0, offset).matchAll(/\r\n?|\n/g)) {
    line++;
    start = match.index + match[0].length;
  }
  return { line, column: offset - start + 1 };
}

/** Characters of a line shown around the caret; one line may hold a whole script. */
const window = 60;

function excerptAt(source: string, offset: number): string {
  const { column } = positionAt(source, offset);
  const start = offset - column + 1;
  const text = /^[^\r\n]*/.exec(source.slice(start))?.[0] ?? '';
  const from = Math.max(0, column - 1 - window);
  const to = column - 1 + window;
  const lead = from > 0 ? '...' : '';
  const shown = `${lead}${text.slice(from, to)}${to < text.length ? '...' : ''}`;
  // Tabs stay tabs, so that the caret lands below its character whatever the tab width.
  const indent = `${lead}${text.slice(from, column - 1)}`.replaceAll(/[^\t]/g, ' ');
  return `  ${shown}\n  ${indent}^`;
}
