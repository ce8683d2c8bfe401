/** Small checks shared by the shorthands: each failure is a `CanvasError` that names the property and the remedy. */
import { nearest as nearestKnown } from '../../figma-bridge-plugin/executor/suggest.ts';
import { CanvasError } from '../../schemas/canvas-result.ts';
import { ColourError, parseColour, type Rgba } from '../../schemas/colour.ts';

export function badValue(path: string, message: string, hint?: string): CanvasError {
  return new CanvasError({ code: 'bad_value', path, message, ...(hint === undefined ? {} : { hint }) });
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value as an error message shows it. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

export function finite(value: unknown, path: string): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw badValue(path, `${path} must be a number, not ${show(value)}.`);
}

export function atLeastZero(value: unknown, path: string): number {
  const given = finite(value, path);
  if (given >= 0) return given;
  throw badValue(path, `${path} must be 0 or more, not ${given}.`);
}

/** 0..1, or a percentage: `"50%"`. */
export function fraction(value: unknown, path: string): number {
  const percent = typeof value === 'string' ? /^(-?\d+(?:\.\d+)?)%$/.exec(value.trim()) : null;
  const given = percent ? Number(percent[1]) / 100 : finite(value, path);
  if (given >= 0 && given <= 1) return given;
  throw badValue(path, `${path} must be between 0 and 1, not ${show(value)}.`, 'Half is 0.5 or "50%".');
}

/** A CSS colour as text, or Figma's `{r, g, b, a?}` with channels 0..1. */
export function colour(value: unknown, path: string): Rgba {
  if (typeof value === 'string') {
    try {
      return parseColour(value);
    } catch (error) {
      if (error instanceof ColourError) throw badValue(path, `${path}: ${error.message}`);
      throw error;
    }
  }
  if (isRecord(value)) {
    const channel = (key: string, fallback?: number) => {
      const given = value[key] ?? fallback;
      if (typeof given === 'number' && given >= 0 && given <= 1) return given;
      throw badValue(
        `${path}.${key}`,
        `${path}.${key} must be between 0 and 1, not ${show(given)}.`,
        'Figma\'s channels run from 0 to 1. Or write a text: "#ff8800".',
      );
    };
    return { r: channel('r'), g: channel('g'), b: channel('b'), a: channel('a', 1) };
  }
  throw badValue(path, `${path} must be a colour such as "#0a0a0a", not ${show(value)}.`);
}

/** Refuses keys nobody reads, so that a slip of the pen is not silently ignored. */
export function onlyKeys(value: Record<string, unknown>, allowed: readonly string[], path: string): void {
  for (const key of Object.keys(value)) {
    if (allowed.includes(key)) continue;
    const near = nearest(key, allowed);
    throw badValue(
      `${path}.${key}`,
      `${path} has no "${key}".`,
      `${near === undefined ? '' : `Did you mean "${near}"? `}It takes ${allowed.join(', ')}.`,
    );
  }
}

/** The candidate a misspelt word most likely meant, if any is near. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  return nearestKnown(word.slice(0, 60), [...candidates], 1)[0];
}
