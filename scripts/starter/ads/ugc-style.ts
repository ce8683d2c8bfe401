/** UGC style: looks as if a customer had made it. Snapshots, stickers, handwriting. */
import { Design, material, type StarterAd } from '../ad.ts';
import { box, column, type Drawn, picture, rect, row, text } from '../draw.ts';
import { styleOf } from '../style.ts';

/** A caption as story editors set it: words on a rounded ground. */
const sticker = (
  words: string,
  x: number,
  y: number,
  style: {
    size?: number;
    fill?: string;
    color?: string;
    rotation?: number;
    role?: string;
    font?: string;
    weight?: number;
    radius?: number;
  } = {},
): Drawn =>
  row(
    {
      name: words,
      x,
      y,
      fill: style.fill ?? '#ffffff',
      radius: style.radius ?? 20,
      padding: [18, 30, 20, 30],
      rotation: style.rotation ?? 0,
    },
    text(words, {
      size: style.size ?? 54,
      line: 116,
      track: -1,
      color: style.color ?? '#141414',
      font: style.font ?? 'Inter',
      weight: style.weight ?? 600,
      role: style.role ?? 'body',
    }),
  );

const hand = (
  words: string,
  x: number,
  y: number,
  width: number,
  size: number,
  color: string,
  style: Record<string, unknown> = {},
): Drawn =>
  text(words, { x, y, width, size, line: 98, color, font: 'Caveat', weight: 700, role: 'body', ...style });

