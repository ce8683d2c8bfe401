/** Bits of OS/2 ulUnicodeRange (OpenType 1.9, "OS/2: ulUnicodeRange1-4") for scripts that fonts specialise in. */
const blocks: readonly (readonly [first: number, last: number, bit: number])[] = [
  [0x0370, 0x03ff, 7],
  [0x0400, 0x052f, 9],
  [0x0530, 0x058f, 10],
  [0x0590, 0x05ff, 11],
  [0x0600, 0x06ff, 13],
  [0x0900, 0x097f, 15],
  [0x0980, 0x09ff, 16],
  [0x0a00, 0x0a7f, 17],
  [0x0a80, 0x0aff, 18],
  [0x0b00, 0x0b7f, 19],
  [0x0b80, 0x0bff, 20],
  [0x0c00, 0x0c7f, 21],
  [0x0c80, 0x0cff, 22],
  [0x0d00, 0x0d7f, 23],
  [0x0e00, 0x0e7f, 24],
  [0x0e80, 0x0eff, 25],
  [0x10a0, 0x10ff, 26],
  [0x1100, 0x11ff, 28],
  [0x1200, 0x137f, 75],
  [0x1780, 0x17ff, 80],
  [0x3000, 0x303f, 48],
  [0x3040, 0x309f, 49],
  [0x30a0, 0x30ff, 50],
  [0x3100, 0x312f, 51],
  [0x3400, 0x4dbf, 59],
  [0x4e00, 0x9fff, 59],
  [0xac00, 0xd7af, 56],
  [0x20000, 0x2ffff, 59],
];

/** The bit a font sets if it is made for the block of a code point; undefined where no bit helps to choose. */
export function unicodeRangeBit(codePoint: number): number | undefined {
  return blocks.find(([first, last]) => codePoint >= first && codePoint <= last)?.[2];
}
