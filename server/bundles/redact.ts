/** Text from a bundle as it may be shown: signed links lose their query, keys their value, and it is cut to size. */

const withQuery = /(https?:\/\/[^\s)>"'?]+)\?([^\s)>"']+)/g;
const secretParameter =
  /(^|&)(t|token|access_token|sig|signature|expires|key|apikey|api_key|code|x-amz-[\w-]+)=/i;
const jwt = /\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{5,}\b/g;
const key = /\b(sk|pk|rk|ghp|gho|figd|xox[abp]|AKIA)[-_][\w-]{12,}\b/g;

export const redact = (text: string): string =>
  text
    .replace(withQuery, (whole, url: string, query: string) =>
      secretParameter.test(query) ? `${url}?[removed]` : whole,
    )
    .replace(jwt, '[key removed]')
    .replace(key, '[key removed]');

/** At most `length` characters, cut at a word. */
export function shorten(text: string, length: number): string {
  const clean = redact(text)
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  if (clean.length <= length) return clean;
  const cut = clean.slice(0, length);
  const space = cut.lastIndexOf(' ');
  return `${cut.slice(0, space > length * 0.7 ? space : length)}…`;
}
