/** The plot of docs/library.md: query time over the number of pictures, both logarithmic. */

const W = 760;
const H = 420;
const LEFT = 64;
const RIGHT = 190;
const TOP = 40;
const BOTTOM = 56;
const colours = [
  '#0b6e4f',
  '#c8553d',
  '#3d5a80',
  '#b8860b',
  '#7b2d8b',
  '#2a9d8f',
  '#e76f51',
  '#555b6e',
  '#1d3557',
  '#9b2226',
];

export function growthPlot(
  results: readonly { size: number; p50: Record<string, number> }[],
  bars: Record<number, number>,
): string {
  const sizes = results.map(({ size }) => size);
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  const x = (size: number) =>
    LEFT + (Math.log(size / least) / Math.max(1e-9, Math.log(most / least))) * (W - LEFT - RIGHT);
  const [low, high] = [1, 100];
  const y = (ms: number) =>
    H -
    BOTTOM -
    (Math.log(Math.min(high, Math.max(low, ms)) / low) / Math.log(high / low)) * (H - TOP - BOTTOM);
  const text = (tx: number, ty: number, words: string, more = '') =>
    `<text x="${tx.toFixed(1)}" y="${ty.toFixed(1)}" ${more}>${words}</text>`;
  const names = Object.keys(results[0]?.p50 ?? {});
  const lines = names.map((name, index) => {
    const points = results.map(({ size, p50 }) => `${x(size).toFixed(1)},${y(p50[name] ?? low).toFixed(1)}`);
    return `<polyline points="${points.join(' ')}" fill="none" stroke="${colours[index % colours.length]}" stroke-width="2"/>`;
  });
  // Labels at the right end, moved apart where lines meet.
  const last = results.at(-1);
  let free = Number.NEGATIVE_INFINITY;
  const labels = names
    .map((name, index) => ({ name, index, at: y(last?.p50[name] ?? low) }))
    .sort((one, two) => one.at - two.at)
    .map(({ name, index, at }) => {
      free = Math.max(free + 15, at + 4);
      return text(
        W - RIGHT + 12,
        free,
        `${name} (${(last?.p50[name] ?? 0).toFixed(0)})`,
        `fill="${colours[index % colours.length]}"`,
      );
    });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${W} ${H}" font-family="Inter, Helvetica, Arial, sans-serif" font-size="12">`,
    `<rect width="${W}" height="${H}" fill="#fff"/>`,
    text(
      LEFT,
      22,
      'Ad library: processor time of a query without the contact sheet, p50, ms',
      'font-size="14" font-weight="600" fill="#222"',
    ),
    ...[1, 10, 100].map(
      (ms) =>
        `<line x1="${LEFT}" x2="${W - RIGHT}" y1="${y(ms)}" y2="${y(ms)}" stroke="#ddd"/>${text(LEFT - 8, y(ms) + 4, String(ms), 'text-anchor="end" fill="#555"')}`,
    ),
    ...sizes.map((size) =>
      text(x(size), H - BOTTOM + 20, size.toLocaleString('en'), 'text-anchor="middle" fill="#555"'),
    ),
    text((LEFT + W - RIGHT) / 2, H - 12, 'pictures in the library', 'text-anchor="middle" fill="#555"'),
    ...Object.entries(bars)
      .filter(([size]) => sizes.includes(Number(size)))
      .map(
        ([size, ms]) =>
          `<path d="M${x(Number(size)) - 14} ${y(ms)}h28" stroke="#d00" stroke-width="3"/>${text(x(Number(size)) + (Number(size) === most ? -18 : 18), y(ms) - 4, `bar ${ms}`, `fill="#d00" text-anchor="${Number(size) === most ? 'end' : 'start'}"`)}`,
      ),
    ...lines,
    ...labels,
    '</svg>',
    '',
  ].join('\n');
}
