/**
 * Makes a brief small: what matters least goes first. Colours, families, prices and forbidden claims stay whole as
 * long as anything else can go. Facts are dropped or cut at a clause, never altered.
 */
import type { BrandBrief } from './brief-schema.ts';

/** UTF-8 bytes of JSON: about 380 tokens; with one product's claims and learnings, about 550. */
export const maxBriefBytes = { brand: 1350, product: 1900 } as const;

const steps: readonly ((brief: BrandBrief) => void)[] = [
  (brief) => {
    brief.voice = brief.voice.slice(0, 3).map((line) => cut(line, 110));
    for (const product of brief.products) product.benefits?.splice(2);
  },
  (brief) => {
    brief.colours = brief.colours.map((line) => firstClause(line, 44));
    brief.type = brief.type.map((line) => cut(line, 52));
    brief.formats.unused.splice(5);
    brief.learnings = brief.learnings?.slice(0, 3).map((line) => cut(line, 110));
  },
  (brief) => {
    brief.recent.splice(2);
    brief.angles?.splice(3);
    for (const product of brief.products) {
      delete product.benefits;
      product.claims = product.claims?.slice(0, 4);
      product.images?.splice(2);
    }
  },
  (brief) => {
    brief.voice = brief.voice.map((line) => cut(line, 80));
    brief.logos.splice(2);
    brief.type.splice(4);
    brief.learnings?.splice(2);
  },
  (brief) => {
    brief.colours = brief.colours.map((line) => firstClause(line, 36));
    brief.formats.unused.splice(3);
    for (const product of brief.products) product.claims?.splice(3);
  },
  (brief) => {
    brief.recent = brief.recent.slice(0, 1).map((line) => cut(line, 60));
    brief.angles = brief.angles?.slice(0, 2).map((line) => cut(line, 60));
  },
  (brief) => {
    brief.voice.splice(2);
    brief.learnings = brief.learnings?.slice(0, 1).map((line) => cut(line, 80));
    brief.colours.splice(8);
    brief.logos.splice(1);
    brief.missing?.splice(4);
  },
  (brief) => {
    for (const product of brief.products) {
      product.images?.splice(1);
      product.claims?.splice(2);
      product.never = product.never?.map((line) => cut(line, 90));
    }
    brief.missing = brief.missing?.map((line) => cut(line, 40));
  },
  (brief) => {
    brief.products.splice(6);
    delete brief.learnings;
    delete brief.angles;
    for (const product of brief.products.slice(1)) delete product.images;
    brief.colours = brief.colours.slice(0, 6).map((line) => firstClause(line, 24));
    brief.type = brief.type.slice(0, 3).map((line) => cut(line, 40));
    brief.voice = brief.voice.map((line) => cut(line, 60));
    for (const product of brief.products)
      product.never = product.never?.slice(0, 4).map((line) => cut(line, 70));
  },
];

/** A copy of at most `maxBytes` bytes, as far as the steps reach; `shortened` tells that something was left out. */
export function shorten(brief: BrandBrief, maxBytes: number): BrandBrief {
  const copy = structuredClone(brief);
  for (const step of steps) {
    if (briefBytes(copy) <= maxBytes) break;
    step(copy);
    copy.shortened = true;
  }
  // Through JSON once: steps may have left keys without a value.
  return JSON.parse(JSON.stringify(copy));
}

export function briefBytes(brief: BrandBrief): number {
  return Buffer.byteLength(JSON.stringify(brief));
}

/** "Pine #1f3b33: Text, logo, dark backgrounds" -> "Pine #1f3b33: Text, logo": whole uses only, or none. */
function firstClause(line: string, length: number): string {
  const [colour = '', ...role] = line.split(': ');
  let result = colour;
  for (const [index, clause] of role.join(': ').split(', ').entries()) {
    const longer = `${result}${index === 0 ? ': ' : ', '}${clause}`;
    if (clause === '' || longer.length > length) break;
    result = longer;
  }
  return result;
}

/** Cuts at a clause or word so that the rest still reads; "..." marks the cut. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const head = text.slice(0, length - 3);
  const clause = Math.max(head.lastIndexOf('; '), head.lastIndexOf('. '), head.lastIndexOf(', '));
  const at = clause > length * 0.5 ? clause : head.lastIndexOf(' ');
  return `${head.slice(0, at > 0 ? at : head.length)}...`;
}
