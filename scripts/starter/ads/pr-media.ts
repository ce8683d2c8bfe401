/** PR/Media: the press says it. Papers and magazines here are invented. */
import { Design, material, product, type StarterAd } from '../ad.ts';
import { box, column, type Drawn, picture, rect, row, text } from '../draw.ts';
import { styleOf } from '../style.ts';

export const prMedia = (): StarterAd[] => {
  const coffee = styleOf('oskerry');
  const bike = styleOf('brackel');
  const sun = styleOf('solvarre');
  const bank = styleOf('coppernick');
  const serif = { font: 'Playfair Display' };

  const verdict = (paper: Drawn, words: string): Drawn =>
    column(
      { name: 'Verdict', width: 952, gap: 22 },
      paper,
      text(words, {
        size: 48,
        line: 118,
        track: -1.5,
        color: '#fff4ec',
        wide: true,
        role: 'body',
        font: 'Manrope',
        weight: 600,
      }),
      rect({ name: 'Rule', width: 952, height: 2, fill: '#6b4a7c', role: 'decor' }),
    );

  return [
    new Design({
      slug: 'oskerry-front-page',
      brand: 'oskerry',
      angle: 'Coffee as office policy',
      format: 'portrait',
      layout: 'type_hero',
      logo: false,
      tags: ['coffee', 'newspaper front page', 'borrowed layout', 'serif', 'humour'],
      template: 'Front page',
    })
      .solid('#c73d15')
      .draw(
        box(
          {
            name: 'Front page',
            x: 90,
            y: 84,
            width: 900,
            height: 1056,
            fill: '#f6f1e6',
            rotation: -1.4,
            clipsContent: true,
            shadow: { opacity: 0.3, y: 24, blur: 60 },
          },
          text('The Morning Ledger', {
            x: 40,
            y: 44,
            width: 820,
            size: 84,
            line: 110,
            align: 'CENTER',
            color: '#1c1512',
            weight: 900,
            ...serif,
            role: 'decor',
          }),
          rect({ name: 'Rule', x: 48, y: 154, width: 804, height: 5, fill: '#1c1512', role: 'decor' }),
          row(
            { name: 'Dateline', x: 48, y: 170, width: 804, primaryAxisAlignItems: 'SPACE_BETWEEN' },
            text('Tuesday edition', { size: 28, color: '#1c1512', role: 'decor', ...coffee.b }),
            text('Before 9 a.m.', { size: 28, color: '#1c1512', role: 'decor', ...coffee.b }),
          ),
          rect({ name: 'Rule', x: 48, y: 216, width: 804, height: 2, fill: '#1c1512', role: 'decor' }),
          text('Office shares one good coffee, cancels three meetings', {
            x: 48,
            y: 246,
            width: 804,
            size: 76,
            line: 102,
            track: -1.5,
            color: '#1c1512',
            weight: 800,
            ...serif,
            role: 'headline',
          }),
          box(
            { name: 'Picture', x: 48, y: 530, width: 400, height: 478, fill: '#f2b134', clipsContent: true },
            picture(product('tin'), {
              x: 92,
              y: 72,
              width: 220,
              height: 340,
              trim: true,
              scaleMode: 'FIT',
              role: 'product',
              name: 'Tin',
              shadow: { opacity: 0.3, y: 16, blur: 30 },
            }),
          ),
          text(
            'Staff at a firm in the north report that everyone knew what to do after cup two. Management calls the effect “alarming” and has ordered more tins.',
            {
              x: 484,
              y: 524,
              width: 370,
              size: 40,
              line: 128,
              color: '#1c1512',
              role: 'body',
              font: 'Instrument Serif',
              weight: 400,
            },
          ),
        ),
        text('Read all about it.', {
          x: 64,
          y: 1204,
          width: 700,
          size: 50,
          color: '#fff7ef',
          role: 'subhead',
          font: 'Bricolage Grotesque',
          weight: 700,
        }),
      )
      .logo({ position: { x: 806, y: 1206 }, scale: 0.195 }),

    new Design({
      slug: 'brackel-cover',
      brand: 'brackel',
      angle: 'On time by your own means',
      format: 'portrait',
      layout: 'type_hero',
      logo: false,
      tags: ['bicycle', 'magazine cover', 'masthead behind product', 'cover lines'],
    })
      .gradient(['#f7c6a5', '#f29b7a'])
      .draw(
        text('NORTHBOUND', {
          x: 64,
          y: 64,
          width: 952,
          size: 172,
          line: 100,
          track: -1,
          color: '#12302b',
          font: 'Bebas Neue',
          weight: 400,
          align: 'CENTER',
          role: 'decor',
        }),
        text('The invented magazine of getting there · No. 41', {
          x: 64,
          y: 236,
          width: 952,
          size: 28,
          color: '#12302b',
          role: 'decor',
          align: 'CENTER',
          ...bike.strong,
        }),
        picture(material('art/bike.png'), {
          x: 96,
          y: 410,
          width: 900,
          height: 520,
          trim: true,
          scaleMode: 'FIT',
          role: 'product',
          name: 'Bicycle',
        }),
        text('The bike that\nfits in a lift', {
          x: 64,
          y: 968,
          width: 660,
          size: 104,
          line: 98,
          track: -3,
          color: '#12302b',
          role: 'headline',
          ...bike.h,
        }),
        text('We took the Brackel to the fourth floor. It was on time.', {
          x: 64,
          y: 1182,
          width: 600,
          size: 40,
          line: 126,
          color: '#12302b',
          role: 'subhead',
          ...bike.b,
        }),
        column(
          { name: 'Cover lines', x: 724, y: 330, width: 292, gap: 14, counterAxisAlignItems: 'MAX' },
          text('Tested:\n12 locks,\n1 thief', {
            size: 40,
            line: 118,
            align: 'RIGHT',
            color: '#12302b',
            wide: true,
            role: 'body',
            ...bike.strong,
          }),
        ),
      )
      .logo({ position: { x: 806, y: 1224 }, scale: 0.195 }),

    new Design({
      slug: 'solvarre-award',
      brand: 'solvarre',
      angle: 'Cream you actually put on',
      format: 'story_only',
      layout: 'type_hero',
      tags: ['sun cream', 'award seal', 'centred', 'yellow'],
    })
      .solid('#ffd23f')
      .draw(
        picture(material('art/seal.png'), {
          x: 170,
          y: 400,
          width: 740,
          height: 740,
          role: 'decor',
          name: 'Seal',
        }),
        column(
          { name: 'Seal text', x: 250, y: 520, width: 580, gap: 26, counterAxisAlignItems: 'CENTER' },
          text('Salt & Skin Awards 2026', {
            size: 36,
            color: '#ffffff',
            align: 'CENTER',
            wide: true,
            role: 'eyebrow',
            ...sun.strong,
          }),
          text('Least annoying sun cream', {
            size: 92,
            line: 100,
            track: -3,
            color: '#ffffff',
            align: 'CENTER',
            wide: true,
            role: 'headline',
            ...sun.h,
          }),
          text('“I forgot I had it on.\nI did not burn.”', {
            size: 42,
            line: 124,
            color: '#ffffff',
            align: 'CENTER',
            wide: true,
            role: 'subhead',
            ...sun.strong,
          }),
        ),
        picture(product('sunscreen'), {
          x: 450,
          y: 1096,
          width: 180,
          height: 420,
          trim: true,
          scaleMode: 'FIT',
          role: 'product',
          name: 'Sun cream',
          shadow: { opacity: 0.25, y: 20, blur: 40 },
        }),
      )
      .logo(),

    new Design({
      slug: 'steadworth-the-bench',
      brand: 'steadworth',
      angle: 'Tools worth lending',
      format: 'feed',
      layout: 'split_left',
      tags: ['tools', 'pull quote', 'trade magazine', 'square', 'black'],
    })
      .solid('#16181a')
      .copy({
        eyebrow: 'The Bench, issue 41',
        headline: '“The last screwdriver you will ever lend.”',
        body: 'Nobody gives it back.',
        style: { color: '#f0eee9', headlineCase: 'upper' },
        highlights: [{ text: 'ever lend.”', color: '#f2c200' }],
      })
      .product('screwdriver', { rotation: 16, scale: 0.86, shadow: 'none', position: { x: 700, y: 130 } })
      .logo(),

    new Design({
      slug: 'larkenhall-list',
      brand: 'larkenhall',
      angle: 'Unreachable on purpose',
      format: 'landscape',
      layout: 'type_hero',
      logo: false,
      tags: ['hotel', 'landscape', 'article clipping', 'highlighter'],
    })
      .solid('#8c2f39')
      .draw(
        box(
          {
            name: 'Clipping',
            x: 64,
            y: 60,
            width: 700,
            height: 508,
            fill: '#fbf8f0',
            rotation: 0.8,
            shadow: { opacity: 0.35, y: 16, blur: 40 },
          },
          text('CABIN WEEKLY', {
            x: 48,
            y: 36,
            width: 600,
            size: 34,
            color: '#8c2f39',
            role: 'eyebrow',
            font: 'Oswald',
            weight: 600,
            track: 6,
          }),
          text('The twelve quietest rooms in the north', {
            x: 48,
            y: 92,
            width: 604,
            size: 66,
            line: 104,
            color: '#2b2a27',
            role: 'headline',
            font: 'Playfair Display',
            weight: 700,
          }),
          rect({ name: 'Marker', x: 40, y: 264, width: 560, height: 58, fill: '#ffe37a', role: 'decor' }),
          text('1   Larkenhall, room 9', {
            x: 48,
            y: 268,
            width: 560,
            size: 42,
            color: '#2b2a27',
            role: 'body',
            font: 'Instrument Serif',
            weight: 400,
          }),
          text('2   A lighthouse, if calm', {
            x: 48,
            y: 338,
            width: 560,
            size: 42,
            color: '#2b2a27',
            role: 'body',
            font: 'Instrument Serif',
            weight: 400,
          }),
          text('3   Larkenhall, the other rooms', {
            x: 48,
            y: 408,
            width: 560,
            size: 42,
            color: '#2b2a27',
            role: 'body',
            font: 'Instrument Serif',
            weight: 400,
          }),
        ),
        text('We asked them to lower their voices about it.', {
          x: 812,
          y: 196,
          width: 324,
          size: 44,
          line: 112,
          color: '#f1ece2',
          role: 'subhead',
          font: 'Instrument Serif',
          weight: 400,
        }),
      )
      .logo({ position: { x: 812, y: 494 }, scale: 0.2 }),

    new Design({
      slug: 'coppernick-three-papers',
      brand: 'coppernick',
      angle: 'Boring is good, in banks',
      format: 'portrait',
      layout: 'type_hero',
      tags: ['bank app', 'three mastheads', 'list of quotes', 'dark'],
      template: 'Three verdicts in rows',
    })
      .solid('#2b0f3a')
      .draw(
        text('Three papers.\nOne yawn.', {
          x: 64,
          y: 180,
          width: 952,
          size: 112,
          line: 100,
          track: -2.5,
          color: '#ffcfae',
          role: 'headline',
          ...bank.h,
        }),
        column(
          { name: 'Verdicts', x: 64, y: 480, gap: 40 },
          verdict(
            text('The Evening Sum', { size: 42, color: '#ffcfae', weight: 800, ...serif }),
            '“Nothing went wrong.”',
          ),
          verdict(
            text('LEDGER & LIFE', { size: 40, color: '#ffcfae', font: 'Oswald', weight: 600, track: 4 }),
            '“We waited for a hidden fee. It got late.”',
          ),
          verdict(
            text('Halfpenny Review', { size: 46, color: '#ffcfae', font: 'Instrument Serif', weight: 400 }),
            '“Admirably dull.”',
          ),
        ),
        text('Coppernick. The bank that behaves.', {
          x: 64,
          y: 1216,
          width: 952,
          size: 42,
          color: '#fff4ec',
          role: 'subhead',
          ...bank.b,
        }),
      )
      .logo(),
  ].map((design) => design.done('PR/Media'));
};
