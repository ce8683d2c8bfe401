/** The results as Markdown tables. */
import { checkFacts, checkIds } from '../server/quality/index.ts';
import type { DefectResult, Tally } from './defects-measure.ts';

const percent = ({ found, tried }: Tally): string =>
  tried === 0 ? '-' : `${((found / tried) * 100).toFixed(tried < 100 ? 0 : 1)} % (${tried})`;

const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;

export function recallTable({ recall, ads }: DefectResult): string {
  const total = {
    small: { found: 0, tried: 0 },
    medium: { found: 0, tried: 0 },
    large: { found: 0, tried: 0 },
  };
  const rows = checkIds.flatMap((check) => {
    const tally = recall.get(check);
    if (!tally) return [];
    for (const size of ['small', 'medium', 'large'] as const) {
      total[size].found += tally[size].found;
      total[size].tried += tally[size].tried;
    }
    return [row([`\`${check}\``, percent(tally.small), percent(tally.medium), percent(tally.large)])];
  });
  return [
    `Recall on ${ads} ads (in brackets: on how many the defect could be made).`,
    '',
    row(['check', 'small', 'medium', 'large']),
    row(['---', '---', '---', '---']),
    ...rows,
    row(['**all**', percent(total.small), percent(total.medium), percent(total.large)]),
  ].join('\n');
}

export function falseAlarmTable({ alarms, clean, ads, failing }: DefectResult): string {
  const cells = clean * checkIds.length;
  const all = [...alarms.values()].reduce((sum, count) => sum + count, 0);
  const rows = checkIds
    .filter((check) => alarms.has(check))
    .map((check) => row([`\`${check}\``, checkFacts[check]?.level ?? '', alarms.get(check) ?? 0]));
  return [
    `Alarms on the ${clean} of ${ads} ads that fail no tier-1 check as they are: ${all} warnings in ${cells} check runs (${((all / Math.max(1, cells)) * 100).toFixed(1)} %).`,
    ...(failing.length > 0 ? ['', `Not clean: ${failing.join('; ')}.`] : []),
    '',
    row(['check', 'level', 'ads with a warning']),
    row(['---', '---', '---']),
    ...rows,
  ].join('\n');
}
