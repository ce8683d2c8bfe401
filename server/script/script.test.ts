import { describe, expect, it } from 'vitest';
import { type CanvasOpInput, canvasOpSchema } from '../../schemas/canvas-program.ts';
import {
  bindVariables,
  compileScript,
  parseScript,
  ScriptError,
  type ScriptPlan,
  scriptProgram,
} from './index.ts';

const sha = (digit: string) => digit.repeat(64);

function plan(script: string): ScriptPlan {
  return compileScript(parseScript(script));
}

function program(script: string): CanvasOpInput[] {
  const compiled = plan(script);
  return scriptProgram(
    compiled,
    compiled.images.map((_, index) => sha(String(index))),
  );
}

function copyOf(script: string): unknown {
  const [op] = program(script);
  return op?.op === 'create' ? op.props?.['characters'] : undefined;
}

function errorOf(script: string): ScriptError {
  try {
    compileScript(parseScript(script));
  } catch (error) {
    if (error instanceof ScriptError) return error;
    throw error;
  }
  throw new Error(`No error for: ${script}`);
}

const specExample = `frame=CREATE_FRAME(null, { width:1080, height:1920, fillColor:"#0a0a0a", layoutMode:"VERTICAL", paddingTop:80 })
headline=CREATE_TEXT($frame, { characters:"Finally.", fontSize:300, fontWeight:400, fontColor:"#FFFFFF" })
sub=CREATE_TEXT($frame, { characters:"2 minutes of you.", fontSize:48, fontColor:"#FFFFFF80" })
rect=CREATE_RECT($frame, { width:800, height:4, fillColor:"#FFFFFF20" })
product=CREATE_FRAME($frame, { width:800, height:800 })
SET_IMAGE_FILL($product, { imagePath:"/path/to/hero.png", scaleMode:"FILL" })
TRIM($product)
UPDATE($headline, { layoutSizingHorizontal:"FILL", textAutoResize:"HEIGHT" })`;

describe('a script', () => {
  it('compiles the example of the specification to one valid program', () => {
    const ops = program(specExample);
    for (const op of ops) expect(canvasOpSchema.safeParse(op).error).toBeUndefined();
    expect(ops.map(({ op }) => op)).toEqual([
      'create',
      'create',
      'create',
      'create',
      'create',
      'set_image',
      'update',
    ]);
    expect(ops[1]).toMatchObject({
      type: 'TEXT',
      as: 'headline',
      parent: '$frame',
      props: { fontWeight: 400 },
    });
    expect(ops[5]).toEqual({ op: 'set_image', node: '$product', image: sha('0'), scaleMode: 'FILL' });
  });

  it('asks for image files with the trim that TRIM adds later', () => {
    expect(plan(specExample).images).toEqual([
      { path: '/path/to/hero.png', trim: true, node: '$product', statement: 5 },
    ]);
  });

  it('reads arguments over several lines, comments, both quotes, quoted keys and trailing commas', () => {
    const script = `
      // two slashes
      # a hash at the start of a line
      a = CREATE_TEXT(null, { # and after white space
        "characters": 'it''s' , /* between
        lines */ fontSize: -1.5e1,
        nested: { deep: [1, .5, true, false, null,], },
      },); b=CREATE_FRAME(null,{}) // end`.replace("it''s", "it\\'s");
    const [first, second] = program(script);
    expect(first).toMatchObject({
      props: { characters: "it's", fontSize: -15, nested: { deep: [1, 0.5, true, false, null] } },
    });
    expect(second).toMatchObject({ op: 'create', as: 'b' });
  });

  it('moves and deletes nodes of the canvas by their ids', () => {
    expect(program('REPARENT("12:34", "1:2", 0)\nREPARENT("12:35", null)\nDELETE("I1:2;3:4")')).toEqual([
      { op: 'move', node: '12:34', parent: '1:2', index: 0 },
      { op: 'move', node: '12:35', parent: null },
      { op: 'delete', node: 'I1:2;3:4' },
    ]);
  });
});

