/** Feature callouts: the product in the middle, lines pointing at what matters. */
import { Design, material, product, type StarterAd } from '../ad.ts';
import { column, type Drawn, oval, picture, stroke, text } from '../draw.ts';
import { styleOf } from '../style.ts';

interface Look {
  head: Record<string, unknown>;
  note: Record<string, unknown>;
  line: string;
  dot: string;
}

/** A label with a line to a dot on the product. `from` is where the line starts, at the label. */
function callout(
  title: string,
  note: string,
  at: { x: number; y: number; width: number; align?: 'LEFT' | 'RIGHT' },
  from: [number, number],
  to: [number, number],
  look: Look,
): Drawn[] {
  return [
    stroke(...from, ...to, look.line, 3),
    oval(to[0] - 11, to[1] - 11, 22, 22, { fill: look.dot, role: 'decor', name: 'Dot' }),
    column(
      {
        name: title,
        x: at.x,
        y: at.y,
        width: at.width,
        gap: 6,
        counterAxisAlignItems: at.align === 'RIGHT' ? 'MAX' : 'MIN',
      },
      text(title, { size: 44, line: 108, align: at.align ?? 'LEFT', wide: true, role: 'body', ...look.head }),
      text(note, { size: 32, line: 122, align: at.align ?? 'LEFT', wide: true, role: 'body', ...look.note }),
    ),
  ];
}

