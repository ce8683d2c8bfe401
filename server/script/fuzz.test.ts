import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compileScript, parseScript, ScriptError, type Value } from './index.ts';

/** Text that looks like scripts: fragments of the language in any order. */
const scriptLike = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'a=',
        'CREATE_FRAME',
        'UPDATE',
        '(',
        ')',
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        ';',
        '\n',
        ' ',
        '$a',
        'null',
      ),
      fc.constantFrom(
        '"',
        "'",
        '\\',
        '#',
        '//',
        '/*',
        '*/',
        '"1:2"',
        '1e5',
        '-',
        '.',
        'true',
        '\r',
        '\u2028',
        '"x"',
        '$',
      ),
      fc.string({ unit: 'binary', maxLength: 6 }),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));

it('never fails with anything but a ScriptError inside the text', () => {
  fc.assert(
    fc.property(fc.oneof(scriptLike, fc.string({ unit: 'binary' })), (text) => {
      try {
        compileScript(parseScript(text));
      } catch (error) {
        if (!(error instanceof ScriptError)) throw error;
        expect(error.line).toBeGreaterThan(0);
        expect(error.column).toBeGreaterThan(0);
        expect(error.line).toBeLessThanOrEqual(text.split(/\r\n?|\n/).length);
      }
    }),
    { numRuns: 2000 },
  );
});

const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,8}$/).filter((word) => word !== '__proto__');
const text = fc.string({ unit: 'binary', maxLength: 20 }).map((value) => value.replaceAll(/\r\n?/g, '\n'));
const key = fc.oneof(
  name,
  text.filter((word) => word !== '__proto__'),
);
const { json } = fc.letrec((tie) => ({
  json: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(key, tie('json'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

/** Prints a value in one of the ways the language allows, chosen by `style`. */
function print(value: unknown, style: number): string {
  const gap = [' ', '\n  ', ' /* c */ ', ' // c\n', ' # c\n', ''][style % 6] ?? '';
  if (typeof value === 'string') return quote(value, style % 2 === 0 ? '"' : "'", style % 3 === 0);
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => gap + print(item, style + 1)).join(',');
    return `[${items}${style % 4 === 0 && value.length > 0 ? ',' : ''}${gap}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, inner]) => {
      const bare = /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) && style % 2 === 0;
      return `${gap}${bare ? key : quote(key, '"', false)}${gap}:${gap}${print(inner, style + 1)}`;
    });
    return `{${entries.join(',')}${gap}}`;
  }
  return String(value);
}

function quote(text: string, mark: string, escapeAll: boolean): string {
  const body = [...text].map((char) => {
    if (char === mark || char === '\\') return `\\${char}`;
    if (escapeAll && char === '\n') return '\\n';
    const code = char.codePointAt(0) ?? 0;
    return escapeAll && code > 126 ? `\\u{${code.toString(16)}}` : char;
  });
  return mark + body.join('') + mark;
}

function plain(value: Value): unknown {
  if (value.kind === 'null') return null;
  if (value.kind === 'array') return value.items.map(plain);
  if (value.kind === 'object')
    return Object.fromEntries(value.entries.map((entry) => [entry.key, plain(entry.value)]));
  return value.kind === 'reference' ? `$${value.name}` : value.value;
}

it('reads back whatever is printed, in every layout', () => {
  const statements = fc.array(fc.tuple(name, fc.dictionary(key, json, { maxKeys: 5 }), fc.nat(60)), {
    minLength: 1,
    maxLength: 5,
  });
  fc.assert(
    fc.property(statements, fc.constantFrom('\n', ';', ' ;\n', '\r\n'), (list, separator) => {
      const source = list
        .map(([variable, props, style]) => `${variable}=CREATE_TEXT($parent, ${print(props, style)})`)
        .join(separator);
      const parsed = parseScript(source).statements;
      expect(parsed.map(({ variable }) => variable)).toEqual(list.map(([variable]) => variable));
      parsed.forEach((statement, index) => {
        const [parent, props] = statement.args;
        expect(parent).toMatchObject({ kind: 'reference', name: 'parent' });
        expect(props && plain(props)).toEqual({ ...list[index]?.[1] });
      });
    }),
    { numRuns: 500 },
  );
});

const valid = `frame=CREATE_FRAME(null, { width:1080, height:1920, fillColor:"#0a0a0a", padding:[8, 16] }) # first
/* then */ t = CREATE_TEXT($frame, { characters: 'It\\'s $9.99', lineHeight: "120%", textRanges: [{start:0, end:2}] });
SET_GRADIENT($frame, { type:"linear", angle:45, stops:["red", {color:"#00f8", position:1}] }) // last
ADD_EFFECT($t, { type:"drop_shadow", color:"#0008", y:4 }); REPARENT($t, "12:34", 0)`;

it('a slip of the pen in a good script is read or refused, never worse', () => {
  expect(compileScript(parseScript(valid)).statements).toHaveLength(5);
  const junk = fc.oneof(
    fc.constantFrom('', '"', "'", '$', '#', '//', '/*', ')', '}', '{', ',', '\n', '\\', '-', '"x"'),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.nat(valid.length), fc.nat(12), junk, (at, cut, insert) => {
      try {
        compileScript(parseScript(valid.slice(0, at) + insert + valid.slice(at + cut)));
      } catch (error) {
        if (!(error instanceof ScriptError)) throw error;
      }
    }),
    { numRuns: 3000 },
  );
});
