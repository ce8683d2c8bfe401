import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAngles } from './angle-index.ts';
import { readColours } from './colours.ts';
import { readConceptsLog } from './concept-log.ts';
import { formatCategories, formatCategory } from './format-categories.ts';
import { readProductSpec } from './product-spec.ts';
import { readTypeFamilies } from './type-families.ts';
import { varietyOf } from './variety.ts';
import { readVoice } from './voice.ts';

const pine = { hex: '#1f3b33', name: 'Pine' };

describe('colours', () => {
  it.each([
    [
      'a table',
      '| Name | Hex | Role |\n|---|---|---|\n| Pine | `#1F3B33` | Text |',
      { ...pine, role: 'Text' },
    ],
    [
      'a table with other columns first',
      '| Use | Colour | Value |\n|:--|---|--:|\n| Text | Pine | #1f3b33 |',
      { ...pine, role: 'Text' },
    ],
    ['a list with a bold name', '- **Pine** `#1F3B33`: text and logo', { ...pine, role: 'text and logo' }],
    ['name, colon, hex, brackets', '- Pine: #1F3B33 (text)', { ...pine, role: 'text' }],
    ['hex first', '* #1f3b33 Pine - text', { ...pine, role: 'text' }],
    ['role and name', '- Primary: Pine (#1F3B33)', { ...pine, role: 'Primary' }],
    ['a dash', '- Pine – #1F3B33', pine],
    ['a CSS variable', '```css\n--color-pine: #1f3b33;\n```', { hex: '#1f3b33', name: 'pine' }],
    ['a heading with the value below', '### Pine\nHex: 1F3B33', pine],
    ['rgb()', '- Pine: rgb(31, 59, 51)', pine],
    ['rgb() without commas', '- Pine: rgb(31 59 51)', pine],
    ['rgb in words', '- Pine, RGB 31/59/51', pine],
    ['hsl()', '- Pine: hsl(163, 31%, 18%)', { hex: '#203c34', name: 'Pine' }],
    ['hex and hsl() of one colour', '- Pine #1f3b33 (hsl(163, 31%, 18%))', pine],
    ['a hex column without signs', '| Name | HEX | RGB |\n|---|---|---|\n| Pine | 1F3B33 | 31/59/51 |', pine],
    ['an RGB column alone', '| Name | RGB |\n|---|---|\n| Pine | 31, 59, 51 |', pine],
    [
      'a German table',
      '| Farbe | Verwendung | Wert |\n|---|---|---|\n| Tanne | Hintergrund | #1f3b33 |',
      { hex: '#1f3b33', name: 'Tanne', role: 'Hintergrund' },
    ],
    ['full-width punctuation', '- 主色：#1F3B33（深緑）', { hex: '#1f3b33', name: '主色', role: '深緑' }],
    ['a sentence', 'Our palette is Pine #1f3b33.', pine],
    ['three digits', '- Night: #0af', { hex: '#00aaff', name: 'Night' }],
    ['no name at all', '`#1f3b33`', { hex: '#1f3b33' }],
  ])('are read from %s', (_how, markdown, expected) => {
    expect(readColours(markdown)).toEqual([expected]);
  });

  it('are read from one line with several', () => {
    expect(readColours('Palette: Pine #1f3b33, Oat #f4ecdf and Clay #bf5b3a.').map(({ hex }) => hex)).toEqual(
      ['#1f3b33', '#f4ecdf', '#bf5b3a'],
    );
  });

  it('are read from a sentence, each with its own name and use', () => {
    const text =
      'X sells bikes. Our palette is navy #0B1F3A (text), off-white #F7F3E8 for backgrounds and signal orange rgb(255 106 19) for buttons.';
    expect(readColours(text)).toEqual([
      { hex: '#0b1f3a', name: 'navy', role: 'text' },
      { hex: '#f7f3e8', name: 'off-white', role: 'for backgrounds' },
      { hex: '#ff6a13', name: 'signal orange', role: 'for buttons.' },
    ]);
  });

  it.each([
    'We never use #00FF00 or pink (#ff69b4).',
    'Wir vermeiden #00FF00 und Pink (#ff69b4), das ist der Wettbewerb.',
    "**Don't**\n- green #00FF00\n- pink #ff69b4",
    'Verboten:\n- #00FF00\n- #ff69b4',
    '## 禁止\n- #00FF00\n- #ff69b4',
  ])('are not to be used when the sentence or its label says so: %j', (text) => {
    expect(readColours(text).map(({ hex, avoid }) => [hex, avoid])).toEqual([
      ['#00ff00', true],
      ['#ff69b4', true],
    ]);
  });

  it('stay in use when only their place is limited', () => {
    const colours = readColours(
      "# Never Late\n- Oat #f4ecdf\n- Clay #bf5b3a: accent, never for small text\n- Sky #88ccff, never on #bf5b3a\n\n## Don't\n- set Oat #f4ecdf on Clay #bf5b3a",
    );
    expect(colours.filter(({ avoid }) => avoid)).toEqual([]);
    expect(colours.map(({ name }) => name)).toEqual(['Oat', 'Clay', 'Sky']);
  });

  it('are marked when the file says not to use them', () => {
    const [used, avoided] = readColours('## Colours\n- Pine #1f3b33\n\n## Do not use\n- White #ffffff');
    expect(used?.avoid).toBeUndefined();
    expect(avoided).toMatchObject({ hex: '#ffffff', avoid: true });
  });

  it('are never made up', () => {
    expect(
      readColours('# Brand\nWarm greens. See Ad #123 and https://example.com/#abcdef and issue#fff000.'),
    ).toEqual([]);
  });

  it('every answer stands in the text, whatever the text', () => {
    const word = fc.constantFrom(
      '#1f3b33',
      '#FFF',
      '#12',
      'Pine',
      '|',
      '-',
      ':',
      '\n',
      '## ',
      '(',
      ')',
      'rgb(1,2,3)',
      '---',
      '`',
      ',',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 25 }), (words) => {
        const text = words.join(' ');
        for (const { hex } of readColours(text)) {
          const written = [hex, hex.replace(/#(.)\1(.)\2(.)\3/, '#$1$2$3')].some((form) =>
            text.toLowerCase().includes(form),
          );
          expect(written || (hex === '#010203' && text.includes('rgb(1,2,3)'))).toBe(true);
        }
      }),
    );
  });
});

