/**
 * Text of a `batch_operations` script to statements. Grammar:
 *
 *     script     = { statement ( newline | ";" ) }
 *     statement  = [ name "=" ] OPERATION "(" [ value { "," value } [ "," ] ] ")"
 *     value      = "text" | 'text' | number | true | false | null | $name
 *                | "[" values "]" | "{" ( name | "text" ) ":" value, ... "}"
 *
 * Arguments may run over several lines. Comments: two slashes and slash-star anywhere, `#` at the start of a line or after
 * white space. Inside quotes everything is text.
 */
import { nearest } from '../canvas/values.ts';
import type { Entry, ParsedScript, Statement, Value } from './ast.ts';
import { isOperation, maxNesting, maxOperations, maxScriptLength, operations } from './operations.ts';
import { Scanner } from './scanner.ts';
import { positionAt } from './script-error.ts';

/**
 * Reads a script; what it means is checked by `compileScript`. Throws `ScriptError` for a syntax error, an unknown
 * operation, an empty script or one with more than 50 operations.
 */
export function parseScript(source: string): ParsedScript {
  const scanner = new Scanner(source);
  if (source.length > maxScriptLength) {
    throw scanner.fail({
      message: `The script has ${source.length} characters, the limit is ${maxScriptLength}.`,
      hint: 'Split it into several calls; large images go by path, not inside the script.',
    });
  }
  const statements: Statement[] = [];
  skipSeparators(scanner);
  while (!scanner.done) {
    statements.push(parseStatement(scanner));
    endStatement(scanner);
  }
  const first = statements[maxOperations];
  if (first !== undefined) {
    throw scanner.fail(
      {
        message: `The script has ${statements.length} operations, the limit is ${maxOperations} in one call.`,
        hint: 'This is the first one too many. Run the rest in a second call, with the node ids from the first.',
      },
      first.offset,
    );
  }
  if (statements.length === 0) {
    throw scanner.fail(
      {
        message: 'The script has no operations.',
        hint: `Begin with, for example, ${operations.CREATE_FRAME.syntax}.`,
      },
      0,
    );
  }
  return { source, statements };
}

function skipSeparators(scanner: Scanner): void {
  do scanner.skip();
  while (scanner.take(';'));
}

function endStatement(scanner: Scanner): void {
  const newLine = scanner.skip();
  if (scanner.done) return;
  if (!newLine && scanner.peek() !== ';') {
    throw scanner.fail({
      message: 'One operation ends here, and something follows on the same line.',
      expected: 'a new line or ";"',
      found: scanner.found(),
    });
  }
  skipSeparators(scanner);
}

function parseStatement(scanner: Scanner): Statement {
  const offset = scanner.offset;
  let operation = readWord(scanner);
  let operationAt = offset;
  let variable: string | undefined;
  scanner.skip();
  if (scanner.take('=')) {
    variable = operation;
    scanner.skip();
    operationAt = scanner.offset;
    operation = readWord(scanner);
    scanner.skip();
  }
  if (scanner.peek() !== '(') {
    const declared = ['const', 'let', 'var'].includes(operation);
    throw scanner.fail({
      message: declared
        ? `A variable needs no "${operation}".`
        : `"${operation}" is not a complete operation.`,
      expected: variable === undefined ? '"(" or "="' : '"("',
      found: scanner.found(),
      hint: 'Write name=CREATE_FRAME(null, {...}) or UPDATE($name, {...}).',
    });
  }
  if (!isOperation(operation)) {
    const names = Object.keys(operations);
    const near = nearest(operation, names);
    throw scanner.fail(
      {
        message: `There is no operation "${operation}".${near === undefined ? '' : ` Did you mean ${near}?`}`,
        hint: `Operations: ${names.join(', ')}.`,
      },
      operationAt,
    );
  }
  scanner.take('(');
  const args = readList(scanner, ')', () => parseValue(scanner, 0), `arguments of ${operation}`, operationAt);
  const { line, column } = positionAt(scanner.source, offset);
  return { ...(variable === undefined ? {} : { variable }), operation, args, offset, line, column };
}

function readWord(scanner: Scanner): string {
  const offset = scanner.offset;
  const dollar = scanner.take('$');
  const word = scanner.name();
  if (word === undefined || dollar) {
    scanner.offset = offset;
    throw scanner.fail({
      message:
        dollar && word !== undefined
          ? 'A name is set without "$"; "$" is for using it.'
          : 'This is not an operation.',
      expected:
        dollar && word !== undefined ? `${word}=...` : 'an operation such as UPDATE, or name=CREATE_FRAME',
      found: scanner.found(),
    });
  }
  return word;
}

