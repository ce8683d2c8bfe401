/** Names for parts, from ids, classes and the comments people write above blocks. */

const compounds =
  /(bar|btn|button|nav|panel|card|list|row|menu|modal|box|grid|header|footer|rail|strip|view|page|tab|tabs|form|field|wrap|overlay|drawer|sheet)$/;
const generic =
  /^(app|root|__next|page|pages|wrapper|wrap|container|main|content|body|layout|shell|hud|stage|labels|outer|inner|top|bottom|left|right|_?lg|grad\w*|g\d*|x|hint-\w+|t\d+|\d.*|\w+[-_]?(bg|background))$/i;

/** Ids of scaffolding, gradients and iterations say nothing about a part. */
export const isGenericId = (id: string): boolean => generic.test(id) || id.length < 2;

/** Letters and digits alone, in small: two names that differ in spelling only are the same. */
export const plainName = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** "about-btn" -> ["about", "btn"]; "topbar" -> ["top", "bar"]; "TaskRow2" -> ["task", "row", "2"]. */
export function splitWords(text: string): string[] {
  return text
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .flatMap((word) => {
      const lower = word.toLowerCase();
      const tail = compounds.exec(lower)?.[0];
      return tail !== undefined && tail !== lower && lower.length - tail.length >= 3
        ? [lower.slice(0, -tail.length), tail]
        : [lower];
    });
}

const ordinal =
  /^(feature|section|screen|part|step|slide|option|variant|direction|page|view|block|row|card)?\s*#?(\d+[a-z]?|[a-z]\d*)$/i;
const spelledOut: Record<string, string> = {
  btn: 'button',
  nav: 'nav',
  sec: 'section',
  img: 'image',
  hdr: 'header',
};

/** "about-btn" -> "AboutButton". Letters of every script are kept. */
export function pascal(text: string): string {
  return splitWords(text.replace(/(\p{L})['’](\p{L})/gu, '$1$2'))
    .map((word) => spelledOut[word] ?? word)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

/**
 * A comment that names the block below it: few words, perhaps between rules of "═" or "=". Undefined for sentences,
 * closing marks, disabled markup and build notes.
 */
export function bannerWords(comment: string): { name: string; text: string; ordinal: boolean } | undefined {
  const text = comment
    .replace(/[═─━=*#~_\-•·]{2,}/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (text === '' || text.length > 70 || /[<>{};=]|https?:|^@|^\[if|^\/|^end\b|^\/\//i.test(text))
    return undefined;
  if (
    /^(libraries|scripts?|styles?|meta|favicon|todo|see|load|react|babel|css|js|spacer|divider|background|bg)\b/i.test(
      text,
    ) ||
    // Alone they announce what follows; in front of a noun they name it: "data", but "data table".
    /^(fonts?|app|data|tokens|note|icons?)(\s*$|\s*[:—–-]|\s+(that|for|from|the)\b)/i.test(text)
  )
    return undefined;
  // What only holds others.
  if (
    /^((main|page|scroll|inner)[- ])?(content|body|wrapper|container|layout|main|grid)([- ](area|wrapper))?$/i.test(
      text,
    )
  )
    return undefined;
  // Numbers alone count parts; what a part is stands in it.
  if (ordinal.test(text)) return { name: '', text, ordinal: true };
  if (/\b(start|begin|generated|auto-?filled|placeholder)\b/i.test(text)) return undefined;
  const spoken = text
    .replace(
      /^(top|bottom|left|right|center|centre|middle|upper|lower|main|mobile|desktop)([- ](left|right|center))?\s*:\s*/i,
      '',
    )
    .replace(/^(section|sec|screen|slide|part|step|view|page|\d+[a-z]?|[ivx]+)\s*[\d.]*\s*[:.)·—–-]\s*/i, '')
    .replace(/\s*[(（].*$/, '')
    .replace(/^(feature|section|screen|option|variant|direction)?\s*\d+[a-z]?\s+(—|–|-)\s+/i, '')
    .replace(/\s+(—|–|-)\s+.*$/, '');
  const [first = ''] = spoken.split(/\s*[/|·,:]\s*|\s+\+\s+/);
  const joined = /\s\+\s|,/.test(spoken);
  const words = first.split(' ').filter(Boolean);
  if (words.length > 5) return undefined;
  return { name: joined ? '' : pascal(first), text, ordinal: false };
}
