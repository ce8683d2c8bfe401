/** What a file is, by its first bytes. The extension is never asked: people rename files. */

export type ImageFormat = 'png' | 'jpeg' | 'gif' | 'webp' | 'avif' | 'tiff' | 'svg';

/** The image format of `bytes`, or a word for what it is instead. */
export function sniff(bytes: Uint8Array): { format: ImageFormat } | { not: string } {
  if (bytes.length === 0) return { not: 'an empty file' };
  if (starts(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return { format: 'png' };
  if (starts(bytes, [0xff, 0xd8, 0xff])) return { format: 'jpeg' };
  if (ascii(bytes, 0, 6) === 'GIF87a' || ascii(bytes, 0, 6) === 'GIF89a') return { format: 'gif' };
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return { format: 'webp' };
  if (starts(bytes, [0x49, 0x49, 0x2a, 0x00]) || starts(bytes, [0x4d, 0x4d, 0x00, 0x2a]))
    return { format: 'tiff' };
  if (ascii(bytes, 4, 8) === 'ftyp') {
    const brands = ascii(bytes, 8, 40);
    if (/avi[fs]/.test(brands)) return { format: 'avif' };
    if (/hei[cxms]|hev[cx]|mif1/.test(brands)) return { not: 'a HEIC photo' };
    return { not: 'a video (MP4/MOV)' };
  }
  if (ascii(bytes, 0, 5) === '%PDF-') return { not: 'a PDF' };
  if (ascii(bytes, 0, 4) === '8BPS') return { not: 'a Photoshop file' };
  if (starts(bytes, [0x50, 0x4b, 0x03, 0x04])) return { not: 'a ZIP archive' };
  return sniffText(bytes);
}

function sniffText(bytes: Uint8Array): { format: ImageFormat } | { not: string } {
  const head = new TextDecoder().decode(bytes.subarray(0, 4096));
  if (
    /^\uFEFF?\s*(?:<\?xml[^>]*\?>|<!--[\s\S]*?-->|<!DOCTYPE[^[>]*(?:\[[\s\S]*?\]\s*)?>|\s)*<(?:\w+:)?svg[\s>]/i.test(
      head,
    )
  ) {
    return { format: 'svg' };
  }
  if (/^\s*(<!doctype html|<html)/i.test(head)) return { not: 'a web page (a failed download?)' };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells text from binary
  if (!/[\u0000-\u0008\u000e-\u001f\ufffd]/.test(head)) return { not: 'text' };
  return { not: 'no image format known here' };
}

function starts(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}

function ascii(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}
