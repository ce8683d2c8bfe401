import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compositesOf } from './composites.ts';
import { describePattern, draftName, draftSource, observe, patternId } from './index.ts';
import type { Observed, PatternOf } from './pattern.ts';

const raw = (method: string, args: unknown[], nodeId?: string): Observed => {
  const observed = observe('raw_figma_operation', { method, args, ...(nodeId && { nodeId }) });
  if (!observed) throw new Error('no pattern');
  return observed;
};
const script = (operations: string, variables?: Record<string, string>): Observed => {
  const observed = observe('batch_operations', { operations, ...(variables && { variables }) });
  if (!observed) throw new Error('no pattern');
  return observed;
};
const takesReferences = (_tool: string, argument: string) => ['frameId', 'nodeId'].includes(argument);
const idOf = ({ pattern }: Observed) => patternId(pattern);
const text = ({ pattern, example }: Observed) => describePattern(pattern, example);

describe('a pattern', () => {
  it('has no ids, texts, numbers and colours, and keeps the structure', () => {
    expect(text(raw('resize', [1080, 1920], '1:2'))).toBe('node.resize(<number>, <number>)');
    expect(text(raw('createPolygon', []))).toBe('figma.createPolygon()');
    expect(
      text(
        script(
          'a=CREATE_FRAME($ad, {width: 3, layoutMode: "VERTICAL", fillColor: "#fff"})\nCREATE_TEXT($a, {characters: "SOLID"})',
          { ad: '1:2' },
        ),
      ),
    ).toBe(
      'v1=CREATE_FRAME(<node>, {fillColor: <color>, layoutMode: "VERTICAL", width: <number>})\nCREATE_TEXT($v1, {characters: <text>})',
    );
  });

  it('is the same whatever stands in the open places, and however the script is written', () => {
    expect(idOf(raw('resize', [1, 2], '1:2'))).toBe(idOf(raw('resize', [300, 4.5], '7:1234')));
    expect(idOf(script('x=CREATE_FRAME(null, {width: 1, height: 2})\nDELETE($x)'))).toBe(
      idOf(script('# a note\ncard = CREATE_FRAME(null, {height: 9, width: 8}); DELETE($card)')),
    );
    expect(idOf(script('UPDATE($a, {x: 1})', { a: '1:2' }))).toBe(idOf(script('UPDATE("9:9", {x: 5})')));
  });

  it('is another for another structure', () => {
    const ids = [
      raw('resize', [1, 2], '1:2'),
      raw('rescale', [1], '1:2'),
      script('UPDATE("1:2", {x: 1})'),
      script('UPDATE("1:2", {x: 1, y: 1})'),
      script('UPDATE("1:2", {x: 1})\nUPDATE("1:2", {x: 1})'),
      script('UPDATE("1:2", {x: 1})\nUPDATE("1:3", {x: 1})'),
    ].map(idOf);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('keeps fixed words as an example, not in the pattern', () => {
    const [vertical, horizontal] = ['VERTICAL', 'HORIZONTAL'].map((mode) =>
      script(`UPDATE("1:2", {layoutMode: "${mode}"})`),
    );
    expect(vertical && idOf(vertical)).toBe(horizontal && idOf(horizontal));
    expect(vertical?.example).toEqual(['VERTICAL']);
  });

  it('is not made of methods Figma does not have, and of calls that are too large', () => {
    expect(observe('raw_figma_operation', { method: 'myPrivateName' })).toBeUndefined();
    const many = Array.from({ length: 50 }, () => 'UPDATE("1:2", {x: 1, y: 2, opacity: 1})').join('\n');
    expect(observe('batch_operations', { operations: many })).toBeUndefined();
    expect(observe('set_background', { type: 'solid' })).toBeUndefined();
  });

  it('of a pipeline has its steps, the arguments given and what referred to what', () => {
    const observed = observe(
      'batch_pipeline',
      {
        pipeline: [
          { id: 'mine', tool: 'build_ad_skeleton', args: { format: 'story' } },
          { tool: 'apply_typography', args: { frameId: '$mine.frameId', headline: '$mine.frameId' } },
          { tool: 'batch_update', args: { updates: [{ nodeId: '$mine.frameId' }] } },
        ],
      },
      takesReferences,
    );
    expect(observed && describePattern(observed.pattern)).toBe(
      '1 build_ad_skeleton(format)\n2 apply_typography(frameId=$1.frameId, headline)\n3 batch_update(updates)',
    );
    // A reference inside of an argument cannot become a parameter.
    expect(
      observed && draftSource({ name: 'x', pattern: observed.pattern, seen: [], uses: 5, sessions: 2 }),
    ).toBeUndefined();
  });
});

/** Never a fixed word or property of Figma's. */
const secret = fc.stringMatching(/^zq[a-z0-9]{6,20}q$/);
const json = (value: unknown) => JSON.stringify(value);

describe('nothing that was typed gets out', () => {
  const leaks = (observed: Observed | undefined, secrets: readonly string[]) => {
    if (!observed) return [];
    const { pattern, example } = observed;
    const name = draftName(pattern);
    const seen = [{ example, uses: 1 }];
    const out = [
      json(pattern),
      json(example),
      describePattern(pattern, example),
      name,
      draftSource({ name, pattern, seen, uses: 5, sessions: 2 }) ?? '',
    ].join('\n');
    return secrets.filter((typed) => out.includes(typed));
  };

  it('of a method: arguments and names in objects', () => {
    fc.assert(
      fc.property(secret, secret, secret, (a, b, c) => {
        const args = [a, [b, 'x'], { [c]: a, characters: b }, { type: b, color: { r: 1, [a]: 2 } }];
        const observed = observe('raw_figma_operation', {
          method: 'setProperties',
          args,
          nodeId: '77123:99',
        });
        expect(leaks(observed, [a, b, c, '77123'])).toEqual([]);
      }),
    );
  });

  it('of a script: names of variables, ids, copy, paths, colours and plugin data', () => {
    fc.assert(
      fc.property(secret, secret, secret, secret, (variable, copy, path, key) => {
        const observed = observe('batch_operations', {
          operations: [
            `${variable}=CREATE_TEXT($${key}, {characters: ${json(copy)}, name: ${json(path)}, fontFamily: ${json(copy)}})`,
            `SET_IMAGE_FILL($${variable}, {imagePath: ${json(`/home/${path}.png`)}})`,
            `UPDATE($${variable}, {pluginData: {${key}: ${json(copy)}}, fillColor: "#c0ffee", x: 48151623})`,
          ].join('\n'),
          variables: { [key]: '77123:99' },
        });
        expect(observed).toBeDefined();
        expect(leaks(observed, [variable, copy, path, key, '77123', 'c0ffee', '48151623'])).toEqual([]);
      }),
    );
  });

  it('of a pipeline: ids of steps and values', () => {
    fc.assert(
      fc.property(secret, secret, (id, copy) => {
        const observed = observe(
          'batch_pipeline',
          {
            pipeline: [
              { id, tool: 'build_ad_skeleton', args: { format: copy } },
              {
                tool: 'apply_typography',
                args: {
                  frameId: `$${id}.frameId`,
                  headline: `$${id}.${copy}`,
                  nodeId: `$${id}.nodes.${copy}`,
                },
              },
            ],
          },
          takesReferences,
        );
        expect(observed).toBeDefined();
        expect(leaks(observed, [id, copy])).toEqual([]);
      }),
    );
  });
});

describe('composites', () => {
  const pipeline = (tools: string[]): PatternOf<'pipeline'> => ({
    kind: 'pipeline',
    steps: tools.map((tool) => ({ tool, args: [] })),
  });
  const least = { uses: 5, sessions: 2 };

  it('are the longest runs that different pipelines share', () => {
    const uses = [
      { pattern: pipeline(['a', 'b', 'c', 'd', 'x']), sessions: new Map([['s1', 3]]) },
      { pattern: pipeline(['y', 'a', 'b', 'c', 'd']), sessions: new Map([['s2', 2]]) },
    ];
    expect(compositesOf(uses, least)).toEqual([
      { tools: ['a', 'b', 'c', 'd'], uses: 5, sessions: 2, pipelines: 2 },
    ]);
  });

  it('need enough uses, sessions and more than one pipeline', () => {
    const one = { pattern: pipeline(['a', 'b', 'c']), sessions: new Map([['s1', 9]]) };
    expect(compositesOf([one], least)).toEqual([]);
    expect(compositesOf([one, { ...one, pattern: pipeline(['a', 'b', 'c', 'd']) }], least)).toEqual([]);
  });
});
