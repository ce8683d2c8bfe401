/** Narrative: a small story in steps, panels or times of day. */
import { Design, material, product, type StarterAd } from '../ad.ts';
import { box, column, type Drawn, oval, picture, rect, text } from '../draw.ts';
import { styleOf } from '../style.ts';

export const narrative = (): StarterAd[] => {
  const coffee = styleOf('oskerry');
  const run = styleOf('tarrowe');
  const tea = styleOf('wendlow');
  const lang = styleOf('sprekka');
  const tool = styleOf('steadworth');
  const hotel = styleOf('larkenhall');

  const panel = (y: number, time: string, line: string, art: string, fill: string): Drawn =>
    box(
      { name: time, x: 64, y, width: 952, height: 300, fill, radius: 28, clipsContent: true },
      text(time, {
        x: 48,
        y: 52,
        width: 420,
        size: 44,
        color: coffee.ink,
        role: 'eyebrow',
        ...coffee.strong,
      }),
      text(line, {
        x: 48,
        y: 122,
        width: 540,
        size: 84,
        line: 104,
        track: -2.5,
        color: coffee.ink,
        role: 'headline',
        ...coffee.h,
      }),
      picture(material(`art/${art}.png`), {
        x: 644,
        y: 44,
        width: 250,
        height: 219,
        role: 'image',
        name: 'Cup',
      }),
    );

  const stage = (y: number, km: string, words: string, last = false): Drawn[] => [
    oval(64, y, 84, 84, {
      fill: last ? '#101214' : run.accent,
      strokeColor: '#101214',
      strokeWeight: 6,
      role: 'decor',
      name: 'Stop',
    }),
    text(km, {
      x: 64,
      y: y + 20,
      width: 84,
      size: 36,
      align: 'CENTER',
      color: last ? run.accent : '#101214',
      font: 'Archivo',
      weight: 800,
      role: 'body',
    }),
    text(words, {
      x: 190,
      y: y + 10,
      width: 600,
      size: 54,
      line: 116,
      track: -1.5,
      color: '#101214',
      font: 'Archivo',
      weight: 700,
      role: 'body',
    }),
  ];

  const slip = (
    x: number,
    y: number,
    day: string,
    words: string,
    reply: string,
    fill: string,
    turn: number,
  ): Drawn =>
    column(
      {
        name: day,
        x,
        y,
        width: 640,
        fill,
        padding: [34, 44, 38, 44],
        gap: 12,
        radius: 12,
        rotation: turn,
        shadow: { opacity: 0.16, y: 14, blur: 34 },
      },
      text(day, { size: 34, color: '#5b5590', role: 'eyebrow', font: 'Poppins', weight: 600 }),
      text(words, {
        size: 58,
        line: 112,
        track: -2,
        color: lang.ink,
        wide: true,
        role: 'body',
        font: 'Poppins',
        weight: 700,
      }),
      text(reply, { size: 40, line: 122, color: lang.ink, wide: true, role: 'body', ...lang.b }),
    );

  const year = (y: number, when: string, what: string): Drawn[] => [
    text(when, { x: 64, y, width: 250, size: 86, line: 100, color: tool.accent, role: 'body', ...tool.h }),
    text(what, {
      x: 330,
      y: y + 18,
      width: 520,
      size: 46,
      line: 122,
      color: '#f0eee9',
      role: 'body',
      ...tool.b,
    }),
    rect({ name: 'Rule', x: 64, y: y + 128, width: 786, height: 2, fill: '#3c4044', role: 'decor' }),
  ];

  const signal = (x: number, when: string, words: string, art: string): Drawn =>
    column(
      { name: when, x, y: 252, width: 330, gap: 20 },
      picture(material(`art/${art}.png`), { width: 136, height: 102, role: 'image', name: 'Signal' }),
      text(when, { size: 38, color: hotel.second, role: 'eyebrow', ...hotel.strong }),
      text(words, { size: 54, line: 108, color: '#f1ece2', wide: true, role: 'body', ...hotel.h }),
    );

  const minute = (y: number, when: string, what: string, strong = false): Drawn[] => [
    text(when, { x: 64, y, width: 200, size: 46, line: 120, color: tea.accent, role: 'body', ...tea.strong }),
    text(what, {
      x: 264,
      y,
      width: 700,
      size: strong ? 60 : 46,
      line: 120,
      color: tea.ink,
      role: 'body',
      ...(strong ? tea.h : tea.b),
    }),
  ];

  return [
    new Design({
      slug: 'oskerry-three-sips',
      brand: 'oskerry',
      angle: 'Before coffee, after coffee',
      format: 'portrait',
      layout: 'type_hero',
      tags: ['coffee', 'three panels', 'comic strip', 'time stamps'],
    })
      .solid('#f3e9dc')
      .draw(
        panel(170, '6:10', 'No.', 'cup-empty', '#e0cdb8'),
        panel(490, '6:14', 'Maybe.', 'cup-half', '#f2b134'),
        panel(810, '6:20', 'Good morning.', 'cup-full', '#f0835f'),
        text('Oskerry Loud Morning. Works by the third sip.', {
          x: 64,
          y: 1178,
          width: 952,
          size: 44,
          color: coffee.ink,
          role: 'subhead',
          ...coffee.b,
        }),
      )
      .logo(),

    new Design({
      slug: 'tarrowe-eight-km',
      brand: 'tarrowe',
      angle: 'Permission to be slow',
      format: 'story_only',
      layout: 'type_hero',
      tags: ['running', 'timeline', 'story', 'inner monologue', 'neon'],
      template: 'Vertical timeline',
    })
      .solid('#d7ff3e')
      .draw(
        text('A run, honestly.', {
          x: 64,
          y: 396,
          width: 952,
          size: 118,
          line: 104,
          textCase: 'UPPER',
          color: '#101214',
          role: 'headline',
          ...run.h,
        }),
        rect({ name: 'Road', x: 103, y: 600, width: 6, height: 650, fill: '#101214', role: 'decor' }),
        ...stage(570, '0', 'This was a mistake.'),
        ...stage(732, '2', 'Still a mistake.'),
        ...stage(894, '4', 'Is that a heron?'),
        ...stage(1056, '5', 'It is a heron!'),
        ...stage(1218, '8', 'I live here now.', true),
        picture(material('art/heron.png'), {
          x: 776,
          y: 800,
          width: 240,
          height: 384,
          role: 'decor',
          name: 'Heron',
        }),
        text('Tarrowe. Shoes for the long way round.', {
          x: 64,
          y: 1424,
          width: 952,
          size: 44,
          color: '#101214',
          role: 'subhead',
          ...run.b,
        }),
      )
      .logo(),

    new Design({
      slug: 'wendlow-minutes',
      brand: 'wendlow',
      angle: 'Four minutes of nothing',
      format: 'portrait',
      layout: 'type_hero',
      tags: ['tea', 'minute by minute', 'list', 'mug', 'green'],
    })
      .gradient(['#f5f1e4', '#dfe6c6'])
      .draw(
        text('A short story in four minutes', {
          x: 64,
          y: 176,
          width: 900,
          size: 104,
          line: 102,
          track: -1,
          color: tea.ink,
          role: 'headline',
          ...tea.h,
        }),
        ...minute(450, '0:00', 'Leaf meets water.'),
        ...minute(540, '1:00', 'You look at your phone.'),
        ...minute(630, '2:00', 'You look at the window.'),
        ...minute(720, '3:00', 'The window is better.'),
        ...minute(806, '4:00', 'Tea.', true),
        picture(product('mug'), {
          x: 520,
          y: 830,
          width: 500,
          height: 460,
          trim: true,
          scaleMode: 'FIT',
          role: 'product',
          name: 'Mug',
          shadow: { opacity: 0.2, y: 22, blur: 44 },
        }),
        text('Wendlow\nLong Afternoon.\nThe End.', {
          x: 64,
          y: 1090,
          width: 420,
          size: 46,
          line: 128,
          color: tea.ink,
          role: 'subhead',
          ...tea.b,
        }),
      )
      .logo(),

    new Design({
      slug: 'sprekka-the-usual',
      brand: 'sprekka',
      angle: 'Speaking badly is speaking',
      format: 'story_only',
      layout: 'type_hero',
      tags: ['language app', 'three notes', 'progress over days', 'sky blue'],
    })
      .gradient(['#bfe8ff', '#e9f7ff'])
      .draw(
        text('A month at the\nsame café.', {
          x: 64,
          y: 396,
          width: 952,
          size: 96,
          line: 104,
          track: -4,
          color: lang.ink,
          role: 'headline',
          ...lang.h,
        }),
        slip(64, 640, 'Day 1', '“Coffee?”', 'They answered in English.', '#ffffff', 1.5),
        slip(372, 896, 'Day 9', '“Un café, s’il vous plaît.”', 'They answered. In French.', '#ffe9f0', -1.5),
        slip(64, 1218, 'Day 30', '“Comme d’habitude ?”', 'You have a usual now.', '#d2f5f0', 1),
      )
      .logo(),

    new Design({
      slug: 'steadworth-years',
      brand: 'steadworth',
      angle: 'Tools worth lending',
      format: 'portrait',
      layout: 'type_hero',
      tags: ['tools', 'years', 'family story', 'black and yellow'],
    })
      .solid('#16181a')
      .draw(
        text('One screwdriver,\nfour owners.', {
          x: 64,
          y: 172,
          width: 780,
          size: 92,
          line: 108,
          textCase: 'UPPER',
          color: '#f0eee9',
          role: 'headline',
          ...tool.h,
        }),
        ...year(470, '1987', 'Dad buys it.'),
        ...year(632, '2004', 'Dad lends it.'),
        ...year(794, '2005', 'Dad asks for it.'),
        ...year(956, '2026', 'You say it was yours.'),
        picture(product('screwdriver'), {
          x: 872,
          y: 190,
          width: 144,
          height: 1050,
          trim: true,
          scaleMode: 'FIT',
          role: 'product',
          name: 'Screwdriver',
        }),
        text('Serviced three times. Free, of course.', {
          x: 64,
          y: 1168,
          width: 786,
          size: 42,
          color: '#f0eee9',
          role: 'subhead',
          ...tool.b,
        }),
      )
      .logo(),

    new Design({
      slug: 'larkenhall-signal',
      brand: 'larkenhall',
      angle: 'Unreachable on purpose',
      format: 'landscape',
      layout: 'type_hero',
      logo: false,
      tags: ['hotel', 'landscape', 'three moments', 'icons', 'dark'],
      template: 'Three moments in a row',
    })
      .solid('#2b2a27')
      .draw(
        text('A weekend, by reception.', {
          x: 64,
          y: 96,
          width: 860,
          size: 92,
          line: 100,
          track: -1,
          color: '#f1ece2',
          role: 'headline',
          ...hotel.h,
        }),
        signal(64, 'Fri 18:10', 'Leaving town. Still answering.', 'bars-4'),
        signal(435, 'Fri 19:40', 'The last bend. One more reply.', 'bars-1'),
        signal(806, 'Fri 20:15', 'Soup. What phone?', 'bars-0'),
      )
      .logo({ position: { x: 940, y: 112 }, scale: 0.163 }),
  ].map((design) => design.done('Narrative'));
};
