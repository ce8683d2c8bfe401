/** The twelve invented brands of the starter library: no company of these names is meant. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fonts } from '../products/lettering.ts';
import { logoPng, logoSvg } from '../products/logo.ts';

export interface StarterBrand {
  id: string;
  name: string;
  trade: string;
  voice: string;
  /** ink: text; paper: light ground; accent: the loud one; second: the quiet one. */
  colours: { ink: string; paper: string; accent: string; second: string };
  headline: { family: string; weight: number };
  body: { family: string; weight: number };
  wordmark: { font: keyof typeof fonts; tracking: number; upper?: boolean };
}

const brand = (id: string, rest: Omit<StarterBrand, 'id' | 'name'> & { name?: string }): StarterBrand => ({
  id,
  name: rest.name ?? id.charAt(0).toUpperCase() + id.slice(1),
  ...rest,
});

export const starterBrands: readonly StarterBrand[] = [
  brand('oskerry', {
    trade: 'Coffee in tins',
    voice: 'Awake before you are. Dry, friendly, never poetic about altitude.',
    colours: { ink: '#2a1a12', paper: '#f3e9dc', accent: '#d9481f', second: '#f2b134' },
    headline: { family: 'Bricolage Grotesque', weight: 700 },
    body: { family: 'DM Sans', weight: 400 },
    wordmark: { font: 'poppinsBold', tracking: -0.04 },
  }),
  brand('tarrowe', {
    trade: 'Running shoes for slow runners',
    voice: 'Short lines. On the side of the person at the back.',
    colours: { ink: '#101214', paper: '#f2f4ee', accent: '#d7ff3e', second: '#ff5a36' },
    headline: { family: 'Anton', weight: 400 },
    body: { family: 'Archivo', weight: 500 },
    wordmark: { font: 'anton', tracking: 0.02, upper: true },
  }),
  brand('coppernick', {
    trade: 'A bank in an app',
    voice: 'Calm, exact, a little amused by money.',
    colours: { ink: '#2b0f3a', paper: '#f7f1fb', accent: '#b5562f', second: '#ffcfae' },
    headline: { family: 'Manrope', weight: 700 },
    body: { family: 'Manrope', weight: 500 },
    wordmark: { font: 'poppinsBold', tracking: -0.04 },
  }),
  brand('brackel', {
    trade: 'City bicycles',
    voice: 'Matter of fact. Lets the clock do the talking.',
    colours: { ink: '#12302b', paper: '#e9efe6', accent: '#f25c3b', second: '#8fc1b5' },
    headline: { family: 'Space Grotesk', weight: 700 },
    body: { family: 'Inter', weight: 400 },
    wordmark: { font: 'heavy', tracking: -0.05 },
  }),
  brand('wendlow', {
    trade: 'Whole-leaf tea',
    voice: 'Unhurried. A sentence may take its time.',
    colours: { ink: '#23352d', paper: '#f5f1e4', accent: '#a33f23', second: '#c9d6a7' },
    headline: { family: 'DM Serif Display', weight: 400 },
    body: { family: 'DM Sans', weight: 400 },
    wordmark: { font: 'dmSerif', tracking: -0.01 },
  }),
  brand('nodwell', {
    trade: 'One mattress',
    voice: 'Soft-spoken, honest about how dull mattresses are.',
    colours: { ink: '#1d2447', paper: '#eef0fb', accent: '#4656d0', second: '#f7d6c4' },
    headline: { family: 'Fraunces', weight: 600 },
    body: { family: 'Inter', weight: 400 },
    wordmark: { font: 'dmSerif', tracking: -0.01 },
  }),
  brand('hushwerk', {
    trade: 'Headphones that make the world quieter',
    voice: 'Few words. Full stops.',
    colours: { ink: '#141414', paper: '#ededea', accent: '#ff5a26', second: '#a9a9a4' },
    headline: { family: 'Syne', weight: 700 },
    body: { family: 'Inter', weight: 400 },
    wordmark: { font: 'heavy', tracking: -0.04 },
  }),
  brand('sprekka', {
    trade: 'A language app',
    voice: 'Cheerful about mistakes.',
    colours: { ink: '#1b1464', paper: '#fff6e5', accent: '#cf1f5b', second: '#2ec4b6' },
    headline: { family: 'Poppins', weight: 700 },
    body: { family: 'Poppins', weight: 400 },
    wordmark: { font: 'poppinsBlack', tracking: -0.05 },
  }),
  brand('grufflet', {
    trade: 'Dog food',
    voice: 'Talks like a sensible person with a silly dog.',
    colours: { ink: '#3a2417', paper: '#fff4dc', accent: '#2f7a4d', second: '#f6a623' },
    headline: { family: 'Montserrat', weight: 700 },
    body: { family: 'Montserrat', weight: 500 },
    wordmark: { font: 'poppinsBlack', tracking: -0.04 },
  }),
  brand('solvarre', {
    trade: 'Sun cream for ordinary days',
    voice: 'Bright, blunt, kind.',
    colours: { ink: '#0b3c5d', paper: '#fff8e7', accent: '#d9480f', second: '#ffd23f' },
    headline: { family: 'Archivo', weight: 700 },
    body: { family: 'Archivo', weight: 400 },
    wordmark: { font: 'heavy', tracking: -0.04 },
  }),
  brand('larkenhall', {
    trade: 'A hotel without signal',
    voice: 'A good receptionist: polite, brief, knows everything.',
    colours: { ink: '#2b2a27', paper: '#f1ece2', accent: '#8c2f39', second: '#c8a96a' },
    headline: { family: 'Instrument Serif', weight: 400 },
    body: { family: 'Inter', weight: 400 },
    wordmark: { font: 'serif', tracking: 0 },
  }),
  brand('steadworth', {
    trade: 'Hand tools, repaired for life',
    voice: 'Says it once.',
    colours: { ink: '#16181a', paper: '#f0eee9', accent: '#f2c200', second: '#8a8f94' },
    headline: { family: 'Oswald', weight: 600 },
    body: { family: 'Archivo', weight: 400 },
    wordmark: { font: 'bebas', tracking: 0.06, upper: true },
  }),
];

export function brandOf(id: string): StarterBrand {
  const found = starterBrands.find((each) => each.id === id);
  if (!found) throw new Error(`There is no starter brand "${id}".`);
  return found;
}

/** Writes a brand folder the tools read like any brand's: its facts and its logo. */
export async function writeBrand(root: string, style: StarterBrand): Promise<void> {
  const folder = join(root, style.id, 'brand');
  await mkdir(folder, { recursive: true });
  await mkdir(join(root, style.id, 'products'), { recursive: true });
  const { ink, paper, accent, second } = style.colours;
  const overview = `# ${style.name}

${style.trade}. An invented brand of Adsmith's starter library.

**Voice:** ${style.voice}

## Colours

| Name | Hex | Role |
|---|---|---|
| Ink | \`${ink}\` | Text, logo |
| Paper | \`${paper}\` | Light backgrounds |
| Loud | \`${accent}\` | Accent |
| Quiet | \`${second}\` | Second colour |

## Typography

| Role | Family | Weights |
|---|---|---|
| Headlines | ${style.headline.family} | ${style.headline.weight} |
| Body and labels | ${style.body.family} | ${style.body.weight} |
`;
  await writeFile(join(folder, 'overview.md'), overview);
  const word = style.wordmark.upper ? style.name.toUpperCase() : style.name;
  const svg = logoSvg(word, ink, fonts[style.wordmark.font], style.wordmark.tracking);
  await writeFile(join(folder, 'logo.png'), await logoPng(svg, 900));
}
