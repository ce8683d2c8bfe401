import { describe, expect, it } from 'vitest';
import { type NodeInit, node, type RGBA8, render, solid, stage } from '../test-records.ts';

const RED: RGBA8 = [255, 0, 0, 255];
const WHITE: RGBA8 = [255, 255, 255, 255];
const red = [solid('#ff0000')];

/** A 60 x 60 box at 20,20 on white. */
const boxed = (init: NodeInit, type: 'RECTANGLE' | 'ELLIPSE' = 'RECTANGLE') =>
  render(stage(100, 100, [node(type, { x: 20, y: 20, width: 60, height: 60, strokes: red, ...init })]));

describe('alignment', () => {
  it.each([
    ['INSIDE', 20, 28],
    ['CENTER', 16, 24],
    ['OUTSIDE', 12, 20],
  ] as const)('%s covers exactly its side of the outline', async (strokeAlign, from, to) => {
    const image = await boxed({ strokeAlign, strokeWeight: 8 });
    const expected = [WHITE, RED, RED, WHITE];
    expect([from - 1, from, to - 1, to].map((x) => image.at(x, 50))).toEqual(expected);
    // The side of a circle bends away by a fraction of a pixel.
    const round = await boxed({ strokeAlign, strokeWeight: 8 }, 'ELLIPSE');
    expect([from - 2, from + 1, to - 2, to + 1].map((x) => round.at(x, 50))).toEqual(expected);
  });

  it('leaves no hairline between an opaque fill and an outside stroke', async () => {
    const strokes = [solid('#000000')];
    for (const type of ['RECTANGLE', 'ELLIPSE'] as const) {
      const init = {
        x: 20.5,
        y: 20.5,
        width: 60,
        height: 60,
        fills: [solid('#000000')],
        strokes,
        strokeWeight: 8,
      };
      const image = await render(stage(100, 100, [node(type, { ...init, strokeAlign: 'OUTSIDE' })]));
      for (let x = 18; x < 24; x += 1) expect(image.at(x, 50), `${type} ${x}`).toEqual([0, 0, 0, 255]);
    }
  });

  it('is not seen below a translucent fill', async () => {
    const image = await boxed({
      fills: [solid('#ffffff', { opacity: 0.5 })],
      strokeAlign: 'OUTSIDE',
      strokeWeight: 8,
    });
    expect(image.at(20, 50)).toEqual(WHITE);
  });

  it('keeps outside corners square with a miter join and rounds them with a round one', async () => {
    const sharp = await boxed({ strokeAlign: 'OUTSIDE', strokeWeight: 10, strokeJoin: 'MITER' });
    const round = await boxed({ strokeAlign: 'OUTSIDE', strokeWeight: 10, strokeJoin: 'ROUND' });
    expect(sharp.at(11, 11)).toEqual(RED);
    expect(round.at(11, 11)).toEqual(WHITE);
  });

  it('fills the box when the stroke is thicker than half of it', async () => {
    const image = await boxed({ strokeAlign: 'INSIDE', strokeWeight: 40 });
    expect(image.at(50, 50)).toEqual(RED);
  });
});

describe('weights and dashes', () => {
  it('draws each side with its own weight', async () => {
    const image = await boxed({
      strokeAlign: 'INSIDE',
      strokeWeight: 12,
      strokeTopWeight: 0,
      strokeRightWeight: 4,
      strokeBottomWeight: 12,
      strokeLeftWeight: 0,
    });
    expect(image.at(50, 20)).toEqual(WHITE);
    expect(image.at(20, 50)).toEqual(WHITE);
    expect([image.at(75, 50), image.at(76, 50), image.at(79, 50)]).toEqual([WHITE, RED, RED]);
    expect([image.at(50, 67), image.at(50, 68)]).toEqual([WHITE, RED]);
  });

  it('alternates dashes and gaps; an odd pattern repeats itself', async () => {
    const line = (dashPattern: number[]) =>
      render(
        stage(100, 20, [
          node('LINE', {
            y: 10,
            width: 100,
            height: 0,
            strokes: red,
            strokeWeight: 10,
            strokeAlign: 'CENTER',
            dashPattern,
          }),
        ]),
      );
    const even = await line([20, 10]);
    expect([even.at(10, 10), even.at(25, 10), even.at(40, 10)]).toEqual([RED, WHITE, RED]);
    const odd = await line([20]);
    expect([odd.at(10, 10), odd.at(30, 10), odd.at(50, 10)]).toEqual([RED, WHITE, RED]);
  });
});

describe('line endings', () => {
  const line = (strokeCap: StrokeCap) =>
    render(
      stage(140, 60, [
        node('LINE', {
          x: 20,
          y: 30,
          width: 100,
          height: 0,
          strokes: red,
          strokeWeight: 4,
          strokeAlign: 'CENTER',
          strokeCap,
        }),
      ]),
    );

  it('ends flush with NONE and half a weight further with SQUARE', async () => {
    expect((await line('NONE')).at(121, 30)).toEqual(WHITE);
    expect((await line('SQUARE')).at(121, 30)).toEqual(RED);
  });

  it('opens a chevron at both ends', async () => {
    const image = await line('ARROW_LINES');
    expect([image.at(112, 22), image.at(112, 38), image.at(28, 22)]).toEqual([RED, RED, RED]);
    expect(image.at(100, 22)).toEqual(WHITE);
  });

  it('fills a triangle that points to the end', async () => {
    const image = await line('ARROW_EQUILATERAL');
    expect(image.at(102, 22)).toEqual(RED);
    expect(image.at(117, 24)).toEqual(WHITE);
  });

  it('is one area: a translucent arrow is equally strong everywhere', async () => {
    const faint = node('LINE', {
      x: 20,
      y: 30,
      width: 100,
      height: 0,
      strokes: [solid('#ff0000', { opacity: 0.5 })],
      strokeWeight: 6,
      strokeAlign: 'CENTER',
      strokeCap: 'CIRCLE_FILLED',
    });
    const image = await render(stage(140, 60, [faint]));
    expect(image.at(70, 30)).toEqual(image.at(110, 30));
  });
});
