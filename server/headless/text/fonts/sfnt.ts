/**
 * Tables of a font file, read where they are needed: TrueType, OpenType, collections (.ttc), WOFF and WOFF2.
 * Only tables that WOFF2 stores untransformed can be read from a WOFF2 file; that is all but glyf, loca and hmtx.
 */
import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { brotliDecompressSync, inflateSync } from 'node:zlib';

/** Random access to a file's bytes. Reads past the end return fewer bytes. */
export interface ByteSource {
  size: number;
  read(offset: number, length: number): Buffer;
}

export function memoryBytes(bytes: Uint8Array): ByteSource {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { size: buffer.length, read: (offset, length) => buffer.subarray(offset, offset + length) };
}

export function fileBytes(path: string): ByteSource {
  return memoryBytes(readFileSync(path));
}

/** Reads pieces of a file without loading it; the file is open only during `use`. */
export function withFile<T>(path: string, use: (source: ByteSource) => T): T {
  const size = statSync(path).size;
  const fd = openSync(path, 'r');
  try {
    return use({
      size,
      read(offset, length) {
        const wanted = Math.max(0, Math.min(length, size - offset));
        const buffer = Buffer.alloc(wanted);
        return buffer.subarray(0, readSync(fd, buffer, 0, wanted, offset));
      },
    });
  } finally {
    closeSync(fd);
  }
}

export interface Sfnt {
  tags: string[];
  /** The table's bytes, or undefined if the font has no such table. */
  table(tag: string): Buffer | undefined;
  /** WOFF2 only: a table in its transformed form (WOFF2 section 5), which `table` does not give. */
  transformed?(tag: string): Buffer | undefined;
}

const maxTable = 64 * 1024 * 1024;

/** How many fonts the file holds (1 unless it is a collection). */
export function faceCount(source: ByteSource): number {
  const head = source.read(0, 12);
  return head.toString('latin1', 0, 4) === 'ttcf' ? head.readUInt32BE(8) : 1;
}

/** Opens one font of a file. Throws if the file is not a font, or is cut short. */
export function openSfnt(source: ByteSource, faceIndex: number): Sfnt {
  const signature = source.read(0, 4).toString('latin1');
  if (signature === 'wOFF') return openWoff(source);
  if (signature === 'wOF2') return openWoff2(source);
  if (signature === 'ttcf') {
    if (faceIndex >= faceCount(source)) throw new Error(`the collection has no font ${faceIndex}`);
    return openTables(source, source.read(12 + 4 * faceIndex, 4).readUInt32BE(0));
  }
  if (['\0\x01\0\0', 'OTTO', 'true'].includes(signature)) return openTables(source, 0);
  throw new Error('not a TrueType, OpenType, WOFF or WOFF2 font');
}

interface Entry {
  offset: number;
  length: number;
}

function openTables(source: ByteSource, start: number): Sfnt {
  const count = source.read(start + 4, 2).readUInt16BE(0);
  const directory = source.read(start + 12, count * 16);
  const entries = new Map<string, Entry>();
  for (let i = 0; i < count; i++) {
    const at = i * 16;
    entries.set(directory.toString('latin1', at, at + 4), {
      offset: directory.readUInt32BE(at + 8),
      length: directory.readUInt32BE(at + 12),
    });
  }
  return sfntOf(entries, (e) => source.read(e.offset, e.length));
}

function sfntOf<E extends Entry>(entries: Map<string, E>, read: (entry: E) => Buffer): Sfnt {
  return {
    tags: [...entries.keys()],
    table(tag) {
      const entry = entries.get(tag);
      if (!entry) return undefined;
      if (entry.length > maxTable) throw new Error(`table ${tag} claims ${entry.length} bytes`);
      return read(entry);
    },
  };
}

function openWoff(source: ByteSource): Sfnt {
  const count = source.read(12, 2).readUInt16BE(0);
  const directory = source.read(44, count * 20);
  const entries = new Map<string, Entry & { stored: number }>();
  for (let i = 0; i < count; i++) {
    const at = i * 20;
    entries.set(directory.toString('latin1', at, at + 4), {
      offset: directory.readUInt32BE(at + 4),
      stored: directory.readUInt32BE(at + 8),
      length: directory.readUInt32BE(at + 12),
    });
  }
  return sfntOf(entries, (e) => {
    const bytes = source.read(e.offset, e.stored);
    return e.stored < e.length ? inflateSync(bytes, { maxOutputLength: e.length }) : bytes;
  });
}