/** Items up to `close`, separated by commas; one comma may trail. */
function readList<T>(
  scanner: Scanner,
  close: string,
  readItem: () => T,
  what: string,
  openedAt: number,
): T[] {
  const items: T[] = [];
  for (;;) {
    scanner.skip();
    if (scanner.take(close)) return items;
    if (scanner.done) throw neverClosed(scanner, close, what, openedAt);
    items.push(readItem());
    scanner.skip();
    if (scanner.take(',')) continue;
    if (scanner.take(close)) return items;
    if (scanner.done) throw neverClosed(scanner, close, what, openedAt);
    throw scanner.fail({
      message: `The ${what} do not go on like this.`,
      expected: `"," or "${close}"`,
      found: scanner.found(),
    });
  }
}

function neverClosed(scanner: Scanner, close: string, what: string, openedAt: number) {
  return scanner.fail(
    { message: `The ${what} are never closed.`, expected: `"${close}"`, found: 'the end of the script' },
    openedAt,
  );
}

function parseValue(scanner: Scanner, depth: number): Value {
  const offset = scanner.offset;
  if (depth > maxNesting) {
    throw scanner.fail({ message: `Objects and lists are nested more than ${maxNesting} deep.` });
  }
  const text = scanner.string();
  if (text !== undefined) return { kind: 'string', value: text, offset };
  const number = scanner.number();
  if (number !== undefined) return { kind: 'number', value: number, offset };
  if (scanner.take('[')) {
    const items = readList(scanner, ']', () => parseValue(scanner, depth + 1), 'items of this list', offset);
    return { kind: 'array', items, offset };
  }
  if (scanner.take('{')) {
    const keys = new Set<string>();
    const entries = readList(scanner, '}', () => parseEntry(scanner, depth + 1, keys), 'properties', offset);
    return { kind: 'object', entries, offset };
  }
  if (scanner.take('$')) return parseReference(scanner, offset);
  return parseWordValue(scanner, offset);
}

function parseReference(scanner: Scanner, offset: number): Value {
  const name = scanner.name();
  const rest = scanner.match(/[\w.[\]-]+/y);
  if (name !== undefined && rest === undefined) return { kind: 'reference', name, offset };
  scanner.offset = offset;
  throw scanner.fail({
    message: 'This is neither a variable nor a text.',
    expected: '$name, as set by name=CREATE_...(...)',
    found: scanner.found(),
    hint:
      name === undefined
        ? 'Copy such as a price goes in quotes: "$9.99".'
        : `A variable is the node itself: write $${name}. A node of another pipeline step comes in by variables: {"${name}": "$${name}${rest ?? ''}"}.`,
  });
}

function parseWordValue(scanner: Scanner, offset: number): Value {
  const word = scanner.name();
  if (word === 'null') return { kind: 'null', offset };
  if (word === 'true' || word === 'false') return { kind: 'boolean', value: word === 'true', offset };
  scanner.offset = offset;
  const skipped = scanner.skippedColour();
  const colour = skipped?.text ?? (scanner.peek() === '#' ? scanner.found() : undefined);
  if (colour !== undefined) {
    throw scanner.fail(
      {
        message: 'A value is missing here.',
        expected: `a colour in quotes: "${colour}"`,
        found: `${colour} without quotes`,
        hint: 'Bare, "#" begins a comment.',
      },
      skipped?.offset,
    );
  }
  const hint =
    word !== undefined
      ? `A text goes in quotes: "${word}".`
      : /[“”‘’„«»`]/.test(scanner.peek())
        ? 'Use straight quotes: "..." or \'...\'.'
        : undefined;
  throw scanner.fail({
    message: 'A value is missing here.',
    expected: 'a text in quotes, a number, true, false, null, $name, [...] or {...}',
    found: scanner.found(),
    ...(hint === undefined ? {} : { hint }),
  });
}

function parseEntry(scanner: Scanner, depth: number, keys: Set<string>): Entry {
  const offset = scanner.offset;
  const key = scanner.string() ?? scanner.name();
  if (key === undefined) {
    throw scanner.fail({
      message: 'A property name is missing here.',
      expected: 'name: value',
      found: scanner.found(),
    });
  }
  if (keys.has(key) || key === '__proto__') {
    const problem = keys.has(key)
      ? { message: `"${key}" is set twice in one object.`, hint: 'Keep one of them.' }
      : { message: `"${key}" is not a property.` };
    throw scanner.fail(problem, offset);
  }
  keys.add(key);
  scanner.skip();
  if (!scanner.take(':')) {
    throw scanner.fail({
      message: `The value of "${key}" is missing.`,
      expected: '":"',
      found: scanner.found(),
    });
  }
  scanner.skip();
  return { key, value: parseValue(scanner, depth), offset };
}
