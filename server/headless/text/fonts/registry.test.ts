import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTextEngine } from '../index.ts';
import { textRecord } from '../test-records.ts';
import { packageFolder } from './bundled.ts';
import { readFace } from './face-info.ts';
import { FontRegistry } from './registry.ts';
import { buildSfnt, fileBytes, memoryBytes, openSfnt } from './sfnt.ts';
import { scanFontFolders } from './user-fonts.ts';
import { withPlainGlyphs } from './woff2-glyphs.ts';

const bundled = new FontRegistry({ systemFonts: false });

describe('bundled families', () => {
  it('are listed once each, in order, with styles', () => {
    const names = bundled.families().map((f) => f.family);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'en')));
    expect(names).toContain('Playfair Display');
    expect(bundled.families().every((f) => f.styles.length > 0)).toBe(true);
  });
  it('have a readable file for every style and subset', () => {
    for (const { family, styles } of bundled.families()) {
      for (const style of styles) {
        for (const file of bundled.face({ family, style })?.files ?? [])
          expect([file.path, openSfnt(fileBytes(file.path), 0).tags.length > 5]).toEqual([file.path, true]);
      }
    }
  });
  it('name their weights as Figma does: spaced in Inter, joined elsewhere', () => {
    const styles = (family: string) => bundled.families().find((f) => f.family === family)?.styles;
    expect(styles('Inter')).toEqual(
      expect.arrayContaining(['Extra Light', 'Semi Bold', 'Extra Bold Italic', 'Italic', 'Regular']),
    );
    expect(styles('Inter')).toHaveLength(18);
    expect(styles('Montserrat')).toEqual(expect.arrayContaining(['SemiBold', 'ExtraBold Italic', 'Italic']));
  });
  it('know weight, slope and axes', () => {
    expect(bundled.weightOf({ family: 'Inter', style: 'Semi Bold' })).toBe(600);
    expect(bundled.italicOf({ family: 'Inter', style: 'Semi Bold Italic' })).toBe(true);
    expect(bundled.italicOf({ family: 'Inter', style: 'Semi Bold' })).toBe(false);
    expect(bundled.variationAxes('Archivo')).toEqual(['wght', 'wdth']);
    expect(bundled.variationAxes('Anton')).toBeNull();
  });
  it('exist only under their exact names', () => {
    expect(bundled.has({ family: 'Inter', style: 'Semi Bold' })).toBe(true);
    expect(bundled.has({ family: 'Inter', style: 'SemiBold' })).toBe(false);
    expect(bundled.has({ family: 'inter', style: 'Bold' })).toBe(false);
  });
  it('find the style nearest to axis values', () => {
    expect(bundled.nearestInstance('Inter', { wght: 620 })).toEqual({ family: 'Inter', style: 'Semi Bold' });
    expect(bundled.nearestInstance('Inter', { wght: 1000, ital: 1 }).style).toBe('Black Italic');
    expect(bundled.nearestInstance('Oswald', { wght: 900 }).style).toBe('Bold');
    expect(() => bundled.nearestInstance('Nope', {})).toThrow('"Nope" does not exist');
  });
  it('refuse to load what does not exist, in Figma’s words', async () => {
    await expect(bundled.load({ family: 'Inter', style: 'Wide' })).rejects.toThrow(
      'The font "Inter Wide" could not be loaded',
    );
    await expect(bundled.load({ family: 'Inter', style: 'Bold' })).resolves.toBeUndefined();
  });
});

