/** An index of made-up pictures: rows as an import writes them, without files. */
import { formatOf } from '../server/library/category.ts';
import { openWriter } from '../server/library/database.ts';
import type { Features } from '../server/library/features.ts';
import { layoutOf } from '../server/library/layout-vector.ts';
import { oklabOf } from '../server/library/oklab.ts';
import { createRecords, type ImageRecord } from '../server/library/records.ts';

const SIDE = 8;
const BATCH = 5_000;
const folders = [
  'Strong Copy',
  'Before & After',
  'Testimonials',
  'Press',
  'Feature Callouts',
  'iPhone Notes',
  'UGC',
  'Statistics',
  'Storytelling',
  'Provocation',
  'Seasonal',
  'Holiday sale',
];
const sizes: [number, number][] = [
  [1080, 1080],
  [1080, 1350],
  [1080, 1920],
  [1200, 628],
  [300, 250],
  [728, 90],
];

/** Adds `count` made-up pictures to the index at `file`; the same numbers give the same pictures. */
export function addMadeUpRows(file: string, count: number, from = 0): void {
  const writer = openWriter(file);
  try {
    const records = createRecords(writer, formatOf);
    writer
      .prepare('INSERT OR IGNORE INTO root (id, path, licence, added_at) VALUES (1, ?, ?, ?)')
      .run('/made-up', 'none', '2026-01-01');
    const write = writer.transaction((first: number, last: number) => {
      const rev = records.nextRev();
      for (let number = first; number < last; number += 1) records.put(madeUp(number), rev, undefined);
    });
    for (let at = from; at < from + count; at += BATCH) write(at, Math.min(from + count, at + BATCH));
    writer.exec('UPDATE image SET compared = 1');
    writer.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    writer.close();
  }
}

function madeUp(number: number): ImageRecord {
  const random = generator(number + 1);
  const folder = folders[Math.floor(random() ** 1.5 * folders.length)] ?? '';
  const [width, height] = sizes[Math.floor(random() ** 2 * sizes.length)] ?? [1, 1];
  const sha256 = Buffer.alloc(32);
  sha256.writeUInt32LE(number, 0);
  return {
    rootId: 1,
    path: `${folder}/${number}.jpg`,
    bytes: 200_000,
    mtime: 1,
    sidecarMtime: 0,
    category: folder,
    categoryFormat: formatOf(folder),
    subfolders: [],
    read: {
      sha256,
      features: features(random, width, height),
      facts: {
        text: Array.from({ length: 9 }, () => word(random)).join(' '),
        brand: `brand${Math.floor(random() * 500)}`,
        tags: [{ key: 'tag', value: word(random) }],
      },
      rootLicence: 'none',
    },
  };
}

/** A background, a block and a little noise, so that layouts and colours are alike and unlike as ads' are. */
function features(random: () => number, width: number, height: number): Features {
  const colour = () => oklabOf({ r: random(), g: random(), b: random() });
  const [ground, block, accent] = [colour(), colour(), colour()];
  const [left, top] = [Math.floor(random() * 5), Math.floor(random() * 5)];
  const pixels = new Float32Array(SIDE * SIDE * 3);
  for (let y = 0; y < SIDE; y += 1) {
    for (let x = 0; x < SIDE; x += 1) {
      const inside = x >= left && x < left + 4 && y >= top && y < top + 4;
      const at = (y * SIDE + x) * 3;
      const { l, a, b } = inside ? block : ground;
      pixels.set([l + (random() - 0.5) * 0.1, a, b], at);
    }
  }
  const hash = Buffer.alloc(8);
  for (let byte = 0; byte < 8; byte += 1) hash[byte] = Math.floor(random() * 256);
  return {
    width,
    height,
    hash,
    palette: [
      { ...ground, weight: 0.7 },
      { ...block, weight: 0.25 },
      { ...accent, weight: 0.05 },
    ],
    layout: layoutOf(pixels, SIDE, SIDE),
    coarse: layoutOf(pixels, SIDE, 2),
  };
}

/** Words as they occur: word 1 in a tenth of all pictures, the last ones hardly ever (Zipf). */
function word(random: () => number): string {
  return `word${Math.floor(20_000 ** random())}`;
}

/** mulberry32 */
function generator(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b1);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
