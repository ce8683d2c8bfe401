/**
 * WOFF2 stores glyph outlines in a form of its own (WOFF2 section 5.1). This writes them back as TrueType's glyf and
 * loca, so that outlines of variable fonts can be computed. Hinting instructions are dropped: outlines do not need them.
 */
import { buildSfnt, memoryBytes, openSfnt } from './sfnt.ts';

/** The font as a TrueType file; other formats, and WOFF2 fonts without transformed glyphs, come back unchanged. */
export function withPlainGlyphs(bytes: Uint8Array): Buffer {
  const source = memoryBytes(bytes);
  const whole = source.read(0, source.size);
  if (whole.toString('latin1', 0, 4) !== 'wOF2') return whole;
  const sfnt = openSfnt(source, 0);
  const packed = sfnt.transformed?.('glyf');
  const head = sfnt.table('head');
  if (!packed || !head) return whole;
  const { glyf, loca, xMins } = unpackGlyphs(packed);
  const longOffsets = Buffer.from(head);
  longOffsets.writeInt16BE(1, 50);
  const tables = new Map(sfnt.tags.map((tag) => [tag, sfnt.table(tag) ?? Buffer.alloc(0)]));
  tables.set('head', longOffsets).set('glyf', glyf).set('loca', loca);
  const metrics = sfnt.transformed?.('hmtx');
  const hhea = sfnt.table('hhea');
  if (metrics && hhea) tables.set('hmtx', unpackMetrics(metrics, hhea.readUInt16BE(34), xMins));
  return buildSfnt([...tables].sort(([a], [b]) => (a < b ? -1 : 1)));
}

class Stream {
  private at = 0;
  constructor(private readonly bytes: Buffer) {}
  u8(): number {
    return this.bytes.readUInt8(this.at++);
  }
  i16(): number {
    this.at += 2;
    return this.bytes.readInt16BE(this.at - 2);
  }
  take(length: number): Buffer {
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }
  /** 255UInt16 (section 4.1). */
  count(): number {
    const code = this.u8();
    if (code === 253) return (this.u8() << 8) | this.u8();
    if (code === 254) return this.u8() + 506;
    return code === 255 ? this.u8() + 253 : code;
  }
}

interface Streams {
  contours: Stream;
  points: Stream;
  flags: Stream;
  glyphs: Stream;
  composites: Stream;
  boxes: Stream;
}

function unpackGlyphs(packed: Buffer): { glyf: Buffer; loca: Buffer; xMins: number[] } {
  const count = packed.readUInt16BE(4);
  let at = 36;
  const next = (index: number) => {
    const size = packed.readUInt32BE(8 + 4 * index);
    at += size;
    return packed.subarray(at - size, at);
  };
  const [contours, points, flags, glyphs, composites, boxes] = [0, 1, 2, 3, 4, 5].map(
    (i) => new Stream(next(i)),
  );
  if (!contours || !points || !flags || !glyphs || !composites || !boxes)
    throw new Error('bad WOFF2 glyf table');
  const hasBox = boxes.take(((count + 31) >> 5) << 2);
  const streams: Streams = { contours, points, flags, glyphs, composites, boxes };
  const parts: Buffer[] = [];
  const loca = Buffer.alloc(4 * (count + 1));
  const xMins: number[] = [];
  let offset = 0;
  for (let i = 0; i < count; i++) {
    const explicitBox = (((hasBox[i >> 3] ?? 0) >> (7 - (i & 7))) & 1) === 1;
    const glyph = unpackGlyph(streams, explicitBox);
    xMins.push(glyph.length > 0 ? glyph.readInt16BE(2) : 0);
    const padded = glyph.length % 2 === 0 ? glyph : Buffer.concat([glyph, Buffer.alloc(1)]);
    parts.push(padded);
    offset += padded.length;
    loca.writeUInt32BE(offset, 4 * (i + 1));
  }
  return { glyf: Buffer.concat(parts), loca, xMins };
}

