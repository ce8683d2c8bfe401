/** Money as whole millionths of a US dollar, so that sums are exact. */

export const toMicros = (usd: number): number => Math.round(usd * 1e6);
export const fromMicros = (micros: number): number => micros / 1e6;

/** "$0.15", "$0.0023", "$12.40": as many places as a small sum needs. */
export function money(usd: number): string {
  if (usd === 0) return '$0';
  return usd >= 0.1 ? `$${usd.toFixed(2)}` : `$${Number(usd.toPrecision(2))}`;
}
