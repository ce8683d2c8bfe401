/** What may be said about a product, from its spec.md. */
import { listItems, paragraphs, tables } from './markdown.ts';
import { readSections } from './reading.ts';
import { says } from './vocabulary.ts';

export interface ProductSpec {
  name?: string;
  /** As written, with its currency. */
  price?: string;
  benefits: string[];
  claimsAllowed: string[];
  claimsForbidden: string[];
  shots: string[];
}

const codes = 'USD|EUR|GBP|CHF|SEK|NOK|DKK|PLN|JPY|CNY|CAD|AUD|BRL|INR';
const money = new RegExp(
  `(?:(?:[€$£¥￥₩₹]|US\\$|R\\$|\\b(?:${codes})\\b)\\s?\\d[\\d.,]*\\d|[€$£¥￥₩₹]\\s?\\d|\\d[\\d.,]*\\s?(?:[€£円元₩₹]|zł|kr\\b|Euro\\b|\\b(?:${codes})\\b))`,
  'u',
);

export function readProductSpec(markdown: string): ProductSpec {
  const unlabelled: string[] = [];
  const spec: ProductSpec = { benefits: [], claimsAllowed: [], claimsForbidden: [], shots: [] };
  for (const section of readSections(markdown)) {
    if (section.level === 1) spec.name ??= section.title;
    const { title } = section;
    const items = listItems(section.lines);
    if (says.forbidden.test(title)) spec.claimsForbidden.push(...items);
    else if (says.claims.test(title) || says.allowed.test(title)) spec.claimsAllowed.push(...items);
    else if (says.benefits.test(title)) spec.benefits.push(...items);
    else if (says.shots.test(title)) spec.shots.push(...items);
    else unlabelled.push(...amountsIn(section.title, section.lines, items));
    spec.price ??= priceOf(section.title, section.lines, items);
  }
  // An amount that nothing calls a price is one if it is the only one.
  const [only, ...others] = new Set(unlabelled);
  if (only !== undefined && others.length === 0) spec.price ??= only;
  return spec;
}

/** Words that may stand beside an amount nothing calls a price: the name of the thing, not a sentence. */
const FEW_WORDS = 2;
const quantity = /\d[\d.,]*\s?(?:ml|cl|l|mg|g|kg|oz|lb|cm|mm|m|pcs|pieces|Stück|St)(?![\p{L}\p{N}])/giu;

/** Amounts of a section that stand almost alone; not what is saved, or paid for shipping. */
function amountsIn(title: string, lines: readonly string[], items: readonly string[]): string[] {
  const rows = tables(lines).flatMap((table) => table.rows.map((row) => row.join(': ')));
  return [title, ...items, ...rows, ...paragraphs(lines)].flatMap((text) => {
    const amounts = [...text.matchAll(new RegExp(money, 'gu'))].map(([amount]) => amount.trim());
    const rest = text.replaceAll(new RegExp(money, 'gu'), ' ').replaceAll(quantity, ' ');
    const words = rest.match(/\p{L}+/gu) ?? [];
    return amounts.length === 0 || words.length > FEW_WORDS || says.notPrice.test(text) ? [] : amounts;
  });
}

/** The first amount on a line, list item, table row or section that speaks of the price. */
function priceOf(title: string, lines: readonly string[], items: readonly string[]): string | undefined {
  const rows = tables(lines).flatMap((table) => table.rows.map((row) => row.join(': ')));
  const texts = [...items, ...rows, ...paragraphs(lines)];
  const about = says.price;
  const named = texts.filter((text) => about.test(text));
  for (const text of about.test(title) ? [...named, ...texts] : named) {
    const amount = money.exec(text)?.[0];
    if (amount !== undefined) return amount.trim();
  }
  return undefined;
}