function unpackGlyph(s: Streams, explicitBox: boolean): Buffer {
  const contours = s.contours.i16();
  if (contours === 0) return Buffer.alloc(0);
  if (contours < 0) {
    const components = unpackComposite(s);
    const header = Buffer.alloc(10);
    header.writeInt16BE(-1, 0);
    // A composite always carries its box.
    s.boxes.take(8).copy(header, 2);
    return Buffer.concat([header, components]);
  }
  const ends: number[] = [];
  let points = 0;
  for (let i = 0; i < contours; i++) {
    points += s.points.count();
    ends.push(points - 1);
  }
  const out = Buffer.alloc(10 + 2 * contours + 2 + 5 * points);
  const flagsAt = 12 + 2 * contours;
  let x = 0;
  let y = 0;
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < points; i++) {
    const { dx, dy, onCurve } = readPoint(s);
    x += dx;
    y += dy;
    box[0] = Math.min(box[0] ?? x, x);
    box[1] = Math.min(box[1] ?? y, y);
    box[2] = Math.max(box[2] ?? x, x);
    box[3] = Math.max(box[3] ?? y, y);
    out.writeUInt8(onCurve ? 1 : 0, flagsAt + i);
    out.writeInt16BE(dx, flagsAt + points + 2 * i);
    out.writeInt16BE(dy, flagsAt + 3 * points + 2 * i);
  }
  s.glyphs.count(); // Length of the instructions, which live in their own stream.
  out.writeInt16BE(contours, 0);
  if (explicitBox) s.boxes.take(8).copy(out, 2);
  else if (points > 0) box.forEach((value, i) => void out.writeInt16BE(value, 2 + 2 * i));
  ends.forEach((end, i) => void out.writeUInt16BE(end, 10 + 2 * i));
  return out;
}

/** Component records (OpenType glyf, "Composite Glyph Description") up to the last, without instructions. */
function unpackComposite(s: Streams): Buffer {
  const parts: Buffer[] = [];
  let hasInstructions = false;
  for (let more = true; more; ) {
    const start = Buffer.from(s.composites.take(4));
    const flags = start.readUInt16BE(0);
    const scale = flags & 0x08 ? 2 : flags & 0x40 ? 4 : flags & 0x80 ? 8 : 0;
    start.writeUInt16BE(flags & ~0x100, 0);
    parts.push(start, s.composites.take((flags & 1 ? 4 : 2) + scale));
    hasInstructions ||= (flags & 0x100) !== 0;
    more = (flags & 0x20) !== 0;
  }
  if (hasInstructions) s.glyphs.count();
  return Buffer.concat(parts);
}

/** One point as a difference to the one before (section 5.2, triplet encoding). */
function readPoint(s: Streams): { dx: number; dy: number; onCurve: boolean } {
  const byte = s.flags.u8();
  const onCurve = byte >> 7 === 0;
  const code = byte & 127;
  const xSign = code & 1 ? 1 : -1;
  const ySign = code & 2 ? 1 : -1;
  const data = s.glyphs;
  if (code < 10) return { dx: 0, dy: xSign * (((code & 14) << 7) + data.u8()), onCurve };
  if (code < 20) return { dx: xSign * ((((code - 10) & 14) << 7) + data.u8()), dy: 0, onCurve };
  if (code < 84) {
    const b = data.u8();
    const high = code - 20;
    const dx = xSign * (1 + (high & 0x30) + (b >> 4));
    return { dx, dy: ySign * (1 + ((high & 0x0c) << 2) + (b & 15)), onCurve };
  }
  if (code < 120) {
    const high = code - 84;
    const dx = xSign * (1 + (Math.floor(high / 12) << 8) + data.u8());
    return { dx, dy: ySign * (1 + (((high % 12) >> 2) << 8) + data.u8()), onCurve };
  }
  if (code < 124) {
    const [a, b, c] = [data.u8(), data.u8(), data.u8()];
    return { dx: xSign * ((a << 4) + (b >> 4)), dy: ySign * (((b & 15) << 8) + c), onCurve };
  }
  const [a, b, c, d] = [data.u8(), data.u8(), data.u8(), data.u8()];
  return { dx: xSign * ((a << 8) + b), dy: ySign * ((c << 8) + d), onCurve };
}

/** hmtx without its left side bearings, which equal the glyphs' xMin (section 5.4). */
function unpackMetrics(packed: Buffer, longCount: number, xMins: readonly number[]): Buffer {
  const s = new Stream(packed);
  const flags = s.u8();
  const advances = s.take(2 * longCount);
  const bearings = xMins.map((xMin, i) => ((flags >> (i < longCount ? 0 : 1)) & 1 ? xMin : s.i16()));
  const out = Buffer.alloc(2 * longCount + 2 * xMins.length);
  bearings.forEach((bearing, i) => {
    if (i < longCount) {
      out.writeUInt16BE(advances.readUInt16BE(2 * i), 4 * i);
      out.writeInt16BE(bearing, 4 * i + 2);
    } else out.writeInt16BE(bearing, 2 * longCount + 2 * i);
  });
  return out;
}
