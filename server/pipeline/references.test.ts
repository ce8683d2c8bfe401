import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  checkReferences,
  parseReference,
  referenceable,
  referencePaths,
  resolveReferences,
} from './references.ts';

const schema = z.strictObject({
  frameId: referenceable(z.string()).describe('The frame.'),
  headline: z.string(),
  updates: z
    .array(z.strictObject({ nodeId: referenceable(z.string()), text: z.string().optional() }))
    .optional(),
  picture: z
    .union([referenceable(z.string()), z.strictObject({ path: referenceable(z.string()) })])
    .optional(),
});
const results = new Map<string, unknown>([
  ['skeleton', { frameId: '1:2', size: [1080, 1920] }],
  ['typo', { nodes: { headline: '1:5' } }],
]);
const resolve = (args: Record<string, unknown>) =>
  resolveReferences(args, results, { schema, path: 'pipeline[1].args' });

describe('a reference', () => {
  it('is replaced where a node or file is expected', () => {
    expect(resolve({ frameId: '$skeleton.frameId', updates: [{ nodeId: '$typo.nodes.headline' }] })).toEqual({
      frameId: '1:2',
      updates: [{ nodeId: '1:5' }],
    });
    expect(resolve({ picture: { path: '$skeleton.size[1]' } })).toEqual({ picture: { path: 1920 } });
  });

  it('is never seen in copy', () => {
    const copy = ['$9.99', '$five', '$skeleton', '$skeleton.frameId', 'from $9.99', `\${skeleton.frameId}`];
    for (const headline of copy)
      expect(resolve({ frameId: '1:2', headline })).toEqual({ frameId: '1:2', headline });
    fc.assert(
      fc.property(fc.string(), (headline) => {
        expect(resolve({ frameId: '1:2', headline: `$${headline}` })).toEqual({
          frameId: '1:2',
          headline: `$${headline}`,
        });
      }),
    );
  });

  it('needs a field', () => {
    expect(parseReference('$skeleton')).toBeUndefined();
    expect(parseReference('$9.99')).toBeUndefined();
    expect(parseReference('$a.b-c[0].d')).toEqual({ step: 'a', fields: ['b-c', 0, 'd'] });
  });

  it('to a field that is not there names the fields there are', () => {
    expect(() => resolve({ frameId: '$skeleton.id' })).toThrow(/\$skeleton has no "id"/);
    expect.soft(thrown(() => resolve({ frameId: '$skeleton.id' }))).toMatchObject({
      path: 'pipeline[1].args.frameId',
      hint: '$skeleton has: frameId, size.',
    });
  });
});

