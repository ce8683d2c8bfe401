import { describe, expect, it } from 'vitest';
import { bleedsOf, overlapOf, parsePosition, placeIn } from './place.ts';

describe('parsePosition', () => {
  it.each([
    ['center-bottom', ['CENTER', 'MAX']],
    ['bottom center', ['CENTER', 'MAX']],
    ['top_left', ['MIN', 'MIN']],
    ['right', ['MAX', 'CENTER']],
    ['middle', ['CENTER', 'CENTER']],
  ])('reads "%s"', (text, anchors) => {
    expect(parsePosition(text)).toEqual(anchors);
  });

  it.each(['somewhere', 'left right', 'top-top'])('refuses "%s"', (text) => {
    expect(parsePosition(text)).toBeUndefined();
  });
});

describe('placeIn', () => {
  const frame = { width: 1080, height: 1080 };
  const area = { x: 100, y: 500, width: 800, height: 400 };

  it('contains the picture and keeps its shape', () => {
    expect(placeIn(area, 0.5, ['CENTER', 'MAX'], { frame })).toEqual({
      x: 400,
      y: 500,
      width: 200,
      height: 400,
      bleeds: [],
    });
  });

  it('keeps within the share of the frame that was asked for', () => {
    const { width, height } = placeIn(area, 2, ['MIN', 'MIN'], { frame, limit: { width: 300, height: 300 } });
    expect([width, height]).toEqual([300, 150]);
  });

  it('says where it runs off the frame', () => {
    expect(bleedsOf({ x: -10, y: 900, width: 500, height: 500 }, frame)).toEqual(['left', 'bottom']);
  });
});

it('finds what two boxes share', () => {
  expect(overlapOf({ x: 0, y: 0, width: 10, height: 10 }, { x: 6, y: 8, width: 10, height: 10 })).toEqual({
    x: 6,
    y: 8,
    width: 4,
    height: 2,
  });
  expect(
    overlapOf({ x: 0, y: 0, width: 10, height: 10 }, { x: 10, y: 0, width: 1, height: 1 }),
  ).toBeUndefined();
});
