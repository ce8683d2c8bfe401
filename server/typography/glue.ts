/** Numbers and their units, days and their months stay on one line. */
const unit =
  '(?:€|%|‰|£|\\$|¥|EUR|USD|CHF|kr|kg|g|mg|l|ml|cl|dl|m²|cm|mm|km|m|h|min|Uhr|°C|°F|px|GB|TB|kWh|k|Mio\\.?|Mrd\\.?)';
const after = new RegExp(`(\\d)[ \\t](?=${unit}(?![\\p{L}\\p{N}]))`, 'gu');
const before = /([€£$¥])[ \t](?=\d)/gu;

const month =
  '(?:Jan(?:uary|uar)?|Feb(?:ruary|ruar)?|March|Mar|März|Apr(?:il)?|May|Mai|June?|Juni|July?|Juli|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Okt(?:ober)?|Nov(?:ember)?|Dec(?:ember)?|Dez(?:ember)?|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre)';
const dayFirst = new RegExp(`(\\d\\.?)[ \\t](?=${month}(?![\\p{L}\\p{N}]))`, 'gu');
const monthFirst = new RegExp(`(?<![\\p{L}\\p{N}])(${month})[ \\t](?=\\d{1,2}(?!\\d))`, 'gu');
const hour = /(\d)[ \t](?=[ap]\.?m\b)/gu;

/** "1,99 €" with a no-break space; what is already glued, and everything else, stays. */
export function glued(text: string): string {
  return [after, dayFirst, monthFirst, hour]
    .reduce((glue, pattern) => glue.replace(pattern, '$1\u00a0'), text)
    .replace(before, '$1\u00a0');
}
