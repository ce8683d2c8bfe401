import { expect, test } from 'vitest';
import { groupIn } from './group.ts';
import { overlapOf } from './place.ts';

const area = { x: 64, y: 576, width: 952, height: 456 };
const inside = (box: { x: number; y: number; width: number; height: number }, room = area) =>
  box.x >= room.x - 1 &&
  box.y >= room.y - 1 &&
  box.x + box.width <= room.x + room.width + 1 &&
  box.y + box.height <= room.y + room.height + 1;

test('three products stand beside each other on one base line, each as large to the eye', () => {
  const boxes = groupIn(area, [0.31, 1.65, 1.54], ['CENTER', 'MAX'], 24);
  expect(boxes.every((box) => inside(box))).toBe(true);
  expect(boxes.map(({ y, height }) => y + height)).toEqual([1032, 1032, 1032]);
  expect(overlapOf(boxes[0] as never, boxes[1] as never)).toBeUndefined();
  expect(overlapOf(boxes[1] as never, boxes[2] as never)).toBeUndefined();
  const [, cheese, tomatoes] = boxes.map(({ width, height }) => width * height);
  expect(Math.abs((cheese ?? 0) / (tomatoes ?? 1) - 1)).toBeLessThan(0.03);
  // The row takes the width there is.
  const [first, , last] = boxes;
  expect((last?.x ?? 0) + (last?.width ?? 0) - (first?.x ?? 0)).toBeGreaterThan(900);
});

test('in a skyscraper they stand below each other on one axis', () => {
  const narrow = { x: 10, y: 250, width: 140, height: 330 };
  const boxes = groupIn(narrow, [1.65, 1.54, 1.2], ['CENTER', 'MAX'], 6);
  expect(boxes.every((box) => inside(box, narrow))).toBe(true);
  const middles = boxes.map(({ x, width }) => x + width / 2);
  expect(Math.max(...middles) - Math.min(...middles)).toBeLessThanOrEqual(1);
  expect(boxes[1]?.y).toBeGreaterThan((boxes[0]?.y ?? 0) + (boxes[0]?.height ?? 0));
});

test('products with room to spare keep their shape and share the anchor', () => {
  const boxes = groupIn(area, [0.3, 0.3], ['CENTER', 'MAX'], 24);
  for (const { width, height } of boxes) expect(width / height).toBeCloseTo(0.3, 1);
  expect(boxes[0]?.height).toBe(456);
  const [one, other] = boxes;
  expect((one?.x ?? 0) - 64).toBeCloseTo(1016 - (other?.x ?? 0) - (other?.width ?? 0), -1);
});