describe('a place for references', () => {
  const resolveWith = (shape: z.ZodRawShape, args: Record<string, unknown>) =>
    resolveReferences(args, results, { schema: z.strictObject(shape), path: 'args' });

  it('is any argument that takes no text, such as a number', () => {
    const shape = { width: z.number().optional(), fit: z.enum(['a', 'b']), sizes: z.array(z.number()) };
    expect(
      resolveWith(shape, {
        width: '$skeleton.size[0]',
        fit: '$typo.nodes.headline',
        sizes: '$skeleton.size',
      }),
    ).toEqual({
      width: 1080,
      fit: '1:5',
      sizes: [1080, 1920],
    });
  });

  it('is no argument that may be text, however narrow, unless it is marked', () => {
    const shape = { either: z.union([z.number(), z.string()]), short: z.string().max(5), any: z.unknown() };
    const typed = {
      either: '$skeleton.frameId',
      short: '$skeleton.frameId',
      any: { deep: '$skeleton.frameId' },
    };
    expect(resolveWith(shape, typed)).toEqual(typed);
  });

  it('is found in the one option of a union that the fixed words choose', () => {
    const layer = z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('text'), value: z.string() }),
      z.strictObject({ kind: z.literal('image'), value: referenceable(z.string()) }),
    ]);
    const value = '$skeleton.frameId';
    expect(
      resolveWith(
        { layers: z.array(layer) },
        {
          layers: [
            { kind: 'text', value },
            { kind: 'image', value },
          ],
        },
      ),
    ).toEqual({
      layers: [
        { kind: 'text', value },
        { kind: 'image', value: '1:2' },
      ],
    });
  });

  it('stays one through optional, default, describe, pipes and recursive schemas', () => {
    type Tree = { node?: string; children?: Tree[] };
    const tree: z.ZodType<Tree> = z.lazy(() =>
      z.strictObject({ node: referenceable(z.string()).optional(), children: z.array(tree).optional() }),
    );
    const shape = {
      one: referenceable(z.string().min(1)).describe('x').optional(),
      two: referenceable(z.string())
        .transform((text) => text.trim())
        .default(''),
      tree,
      named: z.record(z.string(), referenceable(z.string())),
    };
    const id = '$skeleton.frameId';
    expect(
      resolveWith(shape, { one: id, two: id, tree: { children: [{ node: id }] }, named: { a: id } }),
    ).toEqual({
      one: '1:2',
      two: '1:2',
      tree: { children: [{ node: '1:2' }] },
      named: { a: '1:2' },
    });
    expect(referencePaths(z.strictObject(shape))).toEqual(['one', 'two', 'tree.node', 'named.*']);
  });

  it('takes a value as it is, even one that reads like a reference itself', () => {
    const odd = new Map<string, unknown>([['a', { name: '$a.name' }]]);
    const schemaOfTwo = z.strictObject({
      id: z.union([referenceable(z.string()), referenceable(z.string())]),
    });
    expect(resolveReferences({ id: '$a.name' }, odd, { schema: schemaOfTwo, path: '' })).toEqual({
      id: '$a.name',
    });
  });

  it('does not reach into what every object inherits', () => {
    expect(() => resolve({ frameId: '$skeleton.constructor' })).toThrow(/has no "constructor"/);
    expect(() => resolve({ frameId: '$skeleton.__proto__' })).toThrow(/has no "__proto__"/);
  });
});

describe('checkReferences', () => {
  const check = (steps: { id?: string; tool: string; args: Record<string, unknown> }[]) =>
    checkReferences(steps, () => schema);

  it('refuses a later step', () => {
    const error = thrown(() =>
      check([
        { tool: 'a', args: { frameId: '$late.frameId' } },
        { id: 'late', tool: 'b', args: {} },
      ]),
    );
    expect(error).toMatchObject({
      path: 'pipeline[0].args.frameId',
      message: expect.stringContaining('later step (step 2)'),
    });
  });

  it('refuses an unknown step and names those before it', () => {
    const error = thrown(() =>
      check([
        { id: 'ad', tool: 'a', args: {} },
        { tool: 'b', args: { frameId: '$add.frameId' } },
      ]),
    );
    expect(error).toMatchObject({
      message: expect.stringContaining('Did you mean "$ad"?'),
      hint: 'Available here: $ad.',
    });
  });

  it('refuses a step without a field where a node is meant, and lets copy say the same', () => {
    const steps = (args: Record<string, unknown>) => [
      { id: 'ad', tool: 'a', args: {} },
      { tool: 'b', args },
    ];
    expect(thrown(() => check(steps({ frameId: '$ad' })))).toMatchObject({
      path: 'pipeline[1].args.frameId',
    });
    expect(thrown(() => check(steps({ headline: '$ad' })))).toBeUndefined();
    expect(thrown(() => check(steps({ headline: '$later.frameId' })))).toBeUndefined();
  });

  it('refuses a reference of a step to itself', () => {
    const error = thrown(() => check([{ id: 'ad', tool: 'a', args: { frameId: '$ad.frameId' } }]));
    expect(error).toMatchObject({ message: expect.stringContaining('its own step') });
  });

  it('refuses an id used twice', () => {
    expect(() =>
      check([
        { id: 'x', tool: 'a', args: {} },
        { id: 'x', tool: 'a', args: {} },
      ]),
    ).toThrow(/Two steps are called "x"/);
  });
});

it('lists where references may stand', () => {
  expect(referencePaths(schema)).toEqual(['frameId', 'updates[].nodeId', 'picture', 'picture.path']);
});

function thrown(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}
