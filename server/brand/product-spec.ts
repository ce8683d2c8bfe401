/** What may be said about a product, from its spec.md. */
import { listItems, paragraphs, sections, tables } from './markdown.ts';

export interface ProductSpec {
  name?: string;
  /** As written, with its currency. */
  price?: string;
  benefits: string[];
  claimsAllowed: string[];
  claimsForbidden: string[];
  shots: string[];
}

const money =
  /(?:(?:[€$£¥]|US\$|\b(?:USD|EUR|GBP|CHF|SEK|JPY)\b)\s?\d[\d.,]*\d|(?:[€$£¥])\s?\d|\d[\d.,]*\s?(?:€|£|\b(?:USD|EUR|GBP|CHF|SEK|kr)\b))/;

export function readProductSpec(markdown: string): ProductSpec {
  const spec: ProductSpec = { benefits: [], claimsAllowed: [], claimsForbidden: [], shots: [] };
  for (const section of sections(markdown)) {
    if (section.level === 1) spec.name ??= section.title;
    const items = listItems(section.lines);
    const title = section.title.toLowerCase();
    const isClaims = /claim|say|promise/.test(title);
    if (
      /\b(not allowed|forbidden|prohibited|never|do not|don['’]t|avoid|cannot|can['’]t|no-go)\b/.test(title)
    ) {
      spec.claimsForbidden.push(...items);
    } else if (isClaims || /\b(allowed|approved|permitted)\b/.test(title)) {
      spec.claimsAllowed.push(...items);
    } else if (/benefit|why|reasons/.test(title)) {
      spec.benefits.push(...items);
    } else if (/shot|photo|imagery|visual/.test(title)) {
      spec.shots.push(...items);
    }
    spec.price ??= priceOf(section.title, section.lines, items);
  }
  return spec;
}

/** The first amount on a line, list item, table row or section that speaks of the price. */
function priceOf(title: string, lines: readonly string[], items: readonly string[]): string | undefined {
  const rows = tables(lines).flatMap((table) => table.rows.map((row) => row.join(': ')));
  const texts = [...items, ...rows, ...paragraphs(lines)];
  const about = /\b(price|rrp|msrp|cost)s?\b/i;
  const named = texts.filter((text) => about.test(text));
  for (const text of about.test(title) ? [...named, ...texts] : named) {
    const amount = money.exec(text)?.[0];
    if (amount !== undefined) return amount.trim();
  }
  return undefined;
}