it('reads a colour called Old Gold as a colour, and an old colour as one not to use', () => {
  expect(readColours('- Old Gold #9c7b4a, sparingly, the accent\n- Old blue #112233')).toEqual([
    expect.objectContaining({ hex: '#9c7b4a', name: 'Old Gold' }),
    expect.objectContaining({ hex: '#112233', avoid: true }),
  ]);
  expect(readColours('- Old Gold #9c7b4a, the accent')[0]?.avoid).toBeUndefined();
});

describe('type families', () => {
  it.each([
    [
      'a table',
      '## Typography\n| Role | Family | Weights |\n|---|---|---|\n| Headlines | Fraunces | 400, 600 |',
      { family: 'Fraunces', role: 'Headlines', weights: [400, 600] },
    ],
    [
      'role first',
      '## Type\n- **Headlines:** Fraunces, 400-600',
      { family: 'Fraunces', role: 'Headlines', weights: [400, 600] },
    ],
    [
      'family first',
      '## Fonts\n- Space Grotesk - body text, Medium',
      { family: 'Space Grotesk', role: 'body text, Medium', weights: [500] },
    ],
    [
      'weight names',
      '## Typography\n- Body: Inter Regular and Semi Bold',
      { family: 'Inter', role: 'Body', weights: [400, 600] },
    ],
    [
      'italic',
      '## Typography\n- Names: Instrument Serif 400 italic',
      { family: 'Instrument Serif', role: 'Names', weights: [400], italic: true },
    ],
    [
      'a line outside any type section',
      '# Brand\nHeadline font: DM Serif Display',
      { family: 'DM Serif Display', role: 'Headline', weights: [] },
    ],
    [
      'CSS',
      '## Fonts\n- font-family: "Bricolage Grotesque", sans-serif',
      { family: 'Bricolage Grotesque', weights: [] },
    ],
    [
      'a size behind the name',
      '# Typografie\n\nHeadline: Anton 64/60',
      { family: 'Anton', role: 'Headline', weights: [] },
    ],
    [
      'a name with a digit',
      '## Schriften\n- Fließtext: Source Sans 3',
      { family: 'Source Sans 3', role: 'Fließtext', weights: [] },
    ],
    [
      'Japanese labels',
      '## フォント\n- 見出し：Noto Serif JP',
      { family: 'Noto Serif JP', role: '見出し', weights: [] },
    ],
  ])('are read from %s', (_how, markdown, expected) => {
    expect(readTypeFamilies(markdown)).toEqual([expected]);
  });

  it.each([
    '**Fonts**\nHeadlines are set in Space Grotesk Bold, body copy in Inter 18px.',
    'Schrift: Überschriften in Space Grotesk Bold, Fließtext in "Inter", nie Comic Sans.',
  ])('are read from a sentence about several: %j', (text) => {
    expect(readTypeFamilies(text).map(({ family, weights }) => [family, weights])).toEqual([
      ['Space Grotesk', [700]],
      ['Inter', []],
    ]);
  });

  it('are read from one line of labelled sentences', () => {
    const found = readTypeFamilies(
      '## Schrift\nÜberschriften: Archivo Black (Archivo 800-900). Text: Archivo 400, 600.',
    );
    expect(found).toEqual([
      { family: 'Archivo', role: 'Überschriften', weights: [800, 900] },
      { family: 'Archivo', role: 'Text', weights: [400, 600] },
    ]);
  });

  it('are read from a sentence about the one family, with its weights', () => {
    const text =
      'Cormorant Garamond for everything, light (300) and regular; if not at hand Playfair Display. Never bold.';
    expect(readTypeFamilies(`## Typography\n${text}`)).toEqual([
      { family: 'Cormorant Garamond', role: 'everything', weights: [300, 400] },
    ]);
    const [, body] = readTypeFamilies(
      '## Type\nHeadlines in Space Grotesk Bold. Body in Inter (400, 500, 600).',
    );
    expect(body?.weights).toEqual([400, 500, 600]);
  });

  it('have the weight that stands right after a short name', () => {
    const table = '## Type\n| Role | Family |\n|---|---|\n| Headlines | Syne ExtraBold |';
    expect(readTypeFamilies(table)).toEqual([{ family: 'Syne', role: 'Headlines', weights: [800] }]);
  });

  it('do not take sizes and line heights for weights', () => {
    const [headline] = readTypeFamilies('## Type\n- Headlines: Fraunces 600, 120 px, line height 100-105 %');
    expect(headline?.weights).toEqual([600]);
  });

  it('are never made up', () => {
    expect(readTypeFamilies('## Typography\n- Big and calm, sentence case\n- max 2 sizes')).toEqual([]);
  });
});

