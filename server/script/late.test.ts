import { describe, expect, it } from 'vitest';
import type { CanvasOpInput } from '../../schemas/canvas-program.ts';
import type { ProgramResult } from '../../schemas/canvas-result.ts';
import { gradientTransform } from '../../schemas/gradient.ts';
import { compileScript, finishScript, parseScript, scriptProgram, statementOfOp } from './index.ts';

const compile = (script: string) => compileScript(parseScript(script));

/** What a canvas answers: the values of the last `reads.length` ops, and the bindings. */
function answer(ops: readonly CanvasOpInput[], reads: unknown[], bindings = {}): ProgramResult {
  const values = [...Array<undefined>(ops.length - reads.length), ...reads];
  return { bindings, adjustments: [], results: ops.map(({ op }, index) => ({ op, value: values[index] })) };
}

const slanted = '{ type:"linear", angle:135, stops:["#000", "#fff"] }';

describe('SET_GRADIENT', () => {
  it('is ready when the direction does not depend on the size', () => {
    const { ops, late } = compile('SET_GRADIENT("1:2", { stops:["#000", "#fff"] })');
    expect(late).toEqual([]);
    expect(ops[0]).toMatchObject({
      op: {
        node: '1:2',
        props: {
          fills: [
            {
              type: 'GRADIENT_LINEAR',
              gradientTransform: [
                [0, 1, 0],
                [-1, 0, 1],
              ],
            },
          ],
        },
      },
    });
  });

  it('uses the size that the script fixes', () => {
    const { ops, late } = compile(
      `a=CREATE_FRAME(null,{width:1080,height:1920})\nSET_GRADIENT($a, ${slanted})`,
    );
    expect(late).toEqual([]);
    expect(ops[1]).toMatchObject({
      op: { props: { fills: [{ gradientTransform: gradientTransform('linear', 135, 1080, 1920) }] } },
    });
  });

  it.each([
    ['an existing node', `SET_GRADIENT("1:2", ${slanted})`],
    [
      'a node that fills its parent',
      `a=CREATE_FRAME("1:2",{width:9,height:9,layoutSizingHorizontal:"FILL"})\nSET_GRADIENT($a, ${slanted})`,
    ],
    [
      'a node resized later',
      `a=CREATE_FRAME(null,{width:9,height:9})\nSET_GRADIENT($a, ${slanted})\nUPDATE($a,{width:20})`,
    ],
    ['a text', `a=CREATE_TEXT(null,{characters:"x"})\nSET_GRADIENT($a, ${slanted})`],
  ])('waits for the final size of %s', (_, script) => {
    const planned = compile(script);
    const program = scriptProgram(planned, []);
    const node = planned.late[0]?.node;
    expect(program.at(-1)).toEqual({ op: 'read', node, depth: 0, fields: ['width', 'height'] });
    const finish = finishScript(planned, answer(program, [{ width: 400, height: 100 }], { a: '7:8' }));
    expect(finish.ops).toEqual([
      {
        op: 'update',
        node: node === '$a' ? '7:8' : '1:2',
        props: {
          fills: [expect.objectContaining({ gradientTransform: gradientTransform('linear', 135, 400, 100) })],
        },
      },
    ]);
  });

  it('is given up when the script paints over it or deletes the node', () => {
    expect(compile(`SET_GRADIENT("1:2", ${slanted})\nUPDATE("1:2",{fillColor:"red"})`).late).toEqual([]);
    expect(
      compile(`SET_GRADIENT("1:2", ${slanted})\nSET_IMAGE_FILL("1:2",{imagePath:"a.png"})`).late,
    ).toEqual([]);
    expect(compile(`SET_GRADIENT("1:2", ${slanted})\nDELETE("1:2")`).late).toEqual([]);
  });
});

describe('ADD_EFFECT', () => {
  it('adds to the effects the script has given', () => {
    const { ops } = compile(
      'a=CREATE_FRAME(null,{effects:[{type:"layer_blur",radius:4}]})\nADD_EFFECT($a,{type:"drop_shadow"})\nADD_EFFECT($a,{type:"inner_shadow"})',
    );
    expect(ops[2]).toMatchObject({
      op: { props: { effects: [{ type: 'LAYER_BLUR' }, { type: 'DROP_SHADOW' }, { type: 'INNER_SHADOW' }] } },
    });
  });

  it('keeps the effects an existing node has', () => {
    const planned = compile('ADD_EFFECT("1:2",{type:"drop_shadow"})\nADD_EFFECT("1:2",{type:"layer_blur"})');
    const program = scriptProgram(planned, []);
    const before = [{ type: 'BACKGROUND_BLUR' }];
    const { ops } = finishScript(planned, answer(program, [{ effects: before }, { effects: before }]));
    expect(ops.at(-1)).toMatchObject({
      props: { effects: [{ type: 'BACKGROUND_BLUR' }, { type: 'DROP_SHADOW' }, { type: 'LAYER_BLUR' }] },
    });
  });
});

describe('TRIM', () => {
  it('of an existing node hands its topmost visible image to the tool', () => {
    const planned = compile('TRIM("1:2")');
    const image = { type: 'IMAGE', imageHash: 'abc', scaleMode: 'FIT' };
    const fills = [
      { type: 'IMAGE', imageHash: 'old' },
      image,
      { type: 'IMAGE', visible: false },
      { type: 'SOLID' },
    ];
    const { ops, trims } = finishScript(planned, answer(scriptProgram(planned, []), [{ fills }]));
    expect(ops).toEqual([]);
    expect(trims).toEqual([{ nodeId: '1:2', paint: image, statement: 0 }]);
  });
});

it('every op leads back to its statement', () => {
  const planned = compile(`a=CREATE_TEXT(null,{})\n\nSET_GRADIENT($a, ${slanted})`);
  expect(scriptProgram(planned, []).map((_, index) => statementOfOp(planned, index)?.line)).toEqual([1, 3]);
});
