/** Defects of type: size, contrast, overflow, hierarchy, breaks, families, left-over words. */

import { z } from 'zod';
import { sizeRoleOf } from '../server/quality/frame/role.ts';
import { minimumSize } from '../server/typography/sizes.ts';
import { headlineOf, type Injector, plainTexts, type Scene, type Text, update } from './defects-lift.ts';

const textSize: Injector = async ({ canvas, input, pick }) => {
  const target = plainTexts(input)[0] ?? input.copy[0];
  if (!target) return false;
  const least = minimumSize(sizeRoleOf(target.role, target.text.characters), input.screen);
  await update(canvas, target.id, { fontSize: Math.max(1, Math.floor(least * pick(0.93, 0.75, 0.5))) });
  return true;
};

/** A grey that has `ratio` to a luminance. */
function greyWith(ratio: number, behind: number): { r: number; g: number; b: number } | undefined {
  const darker = (behind + 0.05) / ratio - 0.05;
  const lighter = (behind + 0.05) * ratio - 0.05;
  const luminance = darker >= 0 ? darker : lighter <= 1 ? lighter : undefined;
  if (luminance === undefined) return undefined;
  const channel = luminance <= 0.0031308 ? luminance * 12.92 : 1.055 * luminance ** (1 / 2.4) - 0.055;
  return { r: channel, g: channel, b: channel };
}

const contrast: Injector = async ({ canvas, input, pick }) => {
  const target = plainTexts(input)[0] ?? headlineOf(input);
  const ink = target && (await input.pixels.ink(target));
  if (!target || !ink) return false;
  const behind = await meanLuminance(input, ink.box);
  // The least a text of any size may have is 3:1.
  const colour = greyWith(pick(2.7, 2, 1.15), behind);
  if (!colour) return false;
  await update(canvas, target.id, { fills: [{ type: 'SOLID', color: colour }] });
  return true;
};

type Input = Parameters<Injector>[0]['input'];
async function meanLuminance(
  input: Input,
  box: { x: number; y: number; width: number; height: number },
): Promise<number> {
  const { luminance8 } = await import('../server/quality/pixels/luminance.ts');
  const { data, width, height } = await input.pixels.background();
  let [sum, count] = [0, 0];
  for (let y = Math.max(0, box.y); y < Math.min(height, box.y + box.height); y += 3) {
    for (let x = Math.max(0, box.x); x < Math.min(width, box.x + box.width); x += 3) {
      const at = (Math.floor(y) * width + Math.floor(x)) * 3;
      sum += luminance8(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0);
      count++;
    }
  }
  return sum / Math.max(1, count);
}

const overflow: Injector = async ({ canvas, input, pick, size }) => {
  const target = plainTexts(input)[0] ?? input.copy[0];
  if (!target || target.box.height < 8) return false;
  const cut = Math.max(2, target.box.height * pick(0.08, 0.3, 0.6));
  // The large one is cut off with dots.
  await update(canvas, target.id, {
    textAutoResize: size === 'large' ? 'TRUNCATE' : 'NONE',
    width: target.box.width,
    height: Math.max(4, target.box.height - cut),
  });
  return true;
};

const prominence: Injector = async ({ canvas, input, pick }) => {
  const headlines = input.copy.filter(({ role }) => role === 'headline');
  const [next] = input.copy
    .filter(
      (node) =>
        node.role !== 'headline' &&
        node.role !== 'price' &&
        // A figure may be as large as the headline.
        !(/\d/.test(node.text.characters) && node.text.characters.trim().split(/\s+/u).length <= 2),
    )
    .toSorted((a, b) => b.text.size - a.text.size);
  if (headlines.length === 0 || !next) return false;
  const least = minimumSize(sizeRoleOf(next.role, next.text.characters), input.screen);
  const limit = input.placement.kind === 'display' && next.text.size <= least * 1.15 ? 1 : 1.5;
  for (const headline of headlines)
    await update(canvas, headline.id, {
      fontSize: Math.floor(next.text.size * limit * pick(0.92, 0.8, 0.6)),
    });
  return true;
};

/** As wide as the words before the last, so that it stands alone; no wider than the text is, or it would be cut off. */
const orphan: Injector = async (scene) => {
  const candidates = [...plainTexts(scene.input), ...scene.input.copy].filter(
    ({ text }) => !text.characters.includes('\n') && text.characters.trim().split(/\s+/u).length >= 6,
  );
  for (const target of candidates) if (await leaveAlone(scene, target)) return true;
  return false;
};

/** Words that must stand before the lonely one. */
const FEWEST_BEFORE = 5;