export const ugcStyle = (): StarterAd[] => {
  const run = styleOf('tarrowe');
  const polaroid = (x: number, y: number, turn: number, photo: string, words: string): Drawn =>
    box(
      {
        name: words,
        x,
        y,
        width: 430,
        height: 500,
        fill: '#fffdf8',
        rotation: turn,
        shadow: { opacity: 0.3, y: 14, blur: 36 },
      },
      picture(material(`photos/${photo}.jpg`), {
        x: 26,
        y: 26,
        width: 378,
        height: 372,
        role: 'image',
        name: 'Photo',
      }),
      hand(words, 16, 418, 398, 48, '#28304f', { align: 'CENTER' }),
    );

  return [
    new Design({
      slug: 'grufflet-tippy-taps',
      brand: 'grufflet',
      angle: 'The only critic who matters',
      format: 'story_only',
      layout: 'full_bleed',
      logo: false,
      tags: ['dog food', 'snapshot', 'story captions', 'kitchen floor'],
    })
      .photo('photos/kitchen-floor.jpg', { scrim: 'none' })
      .draw(
        sticker('he heard the bag', 64, 340, { size: 80, role: 'headline', weight: 700 }),
        sticker('from the garden. asleep.', 64, 476, { size: 50, role: 'subhead' }),
        hand('62 % chicken,\nall tippy taps', 650, 690, 350, 53, '#2a1a12', { rotation: 4 }),
        sticker('@hanna.and.biscuit', 64, 1418, { size: 40, fill: '#2f7a4d', color: '#ffffff', radius: 40 }),
      )
      .logo({ position: { x: 792, y: 1440 }, scale: 0.2 }),

    new Design({
      slug: 'oskerry-day-12',
      brand: 'oskerry',
      angle: 'The five-pound habit',
      format: 'story_only',
      layout: 'full_bleed',
      logo: false,
      tags: ['coffee', 'snapshot', 'handwriting', 'kitchen counter', 'morning light'],
    })
      .photo('photos/counter.jpg', { scrim: 'none' })
      .draw(
        sticker('day 12', 64, 330, { size: 92, fill: '#d9481f', color: '#ffffff', weight: 700, rotation: 2 }),
        sticker('of not buying the £5 one', 64, 486, { size: 74, role: 'headline', weight: 700 }),
        hand('saved: £60\nlost: nothing', 690, 690, 306, 49, '#2a1a12', { rotation: 5 }),
        sticker('beans: oskerry, loud morning', 64, 1450, {
          size: 40,
          fill: '#2a1a12',
          color: '#f3e9dc',
          role: 'subhead',
          radius: 40,
        }),
      ),

    new Design({
      slug: 'tarrowe-rain-poll',
      brand: 'tarrowe',
      angle: 'Permission to be slow',
      format: 'story_only',
      layout: 'full_bleed',
      logo: false,
      tags: ['running', 'poll sticker', 'wet street', 'story'],
    })
      .photo('photos/wet-street.jpg', { scrim: 'none' })
      .draw(
        sticker('it’s raining. run?', 64, 350, {
          size: 84,
          fill: '#101214',
          color: '#ffffff',
          role: 'headline',
          weight: 700,
        }),
        column(
          {
            name: 'Poll',
            x: 170,
            y: 640,
            width: 740,
            fill: '#ffffff',
            radius: 36,
            clipsContent: true,
            shadow: { opacity: 0.3, y: 16, blur: 44 },
          },
          row(
            {
              name: 'Yes',
              width: 740,
              height: 136,
              padding: [0, 44, 0, 44],
              fill: run.accent,
              primaryAxisAlignItems: 'SPACE_BETWEEN',
            },
            text('yes', { size: 56, color: '#101214', font: 'Inter', weight: 700, role: 'body' }),
            text('12 %', { size: 46, color: '#101214', font: 'Inter', weight: 600 }),
          ),
          rect({ name: 'Rule', width: 740, height: 3, fill: '#e5e5e2', role: 'decor' }),
          row(
            {
              name: 'Shoes are on',
              width: 740,
              height: 136,
              padding: [0, 44, 0, 44],
              primaryAxisAlignItems: 'SPACE_BETWEEN',
            },
            text('shoes are on', { size: 56, color: '#101214', font: 'Inter', weight: 700, role: 'body' }),
            text('88 %', { size: 46, color: '#101214', font: 'Inter', weight: 600 }),
          ),
        ),
        sticker('slowest one out here & the happiest', 64, 1400, {
          size: 52,
          fill: '#101214',
          color: '#ffffff',
          font: 'Caveat',
          weight: 700,
          role: 'subhead',
        }),
      )
      .logo({ position: { x: 832, y: 1440 }, scale: 0.17 }),

    new Design({
      slug: 'nodwell-polaroids',
      brand: 'nodwell',
      angle: 'Sleeping very well',
      format: 'portrait',
      layout: 'type_hero',
      logo: false,
      tags: ['mattress', 'instant photos', 'handwriting', 'pinboard'],
      template: 'Three instant photos',
    })
      .solid('#c9a883')
      .draw(
        polaroid(76, 330, 4, 'bed-night', 'night 1: suspicious'),
        polaroid(574, 300, -4, 'bed-dawn', 'night 2: late for work'),
        polaroid(344, 790, 2, 'bed-day', 'night 3: see you never'),
        hand('the 100-night trial,\nso far', 64, 84, 940, 104, '#2b1c10', { role: 'headline', line: 90 }),
        hand('(i don’t think\nit’s going back)', 64, 1130, 270, 52, '#2b1c10', {
          role: 'subhead',
          rotation: 4,
        }),
      )
      .logo({ position: { x: 806, y: 1232 }, scale: 0.19 }),

    new Design({
      slug: 'wendlow-question',
      brand: 'wendlow',
      angle: 'Four minutes of nothing',
      format: 'story_only',
      layout: 'full_bleed',
      logo: false,
      tags: ['tea', 'question sticker', 'snapshot', 'window sill'],
      template: 'Question sticker',
    })
      .photo('photos/sill.jpg', { scrim: 'none' })
      .draw(
        column(
          {
            name: 'Question',
            x: 140,
            y: 340,
            width: 800,
            fill: '#ffffff',
            radius: 44,
            clipsContent: true,
            shadow: { opacity: 0.22, y: 16, blur: 44 },
          },
          column(
            {
              name: 'Asked',
              width: 800,
              fill: '#23352d',
              padding: [40, 48, 42, 48],
              counterAxisAlignItems: 'CENTER',
            },
            text('what’s your 4 pm?', {
              size: 46,
              color: '#ffffff',
              font: 'Inter',
              weight: 700,
              align: 'CENTER',
              role: 'eyebrow',
            }),
          ),
          column(
            { name: 'Answer', width: 800, padding: [48, 56, 56, 56] },
            text('a big mug, the good chair and nobody asking me things', {
              size: 70,
              line: 118,
              track: -1,
              color: '#23352d',
              font: 'Inter',
              weight: 600,
              wide: true,
              align: 'CENTER',
              role: 'headline',
            }),
          ),
        ),
        hand('long afternoon\nby wendlow', 690, 890, 320, 46, '#23352d', { role: 'subhead', rotation: 4 }),
      )
      .logo({ position: { x: 64, y: 1462 }, scale: 0.22 }),

    new Design({
      slug: 'solvarre-towel',
      brand: 'solvarre',
      angle: 'The forgotten patch',
      format: 'portrait',
      layout: 'full_bleed',
      logo: false,
      tags: ['sun cream', 'beach towel', 'from above', 'handwritten notes'],
    })
      .photo('photos/towel.jpg', { scrim: 'none' })
      .draw(
        sticker('reapplied. twice.', 64, 96, {
          size: 96,
          role: 'headline',
          weight: 700,
          fill: '#0b3c5d',
          color: '#ffffff',
        }),
        sticker('who even am i', 64, 262, { size: 56, role: 'subhead', weight: 700 }),
        hand('ears!!', 690, 540, 320, 64, '#0b2a42', { rotation: -5 }),
        hand('tops of feet\n(finally)', 680, 770, 330, 64, '#0b2a42', { rotation: 3 }),
        hand('under the\nstraps', 680, 1040, 330, 64, '#0b2a42', { rotation: -3 }),
      )
      .logo({ position: { x: 64, y: 1232 }, scale: 0.2 }),
  ].map((design) => design.done('UGC Style'));
};
