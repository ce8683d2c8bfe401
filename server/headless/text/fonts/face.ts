/** What a font face is to the rest of the text engine. */
import type { CodePointRanges } from './code-point-ranges.ts';

export interface AxisRange {
  min: number;
  max: number;
  default: number;
}

/** One font in one file; `faceIndex` counts the fonts of a .ttc collection. */
export interface FontFile {
  id: string;
  path: string;
  faceIndex: number;
  /** Code points the file was cut for; undefined means unknown: ask the file. */
  ranges?: CodePointRanges | undefined;
}

/** A style of a family, the thing Figma's `FontName` names. */
export interface FontFace {
  family: string;
  style: string;
  /** 1 to 1000, as in CSS. */
  weight: number;
  italic: boolean;
  /** Axis values that make this style out of a variable file. */
  variations: Record<string, number>;
  /** Axes of the files; empty for a static font. */
  axes: Record<string, AxisRange>;
  /** Per-script cuts of one design, in order of preference; most fonts have one. */
  files: FontFile[];
  /** OS/2 ulUnicodeRange bits, if known: a cheap hint for what the face covers. */
  unicodeRangeBits?: readonly number[];
}

export interface FontName {
  family: string;
  style: string;
}

/** The first file of a face holds its metrics. Every face has one. */
export function mainFile(face: FontFace): FontFile {
  const file = face.files[0];
  if (!file) throw new Error(`Font "${face.family} ${face.style}" has no file`);
  return file;
}
