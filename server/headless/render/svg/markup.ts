/** Writing XML: numbers, attributes, elements. */

export type Attributes = Record<string, string | number | null | undefined>;

/** Up to five decimals, as short as possible. */
export function num(value: number): string {
  const rounded = Math.abs(value) > 1e15 ? value : Math.round(value * 1e5) / 1e5;
  return String(Object.is(rounded, -0) ? 0 : rounded);
}

export function escapeXml(text: string): string {
  return (
    text
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      .replace(/"/g, '&quot;')
      // XML 1.0 has no way to write these.
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
  );
}

/** Attributes that are null or undefined are left out. */
export function element(name: string, attributes: Attributes, content = ''): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? num(value) : escapeXml(String(value))}"`)
    .join('');
  return content === '' ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`;
}

/** A group, or only its content if it would change nothing. */
export function group(attributes: Attributes, content: string): string {
  if (content === '') return '';
  const isPlain = Object.values(attributes).every((value) => value === null || value === undefined);
  return isPlain ? content : element('g', attributes, content);
}

export function hex({ r, g, b }: RGB): string {
  const byte = (value: number) =>
    Math.round(Math.min(1, Math.max(0, value)) * 255)
      .toString(16)
      .padStart(2, '0');
  return `#${byte(r)}${byte(g)}${byte(b)}`;
}

/** SVG's column order of a transform; null for the identity. */
export function matrix([[a, c, tx], [b, d, ty]]: Transform): string | null {
  const isStraight = a === 1 && b === 0 && c === 0 && d === 1;
  if (isStraight && tx === 0 && ty === 0) return null;
  if (isStraight) return `translate(${num(tx)} ${num(ty)})`;
  return `matrix(${[a, b, c, d, tx, ty].map(num).join(' ')})`;
}

export function data(mime: string, bytes: Uint8Array): string {
  return `data:${mime};base64,${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')}`;
}
