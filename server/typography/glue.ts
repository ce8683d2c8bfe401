/** Numbers and their units stay on one line. */
const unit =
  '(?:€|%|‰|£|\\$|¥|EUR|USD|CHF|kr|kg|g|mg|l|ml|cl|dl|m²|cm|mm|km|m|h|min|Uhr|°C|°F|px|GB|TB|kWh|k|Mio\\.?|Mrd\\.?)';
const after = new RegExp(`(\\d)[ \\t](?=${unit}(?![\\p{L}\\p{N}]))`, 'gu');
const before = /([€£$¥])[ \t](?=\d)/gu;

/** "1,99 €" with a no-break space; what is already glued, and everything else, stays. */
export function glued(text: string): string {
  return text.replace(after, '$1\u00a0').replace(before, '$1\u00a0');
}