/** The known tags of the WOFF2 table directory, in the order of their numbers (WOFF2 section 5.2). */
const woff2Tags =
  'cmap head hhea hmtx maxp name OS/2 post cvt  fpgm glyf loca prep CFF  VORG EBDT EBLC gasp hdmx kern LTSH PCLT VDMX vhea vmtx BASE GDEF GPOS GSUB EBSC JSTF MATH CBDT CBLC COLR CPAL SVG  sbix acnt avar bdat bloc bsln cvar fdsc feat fmtx fvar gvar hsty just lcar mort morx opbd prop trak Zapf Silf Glat Gloc Feat Sill'.match(
    /.{4}(?: |$)/g,
  ) ?? [];

function openWoff2(source: ByteSource): Sfnt {
  const header = source.read(0, 48);
  if (header.toString('latin1', 4, 8) === 'ttcf') throw new Error('WOFF2 collections are not supported');
  const count = header.readUInt16BE(12);
  const compressedSize = header.readUInt32BE(20);
  const directory = source.read(48, count * 14 + 16);
  let at = 0;
  const base128 = () => {
    let value = 0;
    for (let i = 0; i < 5; i++) {
      const byte = directory.readUInt8(at++);
      value = value * 128 + (byte & 0x7f);
      if (byte < 0x80) return value;
    }
    throw new Error('bad number in the WOFF2 table directory');
  };
  const entries = new Map<string, Entry>();
  const transforms = new Map<string, Entry>();
  let offset = 0;
  for (let i = 0; i < count; i++) {
    const flags = directory.readUInt8(at++);
    let tag = (woff2Tags[flags & 63] ?? '').slice(0, 4);
    if ((flags & 63) === 63) {
      tag = directory.toString('latin1', at, at + 4);
      at += 4;
    }
    const version = flags >> 6;
    const original = base128();
    // glyf and loca are transformed unless the version is 3; every other table only if it is not 0.
    const transformed = tag === 'glyf' || tag === 'loca' ? version !== 3 : version !== 0;
    const length = transformed ? base128() : original;
    (transformed ? transforms : entries).set(tag, { offset, length });
    offset += length;
  }
  if (offset > maxTable * 2) throw new Error(`the font claims ${offset} bytes`);
  let data: Buffer | undefined;
  const read = (e: Entry) => {
    data ??= brotliDecompressSync(source.read(48 + at, compressedSize), { maxOutputLength: offset + 16 });
    return data.subarray(e.offset, e.offset + e.length);
  };
  return { ...sfntOf(entries, read), transformed: sfntOf(transforms, read).table };
}

/** One font of a collection as a file of its own (CanvasKit opens only a collection's first font). */
export function extractFace(source: ByteSource, faceIndex: number): Uint8Array {
  const sfnt = openSfnt(source, faceIndex);
  return buildSfnt(sfnt.tags.map((tag) => [tag, sfnt.table(tag) ?? Buffer.alloc(0)]));
}

/** A font file made of tables. Checksums are left zero; no reader here looks at them. */
export function buildSfnt(tables: [tag: string, data: Buffer][]): Buffer {
  const headerSize = 12 + 16 * tables.length;
  const padded = (n: number) => (n + 3) & ~3;
  const out = Buffer.alloc(tables.reduce((sum, [, data]) => sum + padded(data.length), headerSize));
  const postScript = tables.some(([tag]) => tag === 'CFF ' || tag === 'CFF2');
  out.writeUInt32BE(postScript ? 0x4f54544f : 0x00010000, 0);
  out.writeUInt16BE(tables.length, 4);
  let offset = headerSize;
  tables.forEach(([tag, data], i) => {
    out.write(tag, 12 + i * 16, 'latin1');
    out.writeUInt32BE(offset, 12 + i * 16 + 8);
    out.writeUInt32BE(data.length, 12 + i * 16 + 12);
    data.copy(out, offset);
    offset += padded(data.length);
  });
  return out;
}
