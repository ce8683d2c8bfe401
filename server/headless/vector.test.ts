import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startHeadless } from './test-support.ts';
import { networkOf, pathsOf } from './vector-network.ts';
import { parsePath, pathBounds, printPath } from './vector-path.ts';

const TRIANGLE = 'M 10 20 L 110 20 L 60 70 Z';

describe('vectors', () => {
  it('take the box of their path and move to its corner', async () => {
    const { figma } = await startHeadless();
    const vector = figma.createVector();
    vector.x = 5;
    vector.vectorPaths = [{ windingRule: 'NONZERO', data: TRIANGLE }];
    expect([vector.x, vector.y, vector.width, vector.height]).toEqual([15, 20, 100, 50]);
    expect(vector.vectorPaths).toEqual([{ windingRule: 'NONZERO', data: 'M 0 0 L 100 0 L 50 50 Z' }]);
  });

  it('scale their path with their size', async () => {
    const { figma } = await startHeadless();
    const vector = figma.createVector();
    vector.vectorPaths = [{ windingRule: 'NONZERO', data: TRIANGLE }];
    vector.resize(200, 25);
    expect(vector.vectorPaths[0]?.data).toBe('M 0 0 L 200 0 L 100 25 Z');
  });

  it('keep a network that was set, and make one of paths', async () => {
    const { figma } = await startHeadless();
    const vector = figma.createVector();
    vector.vectorPaths = [{ windingRule: 'EVENODD', data: TRIANGLE }];
    expect(vector.vectorNetwork.vertices).toHaveLength(3);
    expect(vector.vectorNetwork.regions).toEqual([{ windingRule: 'EVENODD', loops: [[0, 1, 2]] }]);
    await vector.setVectorNetworkAsync({
      vertices: [
        { x: 0, y: 0, strokeCap: 'ROUND' },
        { x: 50, y: 0 },
      ],
      segments: [{ start: 0, end: 1 }],
    });
    expect([vector.width, vector.height, vector.vectorPaths]).toEqual([
      50,
      0,
      [{ windingRule: 'NONE', data: 'M 0 0 L 50 0' }],
    ]);
    expect(vector.vectorNetwork.vertices[0]).toMatchObject({ strokeCap: 'ROUND' });
    const network = vector.vectorNetwork;
    expect(() => {
      vector.vectorNetwork = network;
    }).toThrow('Use node.setVectorNetworkAsync instead');
    await expect(
      vector.setVectorNetworkAsync({ vertices: [], segments: [{ start: 0, end: 1 }] }),
    ).rejects.toThrow('in setVectorNetworkAsync: Invalid vector network');
  });

  it('refuse path commands that Figma refuses', async () => {
    const { figma } = await startHeadless();
    const vector = figma.createVector();
    for (const data of ['M 0 0 l 5 5', 'M 0 0 A 1 1 0 0 0 5 5', 'L 0 0', 'M 0', 'hello']) {
      expect(() => {
        vector.vectorPaths = [{ windingRule: 'NONZERO', data }];
      }).toThrow('in set_vectorPaths: Failed to convert path.');
    }
  });
});

describe('path arithmetic', () => {
  it('measures curves by their turning points, not their handles', () => {
    expect(pathBounds(parsePath('M 0 0 C 0 100 100 100 100 0'))).toEqual({
      x: 0,
      y: 0,
      width: 100,
      height: 75,
    });
    expect(pathBounds(parsePath('M 0 0 Q 50 100 100 0'))).toEqual({ x: 0, y: 0, width: 100, height: 50 });
    expect(pathBounds([])).toBeNull();
  });

  const coordinate = fc.integer({ min: -500, max: 500 });
  const step = fc.oneof(
    fc.tuple(coordinate, coordinate).map((points) => ({ letter: 'L' as const, points })),
    fc.array(coordinate, { minLength: 6, maxLength: 6 }).map((points) => ({ letter: 'C' as const, points })),
  );

  it('prints what it parses, and comes back from a network with the same box', () => {
    fc.assert(
      fc.property(
        fc.tuple(coordinate, coordinate),
        fc.array(step, { minLength: 1, maxLength: 6 }),
        (start, steps) => {
          const commands = [{ letter: 'M' as const, points: start }, ...steps];
          const data = printPath(commands);
          expect(parsePath(data)).toEqual(commands);
          const back = pathsOf(networkOf([{ windingRule: 'NONE', data }]));
          expect(pathBounds(back.flatMap((path) => parsePath(path.data)))).toEqual(pathBounds(commands));
        },
      ),
    );
  });
});
