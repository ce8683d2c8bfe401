/** SVG files as pictures. Nothing outside the file is ever loaded, and entity definitions are refused. */
import { AssetError } from './asset-error.ts';
import { maxSvgBytes } from './limits.ts';

/**
 * Refuses SVG that could do harm or would not draw; answers notes about parts that are left out.
 * librsvg, fed from memory, has no base URL and so loads nothing external; this check makes that visible.
 */
export function checkSvg(bytes: Uint8Array, where: string): string[] {
  const refuse = (what: string, instead: string) =>
    new AssetError({ code: 'unsupported', what, where, instead });
  if (bytes.length > maxSvgBytes) {
    throw new AssetError({
      code: 'too_large',
      what: `the SVG has ${(bytes.length / 1e6).toFixed(1)} MB, the limit is ${maxSvgBytes / 1e6} MB`,
      where,
      instead: 'Simplify it, or export it as PNG',
    });
  }
  const text = new TextDecoder().decode(bytes);
  if (/<!ENTITY/i.test(text)) {
    throw refuse('the SVG defines XML entities, which are not expanded here', 'Save it again as plain SVG');
  }
  if (/<(?:\w+:)?foreignObject[\s>]/i.test(text)) {
    throw refuse('the SVG embeds HTML (foreignObject), which cannot be drawn', 'Export it as PNG');
  }
  const notes: string[] = [];
  const external = externalReferences(text);
  if (external.length > 0) {
    notes.push(
      `${external.length} external reference(s) in the SVG were not loaded: ${external.slice(0, 3).join(', ')}`,
    );
  }
  if (/<(?:\w+:)?text[\s>]/i.test(text)) {
    notes.push(
      'The SVG holds live text, drawn with whatever fonts this machine has; outlined paths are safer',
    );
  }
  return notes;
}

/** References that lead out of the file: neither `#id` nor `data:`. */
function externalReferences(text: string): string[] {
  const found: string[] = [];
  for (const match of text.matchAll(
    /(?:xlink:href|href|src)\s*=\s*["']([^"']+)["']|url\(\s*["']?([^"')]+)["']?\s*\)/gi,
  )) {
    const target = (match[1] ?? match[2] ?? '').trim();
    const isLinkElement = /<(?:\w+:)?a\s[^<]*$/i.test(
      text.slice(Math.max(0, match.index - 200), match.index),
    );
    if (target !== '' && !target.startsWith('#') && !/^data:/i.test(target) && !isLinkElement) {
      found.push(target.length > 60 ? `${target.slice(0, 57)}...` : target);
    }
  }
  return [...new Set(found)];
}
