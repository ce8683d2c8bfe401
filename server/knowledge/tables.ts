/** Tables of the guide that are made from the data files, so that the guide cannot disagree with the tools. */
import type { Insets, Placement } from '../../schemas/placement.ts';
import { allPlacements } from '../placement/placements.ts';
import { type SizeTable, sizeTables } from '../typography/sizes.ts';

export function placementTable(): string {
  const rows = allPlacements().map((placement) => [
    [...placement.aliases.slice(0, 2), placement.id].join(', '),
    `${placement.width}x${placement.height}`,
    zones(placement.safeZones),
    `${placement.margin}`,
    weight(placement),
  ]);
  return table(['names', 'px', 'safe zones', 'margin', 'file'], rows);
}

export function typeSizeTable(): string {
  const { social, display } = sizeTables;
  const headlines = social.headline.ranges.slice(0, 3).map((range, at, all) => {
    const from = at === 0 ? 1 : (all[at - 1]?.maxWords ?? 0) + 1;
    const shown = headlineSizes(display, range.maxWords);
    return [`Headline, ${from}-${range.maxWords} words`, `${range.min}-${range.max}`, shown, ''];
  });
  const others = (['subhead', 'body', 'cta', 'eyebrow', 'legal'] as const).map((role) => [
    role,
    `${social[role].size}`,
    `${display[role].size}`,
    `${social[role].min} / ${display[role].min}`,
  ]);
  return table(['Role', '1080 px wide', 'display sizes', 'least'], [...headlines, ...others]);
}

function headlineSizes({ headline }: SizeTable, words: number): string {
  const range = headline.ranges.find(({ maxWords }) => words <= maxWords);
  return range ? `${range.min}-${range.max}` : '';
}

function zones({ top, right, bottom, left }: Insets): string {
  return top + right + bottom + left === 0 ? 'none' : `${top} / ${right} / ${bottom} / ${left}`;
}

function weight({ maxBytes, fileTypes }: Placement): string {
  const types = fileTypes.join(', ');
  if (maxBytes === undefined) return types;
  const size =
    maxBytes < 1_000_000 ? `${Math.round(maxBytes / 1024)} kB` : `${Math.round(maxBytes / 1_048_576)} MB`;
  return `${types}, ${size}`;
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