describe('voice', () => {
  it('is a summary, what to do, what not to do, and lines', () => {
    expect(
      readVoice(
        '# Voice\nShort and dry, like a friend. More text.\n## Do\n- Real times\n## Don’t\n- No exclamation marks\n## Sample lines\n- "6:42."',
      ),
    ).toEqual({
      summary: 'Short and dry, like a friend.',
      dos: ['Real times'],
      donts: ['No exclamation marks'],
      samples: ['6:42.'],
    });
  });
});

describe('a voice file without headings', () => {
  it('gives its sentences and what not to say', () => {
    expect(readVoice('Calm and dry. Short sentences.\n\nNever say: "detox", "superfood".')).toEqual({
      summary: 'Calm and dry. Short sentences.',
      dos: [],
      donts: ['"detox", "superfood".'],
      samples: [],
    });
  });
});

describe('product specs', () => {
  it.each([
    ['- Price: €34', '€34'],
    ['**Price:** 34,90 €', '34,90 €'],
    ['| Fact | Value |\n|---|---|\n| Price | US$ 1,299.00 |', 'US$ 1,299.00'],
    ['## Price\n29 EUR for 50 ml', '29 EUR'],
    ['| Feld | Wert |\n|---|---|\n| Preis | 12,90 € |', '12,90 €'],
    ['価格：¥1,280', '¥1,280'],
    ['定価 1,280円', '1,280円'],
    ['- Size: 30 ml\n- Cost of shipping unknown', undefined],
    ['Worth $100 of happiness', undefined],
    ['- 500 g, 1,99 €', '1,99 €'],
    ['## Rye bread, €3.40\n- Baked at night', '€3.40'],
    ['- Save €5', undefined],
    ['- 1,99 €\n- 2,49 €', undefined],
  ])('price of %j', (markdown, price) => {
    expect(readProductSpec(`# Thing\n${markdown}`).price).toBe(price);
  });

  it('are read without headings and in other languages', () => {
    const spec = readProductSpec(
      '# Tee\n\nVorteile:\n- lose, kein Beutel\n\n**Erlaubte Aussagen**\n- "bio"\n\n## Verboten\n- "heilt"\n',
    );
    expect(spec).toMatchObject({
      benefits: ['lose, kein Beutel'],
      claimsAllowed: ['"bio"'],
      claimsForbidden: ['"heilt"'],
    });
  });

  it('keep allowed and forbidden claims apart', () => {
    const spec = readProductSpec(
      '# A\n## Claims allowed\n- "12 % C"\n## Claims not allowed\n- "Proven"\n## Benefits\n- Dries fast',
    );
    expect(spec).toMatchObject({
      claimsAllowed: ['"12 % C"'],
      claimsForbidden: ['"Proven"'],
      benefits: ['Dries fast'],
    });
  });
});