export const featureCallouts = (): StarterAd[] => {
  const hush = styleOf('hushwerk');
  const run = styleOf('tarrowe');
  const bed = styleOf('nodwell');
  const tool = styleOf('steadworth');
  const tea = styleOf('wendlow');
  const lang = styleOf('sprekka');
  const hushLook: Look = {
    head: { color: hush.ink, ...hush.strong },
    note: { color: '#4a4a48', ...hush.b },
    line: hush.ink,
    dot: hush.accent,
  };
  const runLook: Look = {
    head: { color: '#f2f4ee', ...run.strong },
    note: { color: '#b9c0bd', ...run.b },
    line: '#d7ff3e',
    dot: '#101214',
  };
  const bedLook: Look = {
    head: { color: bed.ink, ...bed.strong },
    note: { color: '#4a5178', ...bed.b },
    line: bed.ink,
    dot: bed.ink,
  };
  const toolLook: Look = {
    head: { color: tool.ink, ...tool.strong },
    note: { color: '#3b3d40', ...tool.b },
    line: tool.ink,
    dot: tool.ink,
  };
  const teaLook: Look = {
    head: { color: tea.ink, ...tea.strong },
    note: { color: '#4b5c52', ...tea.b },
    line: tea.ink,
    dot: tea.accent,
  };
  const langLook: Look = {
    head: { color: lang.ink, font: 'Poppins', weight: 700 },
    note: { color: '#463f86', ...lang.b },
    line: lang.ink,
    dot: lang.accent,
  };

  return [
    new Design({
      slug: 'hushwerk-anatomy',
      brand: 'hushwerk',
      angle: 'Less noise, not more sound',
      format: 'portrait',
      layout: 'type_hero',
      tags: ['headphones', 'four callouts', 'light grey', 'thin lines'],
      template: 'Product in the middle, four callouts',
    })
      .solid('#ededea')
      .draw(
        text('Built to do nothing, loudly well.', {
          x: 64,
          y: 172,
          width: 900,
          size: 84,
          line: 104,
          track: -2,
          color: hush.ink,
          role: 'headline',
          ...hush.h,
        }),
        picture(product('headphones'), {
          x: 260,
          y: 500,
          width: 560,
          height: 560,
          trim: true,
          scaleMode: 'FIT',
          role: 'product',
          name: 'Headphones',
        }),
        ...callout(
          '212 g',
          'Lighter than the letter you are avoiding.',
          { x: 64, y: 462, width: 300 },
          [210, 618],
          [408, 612],
          hushLook,
        ),
        ...callout(
          '40 hours',
          'Two flights and the delay.',
          { x: 730, y: 462, width: 286, align: 'RIGHT' },
          [900, 608],
          [690, 690],
          hushLook,
        ),
        ...callout(
          'Pads unclip',
          'Wash them. Please.',
          { x: 64, y: 1118, width: 360 },
          [150, 1106],
          [318, 984],
          hushLook,
        ),
        ...callout(
          '−38 dB',
          'At 1 kHz, in a lab.',
          { x: 656, y: 1118, width: 360, align: 'RIGHT' },
          [930, 1106],
          [764, 1000],
          hushLook,
        ),
      )
      .logo(),

    new Design({
      slug: 'tarrowe-parts',
      brand: 'tarrowe',
      angle: 'Made for the back of the field',
      format: 'portrait',
      layout: 'type_hero',
      tags: ['running', 'shoe in profile', 'dark', 'neon lines'],
    })
      .gradient(['#24292e', '#101214'])
      .draw(
        text('Engineered for finishing last.', {
          x: 64,
          y: 172,
          width: 952,
          size: 118,
          line: 104,
          textCase: 'UPPER',
          color: '#f2f4ee',
          role: 'headline',
          ...run.h,
        }),
        picture(material('art/shoe.png'), {
          x: 92,
          y: 620,
          width: 896,
          height: 428,
          role: 'product',
          name: 'Shoe',
          trim: true,
          scaleMode: 'FIT',
        }),
        ...callout(
          'Heel that forgives',
          'Land on it anyhow.',
          { x: 64, y: 472, width: 400 },
          [196, 610],
          [182, 806],
          runLook,
        ),
        ...callout(
          'Cold-hand laces',
          'Flat, grippy, one knot.',
          { x: 596, y: 472, width: 420, align: 'RIGHT' },
          [740, 572],
          [560, 706],
          runLook,
        ),
        ...callout(
          '38 mm of foam',
          'Nobody can hear you coming.',
          { x: 64, y: 1120, width: 430 },
          [230, 1106],
          [330, 990],
          runLook,
        ),
        ...callout(
          'Room for toes',
          'All of them, even at km 19.',
          { x: 586, y: 1120, width: 430, align: 'RIGHT' },
          [900, 1106],
          [856, 868],
          runLook,
        ),
      )
      .logo(),

    new Design({
      slug: 'nodwell-layers',
      brand: 'nodwell',
      angle: 'What is in it',
      format: 'portrait',
      layout: 'type_hero',
      tags: ['mattress', 'exploded layers', 'isometric', 'callouts right'],
    })
      .gradient(['#fdeee6', '#f7d6c4'])
      .draw(
        text('Four layers. No secrets. One sheep.', {
          x: 64,
          y: 172,
          width: 940,
          size: 86,
          line: 104,
          track: -1.6,
          color: bed.ink,
          role: 'headline',
          ...bed.h,
        }),
        picture(material('art/slab-foam.png'), {
          x: 64,
          y: 970,
          width: 560,
          height: 265,
          role: 'product',
          name: 'Base foam',
        }),
        picture(material('art/slab-springs.png'), {
          x: 64,
          y: 800,
          width: 560,
          height: 289,
          role: 'product',
          name: 'Springs',
        }),
        picture(material('art/slab-wool.png'), {
          x: 64,
          y: 640,
          width: 560,
          height: 253,
          role: 'product',
          name: 'Wool',
        }),
        picture(material('art/slab-top.png'), {
          x: 64,
          y: 490,
          width: 560,
          height: 246,
          role: 'product',
          name: 'Cover',
        }),
        ...callout(
          'Cover',
          'Comes off, washes.',
          { x: 700, y: 520, width: 316 },
          [684, 590],
          [560, 590],
          bedLook,
        ),
        ...callout('Wool', 'Warm, quietly.', { x: 700, y: 674, width: 316 }, [684, 748], [572, 748], bedLook),
        ...callout(
          '2,000 springs',
          'We counted. Twice.',
          { x: 700, y: 862, width: 316 },
          [684, 930],
          [580, 930],
          bedLook,
        ),
        ...callout(
          'Base foam',
          'Holds up the rest.',
          { x: 700, y: 1024, width: 316 },
          [684, 1092],
          [580, 1092],
          bedLook,
        ),
      )
      .logo(),

    new Design({
      slug: 'steadworth-no-2',
      brand: 'steadworth',
      angle: 'Repaired for life',
      format: 'story_only',
      layout: 'type_hero',
      tags: ['tools', 'vertical product', 'story', 'callouts on both sides'],
    })
      .solid('#f2c200')
      .draw(
        text('No. 2.\nThere is no No. 3.', {
          x: 64,
          y: 404,
          width: 952,
          size: 112,
          line: 104,
          textCase: 'UPPER',
          color: tool.ink,
          role: 'headline',
          ...tool.h,
        }),
        picture(product('screwdriver'), {
          x: 478,
          y: 680,
          width: 124,
          height: 830,
          trim: true,
          scaleMode: 'FIT',
          role: 'product',
          name: 'Screwdriver',
          shadow: { opacity: 0.25, x: 14, y: 18, blur: 36 },
        }),
        ...callout(
          'Ground tip',
          'Bites. Does not chew.',
          { x: 672, y: 690, width: 344 },
          [656, 716],
          [546, 716],
          toolLook,
        ),
        ...callout(
          'One-piece steel',
          'Hit it. Go on.',
          { x: 64, y: 872, width: 330 },
          [404, 900],
          [532, 900],
          toolLook,
        ),
        ...callout(
          'Ash and rubber',
          'Fits gloves, too.',
          { x: 672, y: 1216, width: 344 },
          [656, 1272],
          [556, 1272],
          toolLook,
        ),
        ...callout(
          'Number on cap',
          'Send it in. We know it.',
          { x: 64, y: 1392, width: 330 },
          [404, 1490],
          [520, 1490],
          toolLook,
        ),
      )
      .logo(),

    new Design({
      slug: 'wendlow-carton',
      brand: 'wendlow',
      angle: 'Nothing but leaf',
      format: 'feed',
      layout: 'type_hero',
      tags: ['tea', 'square', 'three callouts', 'cream'],
    })
      .solid('#f5f1e4')
      .draw(
        text('A box of\nvery little.', {
          x: 64,
          y: 176,
          width: 560,
          size: 96,
          line: 102,
          track: -1,
          color: tea.ink,
          role: 'headline',
          ...tea.h,
        }),
        picture(product('carton'), {
          x: 530,
          y: 316,
          width: 490,
          height: 660,
          trim: true,
          scaleMode: 'FIT',
          role: 'product',
          name: 'Carton',
          shadow: { opacity: 0.2, y: 22, blur: 46 },
        }),
        ...callout(
          'Whole leaf',
          'Big enough to read.',
          { x: 64, y: 480, width: 380 },
          [322, 508],
          [776, 590],
          teaLook,
        ),
        ...callout(
          'No plastic',
          'Not even in the bag.',
          { x: 64, y: 652, width: 380 },
          [318, 682],
          [608, 780],
          teaLook,
        ),
        ...callout(
          'Picked in April',
          'Then nobody hurried.',
          { x: 64, y: 824, width: 380 },
          [390, 852],
          [700, 880],
          teaLook,
        ),
      )
      .logo(),

    new Design({
      slug: 'sprekka-lesson',
      brand: 'sprekka',
      angle: 'Speaking badly is speaking',
      format: 'story_only',
      layout: 'type_hero',
      tags: ['language app', 'phone', 'callouts left and right', 'bright'],
      template: 'Phone with callouts',
    })
      .gradient(['#2ec4b6', '#9fe5dc'])
      .draw(
        text('Three minutes.\nOne waiter.', {
          x: 64,
          y: 400,
          width: 952,
          size: 112,
          line: 102,
          track: -4,
          color: lang.ink,
          role: 'headline',
          ...lang.h,
        }),
        picture(product('phone'), {
          x: 320,
          y: 680,
          width: 440,
          height: 856,
          trim: true,
          scaleMode: 'FIT',
          role: 'product',
          name: 'Phone',
          shadow: { opacity: 0.28, y: 24, blur: 60 },
        }),
        ...callout(
          'Real\nsentences',
          'Not the pen of your aunt.',
          { x: 64, y: 800, width: 250 },
          [300, 890],
          [400, 930],
          langLook,
        ),
        ...callout(
          'Slow\nbutton',
          'Press it. No one hears.',
          { x: 790, y: 880, width: 226 },
          [774, 1000],
          [470, 1074],
          langLook,
        ),
        ...callout(
          'Wrong\nis fine',
          'It says so, too.',
          { x: 64, y: 1270, width: 250 },
          [300, 1330],
          [430, 1338],
          langLook,
        ),
      )
      .logo(),
  ].map((design) => design.done('Feature Callouts'));
};