describe('copy', () => {
  it.each([
    '$9.99',
    '$five',
    '$skeleton',
    '$frame',
    '$frame.id',
    '100% off, #1',
    'a // b',
    '/* x */',
    '# not a comment',
    'Save; now (really) = {yes}',
    '„Hallo“ – 50 €',
    '🎉 Party',
  ])('%s arrives as typed', (copy) => {
    expect(copyOf(`frame=CREATE_TEXT(null, { characters: "${copy}" })`)).toBe(copy);
    expect(copyOf(`frame=CREATE_TEXT(null, { characters: '${copy}' })`)).toBe(copy);
  });

  it('keeps line breaks, written as \\n or typed', () => {
    expect(copyOf('CREATE_TEXT(null, { characters: "one\\ntwo" })')).toBe('one\ntwo');
    expect(copyOf('CREATE_TEXT(null, { characters: "one\ntwo" })')).toBe('one\ntwo');
    expect(copyOf('CREATE_TEXT(null, { characters: "one\r\ntwo" })')).toBe('one\ntwo');
  });

  it('reads escapes for quotes, backslashes and characters', () => {
    expect(copyOf('CREATE_TEXT(null, { characters: "\\"a\\" \\\\ \\u00e9 \\u{1F389} \\$5" })')).toBe(
      '"a" \\ é 🎉 $5',
    );
  });
});

describe('references', () => {
  it('are bare, and in quotes are refused where a node is meant', () => {
    expect(errorOf('a=CREATE_FRAME(null,{})\nUPDATE("$a",{})')).toMatchObject({
      line: 2,
      column: 8,
      problem: { hint: 'In quotes, "$a" is text. Write $a without quotes.' },
    });
  });

  it('are refused among properties', () => {
    expect(errorOf('a=CREATE_FRAME(null,{})\nUPDATE($a,{name:$a})').message).toContain(
      'put it in quotes: "$a"',
    );
  });

  it('to unknown variables list the known ones', () => {
    const { message } = errorOf('card=CREATE_FRAME(null,{})\nUPDATE($cart,{})');
    expect(message).toContain('There is no variable $cart. Did you mean $card?');
    expect(message).toContain('Set so far: $card.');
  });

  it('say when the variable is set later, or in the same line', () => {
    expect(errorOf('UPDATE($a,{})\na=CREATE_FRAME(null,{})').message).toContain('$a is set later, in line 2');
    expect(errorOf('a=CREATE_FRAME($a,{})').message).toContain('the node this very line makes');
  });

  it('cannot name one node twice, nor a deleted one', () => {
    expect(errorOf('a=CREATE_FRAME(null,{})\na=CREATE_TEXT(null,{})').message).toContain(
      '"a" already names the node made in line 1',
    );
    expect(errorOf('DELETE("1:2")\nUPDATE("1:2",{})').message).toContain('was deleted in line 1');
  });
});

describe('variables given from outside', () => {
  const bound = (script: string) =>
    compileScript(bindVariables(parseScript(script), { frame: '1:2' })).ops[0];

  it('stand for their nodes', () => {
    expect(bound('CREATE_TEXT($frame, {characters:"$frame"})')).toMatchObject({
      op: { parent: '1:2', props: { characters: '$frame' } },
    });
  });

  it('never become text, and are listed when a name is unknown', () => {
    expect(() => bound('UPDATE($frame, {name:$frame})')).toThrow('put it in quotes');
    expect(() => bound('UPDATE($fram, {})')).toThrow(/Did you mean \$frame\?.*Set so far: \$frame/s);
  });

  it('give way to a name the script sets', () => {
    expect(bound('frame=CREATE_FRAME(null, {})\nDELETE($frame)')).toMatchObject({ op: { as: 'frame' } });
  });
});

