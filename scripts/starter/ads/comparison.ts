/** Comparison: two states side by side. */
import { Design, material, product, type StarterAd } from '../ad.ts';
import { box, column, type Drawn, oval, picture, rect, row, text } from '../draw.ts';
import { styleOf } from '../style.ts';

export const comparison = (): StarterAd[] => {
  const bank = styleOf('coppernick');
  const bed = styleOf('nodwell');
  const bike = styleOf('brackel');
  const sun = styleOf('solvarre');
  const dog = styleOf('grufflet');
  const tool = styleOf('steadworth');

  const bankCard = (
    x: number,
    fill: string,
    ink: string,
    who: string,
    big: string,
    small: string,
    dot: string,
  ): Drawn =>
    column(
      {
        name: who,
        x,
        y: 500,
        width: 452,
        height: 560,
        fill,
        radius: 40,
        padding: 48,
        gap: 0,
        primaryAxisAlignItems: 'SPACE_BETWEEN',
        shadow: { opacity: 0.14, y: 18, blur: 48 },
      },
      column(
        { gap: 22, layoutSizingHorizontal: 'FILL' },
        text(who, { size: 34, color: ink, line: 120, ...bank.strong, role: 'body' }),
        text('Friday, 17:58', { size: 32, color: ink, ...bank.b, opacity: 0.75 }),
      ),
      column(
        { gap: 20, layoutSizingHorizontal: 'FILL' },
        oval(0, 0, 56, 56, { fill: dot, role: 'decor' }),
        text(big, { size: 66, line: 106, track: -2, color: ink, wide: true, role: 'body', ...bank.h }),
        text(small, { size: 34, line: 130, color: ink, wide: true, role: 'body', ...bank.b }),
      ),
    );

  const bedRow = (what: string, old: string, ours: string, last = false): Drawn[] => [
    row(
      { name: what, width: 952, height: 118, gap: 0 },
      text(what, { width: 290, size: 38, color: bed.ink, ...bed.strong, role: 'body' }),
      text(old, { width: 330, size: 38, color: '#5b6280', ...bed.b, role: 'body' }),
      text(ours, { width: 332, size: 38, color: bed.ink, ...bed.strong, role: 'body' }),
    ),
    ...(last ? [] : [rect({ name: 'Rule', width: 952, height: 2, fill: '#cfd4ee', role: 'decor' })]),
  ];

  const label = (
    x: number,
    title: string,
    lines: string[],
    fill: string,
    ink: string,
    strong: string,
  ): Drawn =>
    column(
      {
        name: title,
        x,
        y: 452,
        width: 452,
        height: 640,
        fill,
        radius: 8,
        padding: [44, 40, 44, 40],
        gap: 20,
        strokeColor: strong,
        strokeWeight: 4,
        strokeAlign: 'INSIDE',
      },
      text(title, { size: 40, line: 112, color: ink, wide: true, role: 'body', ...dog.strong }),
      rect({ name: 'Rule', width: 372, height: 6, fill: strong, role: 'decor' }),
      ...lines.map((line, index) =>
        text(line, {
          size: index === 0 ? 44 : 40,
          line: 118,
          color: ink,
          wide: true,
          role: 'body',
          font: dog.b.font,
          weight: index === 0 ? 700 : 500,
        }),
      ),
    );

  return [
    new Design({
      slug: 'coppernick-friday',
      brand: 'coppernick',
      angle: 'Waiting for your own money',
      format: 'portrait',
      layout: 'type_hero',
      tags: ['bank app', 'two cards', 'same moment', 'copper and aubergine'],
      template: 'Two cards, one moment',
    })
      .solid('#f7f1fb')
      .draw(
        text('Same Friday.\nOther bank.', {
          x: 64,
          y: 196,
          width: 952,
          size: 118,
          line: 100,
          track: -2.5,
          color: bank.ink,
          role: 'headline',
          ...bank.h,
        }),
        bankCard(
          64,
          '#e6dcec',
          '#3b2a45',
          'Your bank',
          'Pending.',
          'Arrives in two to three working days.',
          '#a08cab',
        ),
        bankCard(
          564,
          bank.ink,
          '#fff4ec',
          'Coppernick',
          'Sent.',
          'It took four seconds. Have a nice weekend.',
          '#f2a27a',
        ),
        text('Instant transfers within the UK, any day, any hour.', {
          x: 64,
          y: 1156,
          width: 952,
          size: 40,
          color: bank.ink,
          role: 'subhead',
          ...bank.b,
        }),
        text('Receiving bank permitting. Limits in the app.', {
          x: 64,
          y: 1244,
          width: 952,
          size: 26,
          color: '#5c4a66',
          role: 'legal',
          ...bank.b,
        }),
      )
      .logo(),

    new Design({
      slug: 'nodwell-table',
      brand: 'nodwell',
      angle: 'Buying a mattress is awful',
      format: 'portrait',
      layout: 'type_hero',
      tags: ['mattress', 'table', 'three columns', 'honest rows'],
    })
      .solid('#eef0fb')
      .draw(
        text('Two ways to buy the same eight hours.', {
          x: 64,
          y: 172,
          width: 880,
          size: 88,
          line: 104,
          track: -1.6,
          color: bed.ink,
          role: 'headline',
          ...bed.h,
        }),
        row(
          { name: 'Head', x: 64, y: 450, width: 952, height: 70 },
          box({ name: 'Space', width: 290, height: 40 }),
          text('The showroom', { width: 330, size: 34, color: '#5b6280', ...bed.strong, role: 'body' }),
          text('Nodwell', { width: 332, size: 34, color: bed.accent, ...bed.strong, role: 'body' }),
        ),
        rect({ name: 'Rule', x: 64, y: 526, width: 952, height: 4, fill: bed.ink, role: 'decor' }),
        column(
          { name: 'Rows', x: 64, y: 532, gap: 0 },
          ...bedRow('Choice', '64 models', 'One'),
          ...bedRow('Trial', '4 minutes', '100 nights'),
          ...bedRow('Trial wear', 'Coat and shoes', 'Pyjamas'),
          ...bedRow('Return', 'Good luck', 'We collect it', true),
        ),
        picture(product('mattress'), {
          x: 548,
          y: 1032,
          width: 480,
          height: 268,
          trim: true,
          scaleMode: 'FIT',
          role: 'product',
          name: 'Mattress',
        }),
        text('From £590.\nThe sheep are extra.', {
          x: 64,
          y: 1140,
          width: 440,
          size: 42,
          line: 130,
          color: bed.ink,
          role: 'subhead',
          ...bed.b,
        }),
      )
      .logo(),

    new Design({
      slug: 'brackel-across-town',
      brand: 'brackel',
      angle: 'On time by your own means',
      format: 'story_only',
      layout: 'type_hero',
      logo: false,
      tags: ['bicycle', 'story split in two', 'numbers', 'flat illustration'],
      template: 'Story in two halves',
    })
      .solid('#dfe2df')
      .draw(
        rect({ name: 'Lower half', x: 0, y: 900, width: 1080, height: 1020, fill: '#cfe3da', role: 'decor' }),
        text('Across town by car', {
          x: 64,
          y: 330,
          width: 952,
          size: 44,
          color: '#4a524f',
          role: 'eyebrow',
          ...bike.strong,
        }),
        text('34 min', {
          x: 64,
          y: 400,
          width: 952,
          size: 210,
          line: 100,
          track: -5,
          color: '#4a524f',
          role: 'headline',
          ...bike.h,
        }),
        text('And eleven more to park.', {
          x: 64,
          y: 640,
          width: 952,
          size: 44,
          color: '#4a524f',
          role: 'subhead',
          ...bike.b,
        }),
        rect({
          name: 'Queue',
          x: 64,
          y: 772,
          width: 952,
          height: 10,
          fill: '#b9bfbb',
          radius: 5,
          role: 'decor',
        }),
        ...[0, 1, 2, 3, 4, 5].map((index) =>
          box(
            { name: 'Car', x: 64 + index * 162, y: 716, width: 134, height: 58, role: 'decor' },
            rect({ x: 26, y: 0, width: 74, height: 34, fill: '#8b9490', radius: [18, 18, 0, 0] }),
            rect({ x: 0, y: 22, width: 134, height: 26, fill: '#8b9490', radius: 12 }),
            oval(16, 36, 24, 24, { fill: '#3a403e' }),
            oval(94, 36, 24, 24, { fill: '#3a403e' }),
          ),
        ),
        text('By Brackel', {
          x: 64,
          y: 968,
          width: 952,
          size: 44,
          color: bike.ink,
          role: 'body',
          ...bike.strong,
        }),
        text('19 min', {
          x: 64,
          y: 1034,
          width: 640,
          size: 150,
          line: 100,
          track: -5,
          color: bike.ink,
          role: 'body',
          ...bike.h,
        }),
        picture(material('art/bike.png'), {
          x: 440,
          y: 1190,
          width: 580,
          height: 337,
          role: 'product',
          name: 'Bicycle',
          trim: true,
          scaleMode: 'FIT',
        }),
        text('Door to door.', {
          x: 64,
          y: 1216,
          width: 420,
          size: 44,
          color: bike.ink,
          role: 'body',
          ...bike.b,
        }),
      )
      .logo({ position: { x: 64, y: 1400 }, scale: 0.22 }),

    new Design({
      slug: 'solvarre-shoulders',
      brand: 'solvarre',
      angle: 'The forgotten patch',
      format: 'feed',
      layout: 'type_hero',
      logo: false,
      tags: ['sun cream', 'colour blocks', 'product on the seam', 'square'],
    })
      .solid('#e9a06b')
      .draw(
        rect({ name: 'Left half', x: 0, y: 0, width: 540, height: 1080, fill: '#e0503f', role: 'decor' }),
        text('One of these\nshoulders', {
          x: 64,
          y: 160,
          width: 440,
          size: 64,
          line: 104,
          track: -2,
          color: '#2c0703',
          role: 'headline',
          ...sun.h,
        }),
        text('remembered\nat breakfast.', {
          x: 604,
          y: 160,
          width: 412,
          size: 63,
          line: 104,
          track: -2,
          color: '#2c1206',
          role: 'headline',
          ...sun.h,
        }),
        text('12:40, Tuesday.\nNothing on.', {
          x: 64,
          y: 906,
          width: 330,
          size: 40,
          line: 130,
          color: '#2c0703',
          role: 'body',
          ...sun.b,
        }),
        text('12:40, Tuesday.\nSolvarre 50.', {
          x: 720,
          y: 906,
          width: 300,
          size: 40,
          line: 130,
          color: '#2c1206',
          role: 'body',
          ...sun.b,
        }),
        picture(product('sunscreen'), {
          x: 404,
          y: 372,
          width: 272,
          height: 640,
          trim: true,
          scaleMode: 'FIT',
          role: 'product',
          name: 'Sun cream',
          shadow: { opacity: 0.3, y: 24, blur: 50 },
        }),
      )
      .logo({ position: { x: 64, y: 64 }, scale: 0.2 }),

    new Design({
      slug: 'grufflet-read-the-bag',
      brand: 'grufflet',
      angle: 'What is in it',
      format: 'portrait',
      layout: 'type_hero',
      tags: ['dog food', 'ingredient labels', 'read closely', 'cream and green'],
    })
      .solid('#fff4dc')
      .draw(
        text('Read the back of the bag. We’ll wait.', {
          x: 64,
          y: 176,
          width: 940,
          size: 96,
          line: 102,
          track: -2.5,
          color: dog.ink,
          role: 'headline',
          ...dog.h,
        }),
        label(
          64,
          'Usual kibble',
          [
            'Cereals',
            'Meat and animal derivatives (4 % chicken)',
            'Vegetable by-products',
            'Oils and fats',
            'Various sugars',
          ],
          '#ffffff',
          '#4d423b',
          '#b3a79b',
        ),
        label(
          564,
          'Grufflet',
          ['Chicken, 62 %', 'Sweet potato', 'Peas', 'Salmon oil', 'That is the list.'],
          '#2f7a4d',
          '#ffffff',
          '#1f5a37',
        ),
        picture(material('art/dog.png'), {
          x: 64,
          y: 1128,
          width: 150,
          height: 160,
          role: 'decor',
          name: 'Dog',
        }),
        text('He can’t read. You can.', {
          x: 246,
          y: 1186,
          width: 770,
          size: 46,
          color: dog.ink,
          role: 'subhead',
          ...dog.b,
        }),
      )
      .logo(),

    new Design({
      slug: 'steadworth-six-or-one',
      brand: 'steadworth',
      angle: 'Buy it once',
      format: 'landscape',
      layout: 'type_hero',
      logo: false,
      tags: ['tools', 'landscape', 'quantity against quality', 'yellow block'],
    })
      .solid('#f0eee9')
      .draw(
        rect({ name: 'Right block', x: 640, y: 0, width: 560, height: 628, fill: '#f2c200', role: 'decor' }),
        text('Buy six.', {
          x: 72,
          y: 64,
          width: 520,
          size: 80,
          line: 100,
          color: tool.ink,
          textCase: 'UPPER',
          role: 'headline',
          ...tool.h,
        }),
        text('Or buy one.', {
          x: 692,
          y: 64,
          width: 444,
          size: 78,
          line: 100,
          color: tool.ink,
          textCase: 'UPPER',
          role: 'headline',
          ...tool.h,
        }),
        ...[0, 1, 2, 3, 4, 5].map((index) =>
          box(
            { name: 'Cheap screwdriver', x: 76 + index * 84, y: 214, width: 40, height: 260, role: 'decor' },
            rect({
              x: 15,
              y: 0,
              width: 10,
              height: index === 1 || index === 4 ? 70 : 130,
              fill: '#9a9fa3',
              radius: 3,
            }),
            rect({
              x: 4,
              y: 128,
              width: 32,
              height: 132,
              fill: ['#c94f3d', '#4a78b5', '#5b9a5f', '#b5473a', '#8a5fae', '#d18a2c'][index] ?? '#999999',
              radius: [8, 8, 16, 16],
            }),
          ),
        ),
        text('£9 each. Two still have a tip.', {
          x: 72,
          y: 510,
          width: 540,
          size: 40,
          color: tool.ink,
          role: 'body',
          ...tool.b,
        }),
        text('£38. Repaired for life.', {
          x: 692,
          y: 510,
          width: 444,
          size: 40,
          color: tool.ink,
          role: 'body',
          ...tool.strong,
        }),
      )
      .product('screwdriver', { rotation: 62, position: { x: 690, y: 176 }, scale: 0.48 })
      .logo({ position: { x: 976, y: 428 }, scale: 0.13 }),
  ].map((design) => design.done('Comparison'));
};
