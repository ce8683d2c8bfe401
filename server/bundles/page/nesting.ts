/** How deep a page nests, before a parser whose time grows with the square of it is let loose. */

/** Closed by what follows them, or never opened. */
const uncounted = new Set(
  'p li td tr th dt dd option tbody thead tfoot br hr img input meta link source area base col embed param track wbr path circle rect line polygon polyline use stop ellipse'.split(
    ' ',
  ),
);
/** Real pages stay below a hundred. */
export const MOST_NESTED = 1500;

export function nestsTooDeep(html: string): boolean {
  let depth = 0;
  for (const match of html.matchAll(/<(\/?)([a-z][\w-]*)/gi)) {
    if (uncounted.has((match[2] ?? '').toLowerCase())) continue;
    if (match[1] === '/') {
      depth = Math.max(0, depth - 1);
      continue;
    }
    const end = html.indexOf('>', match.index);
    if (end === -1) return false;
    if (html[end - 1] !== '/') depth += 1;
    if (depth > MOST_NESTED) return true;
  }
  return false;
}
