import { describe, expect, it } from 'vitest';
import { parseColour } from '../../schemas/colour.ts';
import { oklabOf } from './oklab.ts';
import { colourCell } from './palette-cells.ts';
import { type Hue, lookTable, readWish } from './wish.ts';

const cellOf = (hex: string) => {
  const { l, a, b } = oklabOf(parseColour(hex));
  return colourCell(Math.round(l * 255), Math.round(a * 254), Math.round(b * 254));
};

describe('a search in words', () => {
  it('is taken apart into look, shape and words', () => {
    expect(readWish('dark ads with a price and a person')).toMatchObject({
      look: { tone: 'dark', hues: [] },
      rest: 'price person',
      understood: ['dark'],
    });
    const story = readWish('Instagram story, green');
    expect(story).toMatchObject({ look: { hues: ['green'] }, rest: '', understood: ['story', 'green'] });
    expect(story?.ratio).toBeCloseTo(9 / 16);
    expect(readWish('300x250 sale')?.ratio).toBeCloseTo(1.2);
  });

  it('stays a search for words where it says nothing of the look', () => {
    expect(readWish('less noise')).toBeUndefined();
    expect(readWish('Instagram notes')).toBeUndefined();
  });
});

describe('the colour words', () => {
  it.each<[Hue | 'dark' | 'light', string[], string[]]>([
    ['green', ['#1f6f43', '#2f7b4c', '#9bc53d'], ['#2b6cb0', '#ffd23f', '#808080']],
    ['blue', ['#2b6cb0', '#22223b', '#87ceeb'], ['#1f6f43', '#ff6f59']],
    ['red', ['#e63946', '#b3001b'], ['#ffb3c1', '#ff7849']],
    ['yellow', ['#ffd23f', '#fff2a8'], ['#ff7849', '#1f6f43']],
    ['beige', ['#f4efe6', '#faf0dc'], ['#ffffff', '#808080']],
    ['grey', ['#808080', '#c0c0c4'], ['#111111', '#2b6cb0']],
    ['dark', ['#101014', '#22223b', '#1f3b33'], ['#9bc53d', '#ffffff']],
    ['light', ['#ffffff', '#f4efe6', '#ffd23f'], ['#e63946', '#1f6f43']],
  ])('%s', (name, are, areNot) => {
    const table = lookTable(name);
    for (const hex of are) expect(table[cellOf(hex)], hex).toBe(1);
    for (const hex of areNot) expect(table[cellOf(hex)], hex).toBe(0);
  });
});