async function leaveAlone({ canvas, pick }: Scene, target: Text): Promise<boolean> {
  const words = target.text.characters.trim().split(/\s+/u);
  // A shorter last word stands out more.
  const last = pick('everything', 'night', 'it');
  const hug = target.inFlow ? { layoutSizingHorizontal: 'HUG' } : { textAutoResize: 'WIDTH_AND_HEIGHT' };
  for (let count = words.length - 1; count >= FEWEST_BEFORE; count--) {
    const first = words.slice(0, count).join(' ');
    await update(canvas, target.id, { characters: first, ...hug });
    const { results } = await canvas.run({ ops: [{ op: 'read', node: target.id, fields: ['width'] }] });
    const { width } = z.looseObject({ width: z.number() }).parse(results[0]?.value);
    const set = target.props['width'];
    if (width > (typeof set === 'number' ? set : target.box.width)) continue;
    // Beside a line that is hardly longer nothing stands alone.
    if (first.length < last.length * 1.6) break;
    await update(canvas, target.id, {
      layoutSizingHorizontal: 'FIXED',
      characters: `${first} ${last}`,
      textAutoResize: 'HEIGHT',
      width: Math.ceil(width) + 1,
    });
    return true;
  }
  const { characters, textAutoResize, layoutSizingHorizontal, width } = target.props;
  await update(canvas, target.id, { characters, textAutoResize, layoutSizingHorizontal });
  if (textAutoResize !== 'WIDTH_AND_HEIGHT') await update(canvas, target.id, { width });
  return false;
}

const familiesOf = ({ text }: Text): string[] => text.runs.map(({ family }) => family);

/** Texts in the ad's own type: what it quotes in another's is no part of its hierarchy. */
function ownTexts({ brand, copy }: Input): Text[] {
  const own = brand?.families ?? copy.filter(({ role }) => role === 'headline').flatMap(familiesOf);
  return copy.filter(
    (node) =>
      /[\p{Letter}\p{Number}]/u.test(node.text.characters) &&
      familiesOf(node).every((family) => own.includes(family)),
  );
}

/** As many families as it takes to be more than two, and one or two more. */
const families: Injector = async ({ canvas, input, pick }) => {
  const texts = ownTexts(input).toSorted((a, b) => a.z - b.z);
  const have = new Set(input.copy.flatMap(familiesOf));
  const strange = ['Bebas Neue', 'Caveat', 'Oswald', 'Playfair Display', 'Syne'].filter(
    (each) => !have.has(each),
  );
  const after = (count: number) =>
    new Set([...strange.slice(0, count), ...texts.slice(count).flatMap(familiesOf)]).size;
  let count = 1;
  while (count < Math.min(texts.length, strange.length) && after(count) <= 2) count++;
  if (after(count) <= 2 || texts.length < count) return false;
  count = Math.min(texts.length, strange.length, count + pick(0, 1, 2));
  if (after(count) <= 2) return false;
  for (const [index, family] of strange.slice(0, count).entries()) {
    const node = texts[index];
    if (node) await update(canvas, node.id, { fontFamily: family });
  }
  return true;
};

/** Texts in the brand's type get a family that is neither the brand's nor anybody else's in the ad. */
const brandFont: Injector = async ({ canvas, input, pick }) => {
  const { brand, copy } = input;
  if (!brand) return false;
  const own = ownTexts(input);
  const taken = new Set([...brand.families, ...copy.flatMap(familiesOf)]);
  // A little: another plain sans, as a default would be.
  const family = pick(
    ['Inter', 'DM Sans', 'Manrope', 'Poppins', 'Archivo'],
    ['Oswald', 'Space Grotesk', 'Montserrat'],
    ['Playfair Display', 'Bebas Neue', 'Fraunces'],
  ).find((each) => !taken.has(each));
  if (!family || own.length === 0) return false;
  for (const node of own.slice(0, pick(1, 2, 99))) await update(canvas, node.id, { fontFamily: family });
  return true;
};

const empty: Injector = async ({ canvas, input, pick }) => {
  const target = plainTexts(input)[0] ?? input.copy[0];
  if (!target) return false;
  await update(canvas, target.id, { characters: pick('Subheadline', 'Lorem ipsum dolor sit amet', ' ') });
  return true;
};

const coverage: Injector = async ({ canvas, input, pick }) => {
  const { width, height } = input.frame.box;
  const google = /^google_/.test(input.placement.id);
  const share = google ? pick(0.4, 0.6, 0.9) : pick(0.75, 0.85, 0.95);
  const size = Math.max(20, Math.round(Math.sqrt(width * height) / 14));
  const lines = Math.ceil((height * share) / size);
  const words = 'GROSSES HAUPTWORT '.repeat(Math.ceil((lines * width) / (size * 9)));
  await canvas.run({
    ops: [
      {
        op: 'create',
        type: 'TEXT',
        parent: input.frame.id,
        props: {
          ...(input.frame.layoutMode !== 'NONE' && { layoutPositioning: 'ABSOLUTE' }),
          fontFamily: 'Inter',
          fontWeight: 700,
          fontSize: size,
          lineHeight: { unit: 'PERCENT', value: 100 },
          characters: words,
          textAutoResize: 'HEIGHT',
          width,
          x: 0,
          y: 0,
          pluginData: { role: 'body' },
        },
      },
    ],
  });
  return true;
};

export const typeDefects: Record<string, Injector> = {
  'text.size': textSize,
  'text.contrast': contrast,
  'text.overflow': overflow,
  'headline.prominence': prominence,
  orphan,
  'type.families': families,
  'brand.font': brandFont,
  'text.empty': empty,
  'text.coverage': coverage,
};
