/** Names, weight, axes and vertical metrics of a font, read from its own tables (OpenType 1.9). */
import type { AxisRange } from './face.ts';
import { type ByteSource, openSfnt, type Sfnt } from './sfnt.ts';

/** Vertical metrics as fractions of the em, y up. `descent` is positive downwards. */
export interface FaceMetrics {
  ascent: number;
  descent: number;
  lineGap: number;
  capHeight: number;
  /** Top edge of the underline below (negative) the baseline, and its thickness. */
  underlinePosition: number;
  underlineThickness: number;
  /** Top edge of the strikethrough above the baseline, and its thickness. */
  strikePosition: number;
  strikeThickness: number;
}

export interface NamedInstance {
  name: string;
  coordinates: Record<string, number>;
}

export interface FaceInfo {
  family: string;
  style: string;
  weight: number;
  italic: boolean;
  axes: Record<string, AxisRange>;
  instances: NamedInstance[];
  metrics: FaceMetrics;
  unicodeRangeBits: number[];
}

/** Reads what the text engine must know about one font of a file. Throws on a broken file, saying what is wrong. */
export function readFace(source: ByteSource, faceIndex: number): FaceInfo {
  const sfnt = openSfnt(source, faceIndex);
  const head = sfnt.table('head');
  if (!head) throw new Error('the font has no head table');
  const names = readNames(sfnt);
  const os2 = sfnt.table('OS/2');
  const family = names.get(16) ?? names.get(1);
  if (!family) throw new Error('the font has no family name');
  return {
    family,
    style: names.get(17) ?? names.get(2) ?? 'Regular',
    weight: os2 ? os2.readUInt16BE(4) || 400 : head.readUInt16BE(44) & 1 ? 700 : 400,
    italic: os2 ? (os2.readUInt16BE(62) & 0x201) !== 0 : (head.readUInt16BE(44) & 2) !== 0,
    ...readVariations(sfnt, names),
    metrics: readMetrics(sfnt, head, os2),
    unicodeRangeBits: os2 ? [42, 46, 50, 54].map((at) => os2.readUInt32BE(at)) : [],
  };
}

function readMetrics(sfnt: Sfnt, head: Buffer, os2: Buffer | undefined): FaceMetrics {
  const em = head.readUInt16BE(18) || 1000;
  const hhea = sfnt.table('hhea');
  const post = sfnt.table('post');
  let line = hhea ? [hhea.readInt16BE(4), -hhea.readInt16BE(6), hhea.readInt16BE(8)] : [0, 0, 0];
  // As FreeType (and so CanvasKit) does: typo metrics if the font asks for them or hhea is empty, then win metrics.
  if (os2) {
    const useTypo = (os2.readUInt16BE(62) & 0x80) !== 0;
    if (useTypo || (!line[0] && !line[1]))
      line = [os2.readInt16BE(68), -os2.readInt16BE(70), os2.readInt16BE(72)];
    if (!line[0] && !line[1]) line = [os2.readUInt16BE(74), os2.readUInt16BE(76), 0];
  }
  const capHeight = os2 && os2.readUInt16BE(0) >= 2 && os2.length >= 90 ? os2.readInt16BE(88) : 0;
  return {
    ascent: (line[0] ?? 0) / em,
    descent: (line[1] ?? 0) / em,
    lineGap: (line[2] ?? 0) / em,
    capHeight: capHeight > 0 ? capHeight / em : 0.7,
    underlinePosition: (post?.readInt16BE(8) || -em / 10) / em,
    underlineThickness: (post?.readInt16BE(10) || em / 20) / em,
    strikePosition: (os2?.readInt16BE(28) || em * 0.3) / em,
    strikeThickness: (os2?.readInt16BE(26) || em / 20) / em,
  };
}

/** English names by id; Windows and Unicode records win over Mac ones. */
function readNames(sfnt: Sfnt): Map<number, string> {
  const table = sfnt.table('name');
  const names = new Map<number, string>();
  if (!table) return names;
  const best = new Map<number, number>();
  const strings = table.readUInt16BE(4);
  for (let i = 0, at = 6; i < table.readUInt16BE(2); i++, at += 12) {
    const platform = table.readUInt16BE(at);
    const language = table.readUInt16BE(at + 4);
    const id = table.readUInt16BE(at + 6);
    const start = strings + table.readUInt16BE(at + 10);
    const bytes = table.subarray(start, start + table.readUInt16BE(at + 8));
    const rank = platform === 3 ? (language === 0x409 ? 4 : 2) : platform === 0 ? 3 : language === 0 ? 1 : 0;
    if (rank <= (best.get(id) ?? -1)) continue;
    const text = platform === 1 ? bytes.toString('latin1') : utf16be(bytes);
    if (!text) continue;
    best.set(id, rank);
    names.set(id, text);
  }
  return names;
}

function utf16be(bytes: Buffer): string {
  return Buffer.from(bytes.subarray(0, bytes.length & ~1))
    .swap16()
    .toString('utf16le');
}

function readVariations(sfnt: Sfnt, names: Map<number, string>): Pick<FaceInfo, 'axes' | 'instances'> {
  const fvar = sfnt.table('fvar');
  const axes: Record<string, AxisRange> = {};
  const instances: NamedInstance[] = [];
  if (!fvar) return { axes, instances };
  const fixed = (at: number) => fvar.readInt32BE(at) / 65536;
  const start = fvar.readUInt16BE(4);
  const axisCount = fvar.readUInt16BE(8);
  const axisSize = fvar.readUInt16BE(10);
  const tags: string[] = [];
  for (let i = 0; i < axisCount; i++) {
    const at = start + i * axisSize;
    const tag = fvar.toString('latin1', at, at + 4);
    tags.push(tag);
    axes[tag] = { min: fixed(at + 4), default: fixed(at + 8), max: fixed(at + 12) };
  }
  const instanceSize = fvar.readUInt16BE(14);
  for (let i = 0; i < fvar.readUInt16BE(12); i++) {
    const at = start + axisCount * axisSize + i * instanceSize;
    const name = names.get(fvar.readUInt16BE(at));
    if (!name) continue;
    const coordinates = Object.fromEntries(tags.map((tag, axis) => [tag, fixed(at + 4 + axis * 4)]));
    instances.push({ name, coordinates });
  }
  return { axes, instances };
}
