/** Data/stats: one number or chart carries the message. The surveys are as invented as the brands, and say so. */
import { Design, material, product, type StarterAd } from '../ad.ts';
import { button, column, type Drawn, picture, rect, row, text } from '../draw.ts';
import { styleOf } from '../style.ts';

export const dataStats = (): StarterAd[] => {
  const bank = styleOf('coppernick');
  const bike = styleOf('brackel');
  const hush = styleOf('hushwerk');
  const bed = styleOf('nodwell');
  const lang = styleOf('sprekka');
  const dog = styleOf('grufflet');

  const bar = (name: string, value: number, color: string, ink: string): Drawn =>
    row(
      { name, gap: 24, height: 74 },
      text(name, { width: 292, size: 40, color: '#ffe7da', ...bank.b, role: 'body' }),
      rect({
        name: `Bar ${name}`,
        width: Math.round(value * 5.9),
        height: 46,
        fill: color,
        radius: 10,
        role: 'decor',
      }),
      text(`£${value}`, { size: 42, color: ink, ...bank.strong, role: 'body' }),
    );

  const level = (x: number, value: number, what: string, color: string): Drawn[] => [
    rect({
      name: `Bar ${what}`,
      x,
      y: 1130 - value * 4,
      width: 208,
      height: value * 4,
      fill: color,
      role: 'decor',
    }),
    text(String(value), {
      x,
      y: 1130 - value * 4 - 74,
      width: 208,
      size: 58,
      align: 'CENTER',
      color: '#ededea',
      ...hush.h,
      role: 'body',
    }),
    text(what, {
      x,
      y: 1152,
      width: 208,
      size: 34,
      line: 118,
      align: 'CENTER',
      color: '#d2d2ce',
      ...hush.b,
      role: 'body',
    }),
  ];

  return [
    new Design({
      slug: 'coppernick-forgotten',
      brand: 'coppernick',
      angle: 'Money that leaks',
      format: 'portrait',
      layout: 'type_hero',
      tags: ['bank app', 'bar chart', 'one bar stands out', 'dark'],
      template: 'Headline over a bar chart',
    })
      .solid('#2b0f3a')
      .draw(
        text('You paid £61\nfor things\nyou forgot.', {
          x: 64,
          y: 176,
          width: 952,
          size: 122,
          line: 102,
          track: -2.5,
          color: '#fff4ec',
          role: 'headline',
          ...bank.h,
        }),
        text('Average monthly spending per customer, September 2026', {
          x: 64,
          y: 590,
          width: 952,
          size: 34,
          color: '#d9c3e2',
          role: 'body',
          ...bank.b,
        }),
        column(
          { name: 'Chart', x: 64, y: 660, gap: 10 },
          bar('Lunch out', 88, '#6b4a7c', '#ffe7da'),
          bar('Forgotten', 61, '#f2a27a', '#ffcfae'),
          bar('Transport', 54, '#6b4a7c', '#ffe7da'),
          bar('Presents', 31, '#6b4a7c', '#ffe7da'),
          bar('Plants', 17, '#6b4a7c', '#ffe7da'),
        ),
        button('Find yours', {
          x: 64,
          y: 1106,
          font: 'Manrope',
          face: '#f2a27a',
          ink: '#2b0f3a',
          size: 42,
          weight: 700,
        }),
        text('Source: 2,140 customers. Forgotten means unused for 90 days. Fictional.', {
          x: 64,
          y: 1246,
          width: 952,
          size: 24,
          color: '#cbb3d6',
          role: 'legal',
          ...bank.b,
        }),
      )
      .logo(),

    new Design({
      slug: 'brackel-every-day',
      brand: 'brackel',
      angle: 'On time by your own means',
      format: 'feed',
      layout: 'type_hero',
      tags: ['bicycle', 'line chart', 'calm against erratic', 'square'],
      template: 'Line chart',
    })
      .solid('#e9efe6')
      .draw(
        text('Nineteen minutes. Also on Mondays.', {
          x: 64,
          y: 168,
          width: 900,
          size: 88,
          line: 104,
          track: -3,
          color: bike.ink,
          role: 'headline',
          ...bike.h,
        }),
        ...[440, 580, 720, 860].map((y) =>
          rect({ name: 'Grid', x: 64, y, width: 952, height: 2, fill: '#c9d3cb', role: 'decor' }),
        ),
        picture(material('art/commute.png'), {
          x: 64,
          y: 420,
          width: 952,
          height: 460,
          role: 'image',
          name: 'Chart',
        }),
        text('Car', {
          x: 856,
          y: 396,
          width: 160,
          size: 42,
          align: 'RIGHT',
          color: '#59635e',
          role: 'body',
          ...bike.strong,
        }),
        text('Brackel', {
          x: 776,
          y: 772,
          width: 240,
          size: 42,
          align: 'RIGHT',
          color: '#b83214',
          role: 'body',
          ...bike.strong,
        }),
        text('Minutes door to door, 6.2 km, 20 working days. Source: our own stopwatch. Fictional.', {
          x: 64,
          y: 952,
          width: 952,
          size: 26,
          line: 126,
          color: '#48544e',
          role: 'legal',
          ...bike.b,
        }),
      )
      .logo(),

    new Design({
      slug: 'hushwerk-decibels',
      brand: 'hushwerk',
      angle: 'Less noise, not more sound',
      format: 'story_only',
      layout: 'type_hero',
      tags: ['headphones', 'columns', 'falling bars', 'story', 'black'],
    })
      .solid('#141414')
      .draw(
        text('From drill to library.', {
          x: 64,
          y: 404,
          width: 952,
          size: 104,
          line: 104,
          track: -3,
          color: '#ededea',
          role: 'headline',
          ...hush.h,
        }),
        ...level(64, 94, 'Drill next door', '#5c5c5a'),
        ...level(312, 82, 'Open-plan office', '#5c5c5a'),
        ...level(560, 70, 'Train carriage', '#5c5c5a'),
        ...level(808, 44, 'Same train, Hushwerk', hush.accent),
        text('Decibels at the ear. Source: Hushwerk test room, 2026. Fictional.', {
          x: 64,
          y: 1268,
          width: 952,
          size: 28,
          color: '#bdbdb8',
          role: 'legal',
          ...hush.b,
        }),
        button('Hear less', {
          x: 64,
          y: 1352,
          font: 'Inter',
          face: hush.accent,
          ink: '#141414',
          size: 44,
          weight: 700,
          shape: 0,
        }),
      )
      .logo(),

    new Design({
      slug: 'nodwell-a-third',
      brand: 'nodwell',
      angle: 'Buying a mattress is awful',
      format: 'portrait',
      layout: 'type_hero',
      tags: ['mattress', 'pie chart', 'one number', 'periwinkle'],
    })
      .solid('#eef0fb')
      .draw(
        picture(material('art/pie-third.png'), {
          x: 370,
          y: 560,
          width: 780,
          height: 780,
          role: 'image',
          name: 'A third',
        }),
        text('A third of your life is spent on it.', {
          x: 64,
          y: 176,
          width: 952,
          size: 126,
          line: 102,
          track: -1,
          color: bed.ink,
          role: 'headline',
          ...bed.h,
        }),
        text('Choosing it takes eleven minutes.', {
          x: 64,
          y: 640,
          width: 380,
          size: 46,
          line: 126,
          color: bed.ink,
          role: 'subhead',
          ...bed.b,
        }),
        text('8 h', { x: 806, y: 690, width: 210, size: 88, color: '#ffffff', role: 'body', ...bed.h }),
        text('Source: 1,006 people who own a bed, Nodwell survey 2026. Fictional.', {
          x: 64,
          y: 1156,
          width: 290,
          size: 24,
          line: 130,
          color: '#4a5178',
          role: 'legal',
          ...bed.b,
        }),
      )
      .logo(),

    new Design({
      slug: 'sprekka-83',
      brand: 'sprekka',
      angle: 'Speaking badly is speaking',
      format: 'portrait',
      layout: 'type_hero',
      tags: ['language app', 'people as dots', 'grid of hundred', 'yellow'],
    })
      .solid('#ffd75e')
      .draw(
        text('83 of 100', {
          x: 64,
          y: 176,
          width: 952,
          size: 172,
          line: 96,
          track: -4,
          color: lang.ink,
          role: 'headline',
          ...lang.h,
        }),
        text('ordered dinner in week three. Seventeen pointed.', {
          x: 64,
          y: 372,
          width: 900,
          size: 56,
          line: 116,
          track: -1.5,
          color: lang.ink,
          role: 'subhead',
          font: 'Poppins',
          weight: 500,
        }),
        picture(material('art/hundred.png'), {
          x: 64,
          y: 556,
          width: 952,
          height: 560,
          role: 'image',
          name: 'Hundred learners',
        }),
        text('Source: Sprekka learner diary, autumn 2026, n = 1,200, scaled to 100. Fictional.', {
          x: 64,
          y: 1168,
          width: 640,
          size: 26,
          line: 128,
          color: lang.ink,
          role: 'legal',
          ...lang.b,
        }),
        button('Order', { x: 804, y: 1164, font: 'Poppins', face: lang.ink, ink: '#ffffff', size: 42 }),
      )
      .logo(),

    new Design({
      slug: 'grufflet-62',
      brand: 'grufflet',
      angle: 'What is in it',
      format: '300x250',
      layout: 'type_hero',
      tags: ['dog food', 'display', 'ring chart', 'number first'],
    })
      .solid('#fff4dc')
      .draw(
        picture(material('art/gauge-62.png'), {
          x: 12,
          y: 50,
          width: 126,
          height: 126,
          role: 'image',
          name: 'Ring',
        }),
        text('62 %', {
          x: 15,
          y: 97,
          width: 120,
          size: 28,
          line: 110,
          track: -1,
          align: 'CENTER',
          color: dog.ink,
          role: 'headline',
          ...dog.h,
        }),
        text('chicken.\nThe rest is dinner, too.', {
          x: 152,
          y: 62,
          width: 134,
          size: 19,
          line: 118,
          color: dog.ink,
          role: 'subhead',
          ...dog.strong,
        }),
        row(
          {
            name: 'CTA',
            role: 'cta',
            x: 14,
            y: 194,
            height: 40,
            fill: dog.accent,
            radius: 20,
            padding: [0, 20, 0, 20],
            primaryAxisAlignItems: 'CENTER',
          },
          text('Read the bag', { size: 15, color: '#ffffff', role: 'cta_label', ...dog.strong }),
        ),
        picture(product('pouch'), {
          x: 210,
          y: 150,
          width: 76,
          height: 88,
          trim: true,
          scaleMode: 'FIT',
          role: 'product',
          name: 'Pouch',
        }),
      )
      .logo({ position: { x: 14, y: 14 }, scale: 0.28 }),
  ].map((design) => design.done('Data/Stats'));
};
