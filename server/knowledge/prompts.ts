/** The prompts a person picks in a client ("/design_session"): plain text, built from the guide and the brand's files. */
import {
  BrandError,
  type BrandStore,
  type FormatCategory,
  formatCategories,
  formatCategory,
} from '../brand/index.ts';
import { readGuide, readGuideSection } from './guide.ts';

export interface PromptArgument {
  name: string;
  description: string;
  required: boolean;
}

export interface PromptDefinition {
  name: string;
  title: string;
  description: string;
  arguments: readonly PromptArgument[];
  /** The message the client sends to its model. Throws `BrandError` for a brand or product that does not exist. */
  text(given: Readonly<Record<string, string>>, brands: BrandStore): Promise<string>;
}

const argument = (name: string, description: string, required = false): PromptArgument => ({
  name,
  description,
  required,
});
const brandArgument = argument('brand', 'A brand of yours; left out: asked for');
const productArgument = argument('product', 'One of its products');

export const prompts: readonly PromptDefinition[] = [
  {
    name: 'design_session',
    title: 'Design session',
    description: 'Four ads for one angle, from brand to export',
    arguments: [brandArgument, productArgument, argument('angle', 'The angle, if there is one already')],
    text: async ({ brand, product, angle }, brands) =>
      paragraphs(
        'You are the art director and copywriter of this session. Use the adsmith tools; show me each finished ad and say in two sentences why it works.',
        await brandPart(brand, product, brands),
        angle
          ? `The angle: ${angle}. Check it against topic \`angles\` of read_design_guide, then plan four concepts in four format categories and show me the plan before you build.`
          : 'First propose three angles (read_design_guide, topic `angles`); I choose one. Then plan four concepts in four format categories and show me the plan before you build.',
        await readGuide('workflow'),
      ),
  },
  {
    name: 'angle_brainstorm',
    title: 'Angle brainstorm',
    description: 'Angles for a product that its brand has not told yet',
    arguments: [brandArgument, productArgument, argument('count', 'How many, e.g. 6')],
    text: async ({ brand, product, count }, brands) =>
      paragraphs(
        `Find ${wholeNumber(count, 6)} angles for this product. No ads yet. For each: a name of two or three words, the tension in one sentence, which claim of the product proves it, the four format categories you would tell it in, and one headline as a taste. Say which two you would take and why. Leave out what the brand has done (ads/angles.md, ads/concepts-log.md).`,
        await brandPart(brand, product, brands),
        await readGuide('angles'),
      ),
  },
  {
    name: 'concept',
    title: 'One concept',
    description: 'One ad in one format category, from idea to export',
    arguments: [
      brandArgument,
      productArgument,
      argument('angle', 'What the ad is about'),
      argument('formatCategory', 'How it is told, e.g. Editorial'),
      argument('placement', 'Where it runs, e.g. story or portrait'),
    ],
    text: async ({ brand, product, angle, formatCategory: format, placement }, brands) => {
      const category = format ? knownFormat(format) : undefined;
      return paragraphs(
        `Make one ad${placement ? ` for the placement "${placement}"` : ''}. Offer me three executions as one sentence and one headline each; when I have chosen, build it in one batch_pipeline, look at it, correct it, export it.`,
        angle ? `Angle: ${angle}` : 'No angle is given: propose two, or take one from ads/angles.md.',
        await brandPart(brand, product, brands),
        category
          ? await readGuideSection('formats', category.name)
          : 'Choose the format category with start_concept, which knows the ones that are free.',
        await readGuide('copy'),
        await readGuide('review'),
      );
    },
  },
  {
    name: 'new_brand',
    title: 'New brand',
    description: "Sets up a brand's folder from what you know about it",
    arguments: [
      argument('name', 'The name of the brand', true),
      argument('sources', 'Where to learn about it: a website, files, notes'),
    ],
    text: async ({ name, sources }) =>
      paragraphs(
        `Set up the brand "${name ?? ''}" for designing ads. Run \`adsmith brand new "${shellName(name ?? '')}"\` (or ask me to), which creates its folder with files that say what belongs in them. Then fill them in, from ${sources ? `these sources: ${sources}` : 'what I tell you; ask me in one short list'}.`,
        'Write down only what the sources say: exact colours as hex, exact claims, exact prices. What is not known stays empty and is listed for me at the end. Put logos and product cut-outs (PNG with transparency, longest side at least 1500 px) into the asset folders.',
        'When it is done, call read_brand_data with the brand and show me the brief; its `missing` list is what we still need.',
      ),
  },
];

function knownFormat(written: string): FormatCategory {
  const category = formatCategory(written);
  if (category) return category;
  throw new BrandError(
    'bad_name',
    'there is no such format category',
    `"${written}"`,
    `One of: ${formatCategories.map(({ name }) => name).join(', ')}`,
  );
}

/** The name as a word of a command: what a shell would read as more than a name is left out. */
const shellName = (name: string): string => name.replace(/[^\p{L}\p{M}\p{N}._&'-]+/gu, ' ').trim();

async function brandPart(brand: string | undefined, product: string | undefined, brands: BrandStore) {
  if (!brand) {
    const known = (await brands.list()).map(({ id }) => id);
    return known.length === 0
      ? 'There is no brand yet: offer to set one up (prompt new_brand).'
      : `Ask me which brand it is for (${known.join(', ')}), then call read_brand_data.`;
  }
  const brief = await brands.brief(brand, product || undefined);
  return `What is known of the brand (read_brand_data):\n\n\`\`\`json\n${JSON.stringify(brief, null, 1)}\n\`\`\``;
}

function wholeNumber(text: string | undefined, otherwise: number): number {
  const value = Number(text);
  return Number.isInteger(value) && value >= 1 && value <= 20 ? value : otherwise;
}

function paragraphs(...parts: (string | undefined)[]): string {
  return parts.filter(Boolean).join('\n\n');
}
