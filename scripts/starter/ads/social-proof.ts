/** Social proof: people's own words. The people are as invented as the brands. */
import { Design, material, product, type StarterAd } from '../ad.ts';
import { box, column, type Drawn, picture, rect, row, text } from '../draw.ts';
import { styleOf } from '../style.ts';

export const socialProof = (): StarterAd[] => {
  const lang = styleOf('sprekka');
  const bed = styleOf('nodwell');
  const dog = styleOf('grufflet');
  const hotel = styleOf('larkenhall');
  const hush = styleOf('hushwerk');
  const stars = (size: number, color: string, style: Record<string, unknown> = {}): Drawn =>
    text('★★★★★', { size, font: 'Inter', weight: 400, line: 110, track: 6, color, role: 'body', ...style });

  const review = (
    x: number,
    y: number,
    width: number,
    words: string,
    who: string,
    fill: string,
    ink: string,
    turn: number,
  ): Drawn =>
    column(
      {
        name: who,
        x,
        y,
        width,
        fill,
        radius: 36,
        padding: [36, 40, 36, 40],
        gap: 18,
        rotation: turn,
        shadow: { opacity: 0.14, y: 14, blur: 36 },
      },
      stars(36, fill === '#ffffff' ? lang.accent : ink),
      text(words, {
        size: 42,
        line: 124,
        color: ink,
        wide: true,
        role: 'body',
        font: 'Poppins',
        weight: 500,
      }),
      text(who, { size: 32, color: ink, wide: true, role: 'body', ...lang.b }),
    );

  return [
    new Design({
      slug: 'tarrowe-pace',
      brand: 'tarrowe',
      angle: 'Permission to be slow',
      format: 'portrait',
      layout: 'stacked',
      tags: ['running', 'single quote', 'dark', 'product at the foot'],
      template: 'Quote above, product below',
    })
      .solid('#15181b')
      .copy({
        eyebrow: 'Ilse, 41, second marathon',
        headline: '“I stopped checking my pace.\nIt didn’t mind.”',
        style: { color: '#f2f4ee', headlineFont: 'Archivo', headlineWeight: 700 },
        highlights: [{ text: 'It didn’t mind.”', color: '#d7ff3e' }],
      })
      .art('art/shoe.png', { scale: 0.84, shadow: 'soft' })
      .logo(),

    new Design({
      slug: 'sprekka-reviews',
      brand: 'sprekka',
      angle: 'Speaking badly is speaking',
      format: 'story_only',
      layout: 'type_hero',
      logo: false,
      tags: ['language app', 'review collage', 'tilted cards', 'pink'],
    })
      .gradient(['#ffd9e4', '#fff6e5'])
      .draw(
        text('Reviews with\nan accent.', {
          x: 64,
          y: 300,
          width: 952,
          size: 118,
          line: 102,
          track: -4,
          color: lang.ink,
          role: 'headline',
          ...lang.h,
        }),
        review(
          64,
          640,
          700,
          '“I ordered soup. I got soup. I cried a bit.”',
          'Marcus, Italian, week 3',
          '#ffffff',
          lang.ink,
          2,
        ),
        review(
          320,
          950,
          696,
          '“My mother-in-law corrected me. Progress.”',
          'Dina, Polish, week 9',
          '#2ec4b6',
          '#06302c',
          -2,
        ),
        review(
          72,
          1274,
          640,
          '“The taxi driver laughed with me.”',
          'Jo, Spanish, week 5',
          '#ffffff',
          lang.ink,
          1,
        ),
      )
      .logo({ position: { x: 780, y: 1408 }, scale: 0.22 }),

    new Design({
      slug: 'nodwell-burglary',
      brand: 'nodwell',
      angle: 'Sleeping very well',
      format: 'portrait',
      layout: 'type_hero',
      tags: ['mattress', 'one review', 'huge quote', 'humour', 'peach'],
    })
      .solid('#f7d6c4')
      .draw(
        stars(64, bed.ink, { x: 64, y: 212 }),
        text('“Slept right through the burglary.”', {
          x: 64,
          y: 322,
          width: 952,
          size: 134,
          line: 104,
          track: -2,
          color: bed.ink,
          role: 'headline',
          ...bed.h,
        }),
        text('Tom R., verified sleeper.\nThey left the mattress. It was heavy with me.', {
          x: 64,
          y: 790,
          width: 900,
          size: 42,
          line: 134,
          color: bed.ink,
          role: 'subhead',
          ...bed.b,
        }),
        picture(product('mattress'), {
          x: 200,
          y: 936,
          width: 820,
          height: 370,
          trim: true,
          scaleMode: 'FIT',
          role: 'product',
          name: 'Mattress',
          shadow: { opacity: 0.2, y: 24, blur: 50 },
        }),
      )
      .logo(),

    new Design({
      slug: 'grufflet-five-bowls',
      brand: 'grufflet',
      angle: 'The only critic who matters',
      format: 'feed',
      layout: 'type_hero',
      tags: ['dog food', 'rating', 'icons in a row', 'square', 'green'],
      template: 'Rating row with a signature',
    })
      .solid('#2f7a4d')
      .draw(
        text('Five bowls out of five.', {
          x: 64,
          y: 190,
          width: 820,
          size: 112,
          line: 102,
          track: -3,
          color: '#fff4dc',
          role: 'headline',
          ...dog.h,
        }),
        ...[0, 1, 2, 3, 4].map((index) =>
          picture(material('art/bowl-gold.png'), {
            x: 64 + index * 190,
            y: 516,
            width: 170,
            height: 96,
            role: 'decor',
            name: 'Bowl',
          }),
        ),
        picture(material('art/dog.png'), {
          x: 64,
          y: 724,
          width: 252,
          height: 270,
          role: 'image',
          name: 'Biscuit',
        }),
        column(
          { name: 'Signature', x: 370, y: 764, width: 646, gap: 14 },
          text('“Would lick again.”', {
            size: 58,
            line: 112,
            color: '#fff4dc',
            wide: true,
            role: 'subhead',
            ...dog.strong,
          }),
          text('Biscuit, terrier.\nTyped by Hanna, who was asked to.', {
            size: 40,
            line: 130,
            color: '#fff4dc',
            wide: true,
            role: 'body',
            ...dog.b,
          }),
        ),
      )
      .logo(),

    new Design({
      slug: 'larkenhall-guest-book',
      brand: 'larkenhall',
      angle: 'People stay longer than planned',
      format: 'portrait',
      layout: 'type_hero',
      logo: false,
      tags: ['hotel', 'handwriting', 'guest book', 'paper', 'borrowed object'],
    })
      .gradient(['#4b2a22', '#2d1914'], { kind: 'radial' })
      .draw(
        box(
          {
            name: 'Page',
            x: 110,
            y: 96,
            width: 860,
            height: 1010,
            fill: '#f6f0e2',
            radius: 10,
            rotation: 1.2,
            shadow: { opacity: 0.45, y: 24, blur: 60 },
          },
          ...Array.from({ length: 9 }, (_, index) =>
            rect({
              name: 'Rule',
              x: 70,
              y: 226 + index * 84,
              width: 720,
              height: 2,
              fill: '#cdbfa2',
              role: 'decor',
            }),
          ),
          text('Guest book, room 9', {
            x: 70,
            y: 96,
            width: 720,
            size: 46,
            color: hotel.accent,
            role: 'eyebrow',
            font: 'Instrument Serif',
            weight: 400,
          }),
          text('We came for two nights.\nIt has been eleven.\nPlease send our post here.', {
            x: 70,
            y: 226,
            width: 760,
            size: 80,
            line: 105,
            color: '#24324f',
            role: 'headline',
            font: 'Caveat',
            weight: 700,
          }),
          text('P.S. The cat has applied\nfor residency too.', {
            x: 70,
            y: 562,
            width: 720,
            size: 52,
            line: 161.5,
            color: '#24324f',
            role: 'body',
            font: 'Caveat',
            weight: 400,
          }),
          text('Ada & Per, still here', {
            x: 380,
            y: 822,
            width: 420,
            size: 52,
            color: '#24324f',
            role: 'body',
            font: 'Caveat',
            weight: 400,
            align: 'RIGHT',
          }),
        ),
        text('Nine rooms. No signal. Late checkout, clearly.', {
          x: 64,
          y: 1168,
          width: 952,
          size: 40,
          color: '#f1ece2',
          align: 'CENTER',
          role: 'subhead',
          ...hotel.b,
        }),
      )
      .logo({ position: { x: 428, y: 1234 }, scale: 0.207 }),

    new Design({
      slug: 'hushwerk-drum-kit',
      brand: 'hushwerk',
      angle: 'Less noise, not more sound',
      format: '300x600',
      layout: 'type_hero',
      tags: ['headphones', 'display', 'half page', 'rating bars'],
    })
      .solid('#ededea')
      .draw(
        text('“My neighbour bought a drum kit. I found out in June.”', {
          x: 20,
          y: 64,
          width: 260,
          size: 26,
          line: 112,
          track: -1.5,
          color: hush.ink,
          role: 'headline',
          ...hush.h,
        }),
        text('Verified review, Oskar T.', {
          x: 20,
          y: 222,
          width: 260,
          size: 14,
          color: hush.ink,
          role: 'body',
          ...hush.b,
        }),
        column(
          { name: 'Rating', x: 20, y: 258, gap: 7 },
          ...[
            [5, 176],
            [4, 30],
            [3, 10],
          ].map(([value = 0, width = 0]) =>
            row(
              { gap: 8, name: `${value} stars` },
              text(String(value), { size: 14, color: hush.ink, ...hush.strong }),
              rect({ width, height: 10, fill: value === 5 ? hush.accent : '#b9b9b4', role: 'decor' }),
            ),
          ),
        ),
        text('4.8 of 5 from 2,314 reviews', {
          x: 20,
          y: 330,
          width: 260,
          size: 14,
          color: hush.ink,
          role: 'subhead',
          ...hush.strong,
        }),
        picture(product('headphones'), {
          x: 62,
          y: 362,
          width: 176,
          height: 166,
          trim: true,
          scaleMode: 'FIT',
          role: 'product',
          name: 'Headphones',
        }),
        row(
          {
            name: 'CTA',
            role: 'cta',
            x: 20,
            y: 540,
            width: 260,
            height: 42,
            fill: hush.ink,
            radius: 0,
            primaryAxisAlignItems: 'CENTER',
          },
          text('Hear less', { size: 16, color: '#ffffff', role: 'cta_label', ...hush.strong }),
        ),
      )
      .logo({ position: { x: 20, y: 20 }, scale: 0.34 }),
  ].map((design) => design.done('Social Proof'));
};
