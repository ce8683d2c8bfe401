import type { Check } from '../check.ts';
import { about, called, type Finding, type Update } from '../finding.ts';
import type { TextCheckNode } from '../frame/node.ts';
import { plainFamily, voicesOf } from '../frame/voices.ts';

/** The copy is set in the brand's families, but for what the ad quotes; one finding a strange family. */
export const brandFont: Check = {
  id: 'brand.font',
  async run(input) {
    const { copy, brand } = input;
    if (!brand || brand.families.length === 0) return [];
    const own = [...new Set(brand.families)];
    const known = new Set(own.map(plainFamily));
    const missing = new Set<string>();
    for (const family of own) if (!(await input.hasFamily(family))) missing.add(family);
    const voice = voicesOf(input, own);
    const strange = new Set(
      copy
        .flatMap(({ text }) => text.runs.map(({ family }) => family))
        .filter((each) => !known.has(plainFamily(each))),
    );
    return [...strange].flatMap((family): Finding[] => {
      const nodes = copy.filter(({ text }) => text.runs.some((run) => run.family === family));
      const wrong = nodes.filter((node) => voice(node, family) === 'own');
      const told = wrong.length > 0 ? wrong : nodes.filter((node) => voice(node, family) === 'likely');
      const [first] = told;
      if (!first) return [];
      const more = told.length > 1 ? ` (and ${told.length - 1} more)` : '';
      const set = `${called(first)}${more} is set in ${family}; the brand's type is ${own.join(' and ')}.`;
      // What is not there cannot be set: that is for the designer to know, not for the agent to try.
      const stands = told.filter((node) => missing.has(meant(node, own) ?? ''));
      if (stands.length === told.length) {
        const absent = [...new Set(stands.map((node) => meant(node, own)))].join(' and ');
        return [
          about(first, {
            check: 'brand.font',
            level: 'info',
            measured: family,
            limit: own.join(', '),
            message: `${called(first)}${more} is set in ${family}, since the brand's ${absent} is not on this machine: install it (ADSMITH_FONTS names further folders).`,
          }),
        ];
      }
      return [
        about(first, {
          check: 'brand.font',
          level: wrong.length > 0 ? 'warn' : 'info',
          measured: family,
          limit: own.join(', '),
          message: wrong.length > 0 ? set : `${set} Fine if the card quotes something else.`,
          fix: told.filter((node) => !stands.includes(node)).map((node) => reset(node, family, own)),
        }),
      ];
    });
  },
};

/** The brand's first family is its headlines', its last its copy's. */
const meant = (node: TextCheckNode, own: readonly string[]) =>
  node.role === 'headline' ? own[0] : own.at(-1);

function reset(node: TextCheckNode, family: string, own: readonly string[]): Update {
  const fontFamily = meant(node, own) ?? family;
  const { runs } = node.text;
  if (runs.every((run) => run.family === family)) return { nodeId: node.id, props: { fontFamily } };
  const textRanges = runs
    .filter((run) => run.family === family)
    .map(({ start, end }) => ({ start, end, fontFamily }));
  return { nodeId: node.id, props: { textRanges } };
}