describe('the concepts log', () => {
  const block = (n: number, format: string) =>
    `## Ad #${n}: Title ${n} (2026-09-0${n})\n| Level | Field | Value |\n|---|---|---|\n| L1 | Angle | Time |\n| L2 | Format category | ${format} |\n### Learnings\n- x\n`;

  it('is read block by block, with the category recognised', () => {
    const [concept] = readConceptsLog(`# Log\n${block(1, 'Comparison (split screen)')}`);
    expect(concept).toMatchObject({
      number: 1,
      title: 'Title 1',
      date: '2026-09-01',
      angle: 'Time',
      category: { id: 'comparison' },
    });
  });

  it('is read from lists as well, newest first or last', () => {
    const log = '## Ad #2: B\n- L2: UGC\n## Ad #1: A\n- **Format:** vs\n';
    expect(readConceptsLog(log).map(({ number, category }) => [number, category?.id])).toEqual([
      [1, 'comparison'],
      [2, 'ugc_style'],
    ]);
  });

  it('says which formats to avoid and which were not used for long', () => {
    const log = [...formatCategories.slice(0, 9)].map(({ name }, index) => block(index + 1, name)).join('\n');
    const variety = varietyOf(readConceptsLog(log));
    expect(variety.avoid).toEqual(['Narrative', 'Data/Stats', 'UGC Style']);
    expect(variety.unused).toEqual(['Provocation', 'Editorial']);
  });

  it('with no ads, everything is open', () => {
    expect(varietyOf([])).toEqual({ avoid: [], unused: formatCategories.map(({ name }) => name) });
  });
});

describe('the angle index', () => {
  it('knows the formats an angle has used, revisits included', () => {
    const text =
      '# Angle Index\n\n## Time Theft (2026-02-13)\n- Status: Complete (4/4 concepts)\n- Concepts:\n  1. Editorial — "2 Minutes of You" — dark\n  2. Borrowed Interface — IG Story timer\n- Revisits: 1 (2026-02-15) — Data/Stats + Narrative + Feature Callout\n';
    const [angle] = readAngles(text);
    expect(angle).toMatchObject({
      name: 'Time Theft',
      date: '2026-02-13',
      status: 'Complete (4/4 concepts)',
    });
    expect(angle?.categories.map(({ id }) => id)).toEqual([
      'editorial',
      'borrowed_interface',
      'data_stats',
      'narrative',
      'feature_callouts',
    ]);
  });
});

describe('format categories', () => {
  it('are ten, and no alias stands for two', () => {
    expect(formatCategories).toHaveLength(10);
    for (const category of formatCategories) {
      for (const alias of [category.id, category.name, ...category.aliases])
        expect(formatCategory(alias)?.id).toBe(category.id);
    }
  });
});