describe('fonts in folders', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'fonts-'));
    mkdirSync(join(folder, 'deep'));
    // A family that does not ship: an existing font under another name, as .ttf, .woff2 and in a collection.
    const anton = readFileSync(
      join(packageFolder('@fontsource/anton'), 'files/anton-latin-400-normal.woff2'),
    );
    const plain = withPlainGlyphs(anton);
    writeFileSync(join(folder, 'deep/house.ttf'), renamed(plain, 'House Sans'));
    writeFileSync(
      join(folder, 'pair.ttc'),
      collection([renamed(plain, 'First Face'), renamed(plain, 'Second Face')]),
    );
    copyFileSync(
      join(packageFolder('@fontsource-variable/syne'), 'files/syne-latin-wght-normal.woff2'),
      join(folder, 'Syne.woff2'),
    );
    writeFileSync(join(folder, 'broken.ttf'), 'this is not a font');
    writeFileSync(join(folder, 'short.ttf'), plain.subarray(0, 200));
    writeFileSync(join(folder, 'notes.txt'), 'nor is this, and it does not matter');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('are found at any depth, in collections too', () => {
    const fonts = new FontRegistry({ fontDirs: [folder], systemFonts: false });
    for (const family of ['House Sans', 'First Face', 'Second Face'])
      expect(fonts.has({ family, style: 'Regular' })).toBe(true);
  });
  it('are skipped and reported if they are broken', () => {
    const fonts = new FontRegistry({ fontDirs: [folder], systemFonts: false });
    const problems = fonts.problems();
    expect(problems.map((p) => p.path).sort()).toEqual([
      join(folder, 'broken.ttf'),
      join(folder, 'short.ttf'),
    ]);
    expect(problems.find((p) => p.path.endsWith('broken.ttf'))?.reason).toContain('not a TrueType');
  });
  it('do not displace a bundled style of the same name', () => {
    const fonts = new FontRegistry({ fontDirs: [folder], systemFonts: false });
    fonts.families();
    expect(fonts.face({ family: 'Syne', style: 'Bold' })?.files.length).toBeGreaterThan(1);
  });
  it('a missing folder is no problem', () => {
    const fonts = new FontRegistry({ fontDirs: [join(folder, 'nowhere')], systemFonts: false });
    expect(fonts.problems()).toEqual([]);
  });
  it('draw, the second font of a collection as well', async () => {
    const engine = await createTextEngine({ fontDirs: [folder], systemFonts: false });
    const width = (family: string) =>
      engine.shape(textRecord('Hello', { fontName: { family, style: 'Regular' }, fontSize: 50 }), null).width;
    expect(width('House Sans')).toBe(width('Anton'));
    expect(width('Second Face')).toBe(width('Anton'));
    engine.dispose();
  });
  it('are remembered in the index, which notices changes', () => {
    const index = join(folder, 'cache/fonts.json');
    const families = () => new Set(scanFontFolders([folder], index).faces.map((f) => f.family));
    const before = families();
    expect(families()).toEqual(before);
    // Only what the index says is believed while a file is unchanged.
    writeFileSync(index, readFileSync(index, 'utf8').replaceAll('House Sans', 'Remembered'));
    expect(families().has('Remembered')).toBe(true);
    writeFileSync(index, '{ cut short');
    expect(families()).toEqual(before);
  });
});

describe('sfnt tables', () => {
  it('read the same from WOFF and WOFF2', () => {
    const file = (end: string) => fileBytes(join(packageFolder('inter-ui'), `Inter (web)/Inter-Bold.${end}`));
    const { metrics, weight, family } = readFace(file('woff'), 0);
    expect(readFace(file('woff2'), 0)).toMatchObject({ metrics, weight, family });
    expect(weight).toBe(700);
    expect(metrics.ascent).toBeCloseTo(0.96875, 5);
  });
});

/** The font with another family name (name table with one record). */
function renamed(font: Buffer, family: string): Buffer {
  const sfnt = openSfnt(memoryBytes(font), 0);
  const text = Buffer.from(family, 'utf16le').swap16();
  const name = Buffer.alloc(18 + text.length);
  [0, 1, 18, 3, 1, 0x409, 1, text.length, 0].forEach((value, i) => void name.writeUInt16BE(value, 2 * i));
  text.copy(name, 18);
  return buildSfnt(
    sfnt.tags.map((tag) => [tag, tag === 'name' ? name : (sfnt.table(tag) ?? Buffer.alloc(0))]),
  );
}

/** A .ttc of whole fonts: table offsets count from the start of the file. */
function collection(fonts: Buffer[]): Buffer {
  const header = Buffer.alloc(12 + 4 * fonts.length);
  header.write('ttcf', 0);
  header.writeUInt32BE(0x00010000, 4);
  header.writeUInt32BE(fonts.length, 8);
  let offset = header.length;
  const moved = fonts.map((font, i) => {
    header.writeUInt32BE(offset, 12 + 4 * i);
    const copy = Buffer.from(font);
    for (let table = 0; table < copy.readUInt16BE(4); table++) {
      const at = 12 + 16 * table + 8;
      copy.writeUInt32BE(copy.readUInt32BE(at) + offset, at);
    }
    offset += copy.length;
    return copy;
  });
  return Buffer.concat([header, ...moved]);
}