describe('an error', () => {
  it('shows the line with a caret under the place', () => {
    const error = errorOf('a=CREATE_FRAME(null, {})\n\tUPDATE($a, {width 3})');
    expect(error).toMatchObject({ line: 2, column: 20, problem: { expected: '":"', found: '3' } });
    expect(error.excerpt).toBe(`  \tUPDATE($a, {width 3})\n  \t${' '.repeat(18)}^`);
  });

  it.each([
    ['UPDTE("1:2",{})', 'Did you mean UPDATE?'],
    ['create_frame(null,{})', 'Did you mean CREATE_FRAME?'],
    ['a=CREATE_FRAME(null)', 'takes 2 arguments, this has 1'],
    ['TRIM("1:2", {})', 'takes 1 argument, this has 2'],
    ['UPDATE("1:2", 5)', 'an object with properties, not 5'],
    ['UPDATE({}, {})', 'is a node, not an object'],
    ['UPDATE(null, {})', 'A node is expected here, not null'],
    ['x=UPDATE("1:2",{})', 'UPDATE makes no node'],
    ['REPARENT("1:2","1:3",1.5)', 'whole number from 0'],
    ['REPARENT("1:2","1:2",0)', 'cannot be its own parent'],
    ['UPDATE("12-34",{})', 'as an id it is "12:34"'],
    ['UPDATE(12:34,{})', 'A node id is written in quotes: "12:34"'],
    ['$a=CREATE_FRAME(null,{})', 'A name is set without "$"'],
    ['const a=CREATE_FRAME(null,{})', 'A variable needs no "const"'],
    ['a=CREATE_FRAME(null,{fillColor:#fff})', 'a colour in quotes: "#fff"'],
    ['a=CREATE_FRAME(null,{fillColor: #fff})', 'a colour in quotes: "#fff"'],
    ['a=CREATE_FRAME(null,{layoutMode:VERTICAL})', 'A text goes in quotes: "VERTICAL"'],
    ['a=CREATE_FRAME(null,{width:80px})', 'plain numbers, in px'],
    ['a=CREATE_FRAME(null,{width:1e999})', 'too large'],
    ['a=CREATE_TEXT(null,{characters:“x”})', 'straight quotes'],
    ['a=CREATE_TEXT(null,{characters:$9.99})', 'Copy such as a price goes in quotes'],
    ['a=CREATE_TEXT(null,{characters:"x})', 'never closed'],
    ['a=CREATE_TEXT(null,{a:1,a:2})', 'set twice'],
    ['a=CREATE_TEXT(null,{__proto__:{}})', 'not a property'],
    ['a=CREATE_FRAME(null,{}', 'never closed'],
    ['/* x', 'never closed'],
    ['DELETE("1:2") DELETE("1:3")', 'a new line or ";"'],
    ['t=CREATE_TEXT(null,{})\nCREATE_RECT($t,{})', '$t is a TEXT, which cannot hold other nodes'],
    ['a=CREATE_FRAME(null,{})\nTRIM($a)', '$a has no image to trim'],
    ['SET_IMAGE_FILL("1:2",{scaleMode:"FILL"})', 'props.imagePath must be the path'],
    ['SET_IMAGE_FILL("1:2",{imagePath:"a.png",scaleMode:"COVER"})', 'one of FILL, FIT, CROP, TILE'],
    ['', 'The script has no operations'],
  ])('%s', (script, message) => {
    expect(errorOf(script).message).toContain(message);
  });

  it('in a property points at that property', () => {
    const error = errorOf('a=CREATE_FRAME(null, {\n  width: 10,\n  fillColor: "reddish"\n})');
    expect(error).toMatchObject({ line: 3, column: 14 });
    const nested = errorOf('SET_GRADIENT("1:2", { stops: ["red", { color: "#12" }] })');
    expect(nested).toMatchObject({ line: 1, column: 47 });
  });

  it('names the limit and the count at the 51st operation', () => {
    expect(plan('DELETE("1:2")\n'.replace('2', '9')).ops).toHaveLength(1);
    const many = Array.from({ length: 53 }, (_, index) => `DELETE("1:${index}")`).join('\n');
    expect(errorOf(many)).toMatchObject({ line: 51 });
    expect(errorOf(many).message).toContain('has 53 operations, the limit is 50');
  });

  it('stops at absurd nesting instead of at the end of the stack', () => {
    expect(errorOf(`UPDATE("1:2",{a:${'['.repeat(100_000)}`).message).toContain('nested more than 32 deep');
  });
});
