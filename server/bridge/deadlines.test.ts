import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Deadlines } from './deadlines.ts';

describe('deadlines', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('tell each that is due once, in the order of their times', () => {
    const told: string[] = [];
    const deadlines = new Deadlines<string>((key) => told.push(key));
    deadlines.set('late', 300);
    deadlines.set('early', 100);
    deadlines.set('middle', 200);
    vi.advanceTimersByTime(99);
    expect(told).toEqual([]);
    vi.advanceTimersByTime(101);
    expect(told).toEqual(['early', 'middle']);
    vi.advanceTimersByTime(10_000);
    expect(told).toEqual(['early', 'middle', 'late']);
  });

  it('say nothing of what was deleted, and go on with what comes after it', () => {
    const told: string[] = [];
    const deadlines = new Deadlines<string>((key) => told.push(key));
    deadlines.set('answered', 100);
    expect(deadlines.delete('answered')).toBe(true);
    expect(deadlines.delete('answered')).toBe(false);
    deadlines.set('not answered', 250);
    vi.advanceTimersByTime(249);
    expect(told).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(told).toEqual(['not answered']);
  });

  it('take what is set while others are told, and what is set again counts anew', () => {
    const told: string[] = [];
    const deadlines = new Deadlines<string>((key) => {
      told.push(key);
      if (told.length < 3) deadlines.set(key, 50);
    });
    deadlines.set('again', 50);
    deadlines.set('again', 80);
    vi.advanceTimersByTime(79);
    expect(told).toEqual([]);
    vi.advanceTimersByTime(1000);
    expect(told).toEqual(['again', 'again', 'again']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('run on one timer', () => {
    const deadlines = new Deadlines<number>(() => {});
    for (let key = 0; key < 50; key += 1) {
      deadlines.set(key, 1000 + key);
      deadlines.delete(key);
    }
    expect(vi.getTimerCount()).toBe(1);
  });
});
