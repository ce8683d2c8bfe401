/** Borrowed interface: something from a phone or a till, drawn without any maker's marks. */
import { Design, material, type StarterAd } from '../ad.ts';
import { box, button, column, type Drawn, oval, picture, rect, row, text } from '../draw.ts';
import { styleOf } from '../style.ts';

const ui = { font: 'Inter' };

export const borrowedInterface = (): StarterAd[] => {
  const coffee = styleOf('oskerry');
  const lang = styleOf('sprekka');
  const sun = styleOf('solvarre');
  const hotel = styleOf('larkenhall');
  const bike = styleOf('brackel');
  const bank = styleOf('coppernick');

  const note = (words: string, done: boolean): Drawn =>
    row(
      { name: words, gap: 26 },
      box(
        {
          name: done ? 'Ticked' : 'Open',
          width: 46,
          height: 46,
          radius: 23,
          fill: done ? '#8a6200' : '#ffffff',
          strokeColor: done ? '#8a6200' : '#b9b4a8',
          strokeWeight: 4,
        },
        ...(done ? [text('✓', { x: 10, y: 3, size: 32, color: '#ffffff', weight: 700, ...ui })] : []),
      ),
      text(words, {
        size: 48,
        line: 116,
        color: done ? '#66625a' : '#1c1b19',
        weight: 400,
        ...ui,
        role: 'body',
        ...(done && { textDecoration: 'STRIKETHROUGH' }),
      }),
    );

  const bubble = (words: string, mine: boolean, y: number, width: number): Drawn =>
    column(
      {
        name: mine ? 'Me' : 'Them',
        x: mine ? 1016 - width : 64,
        y,
        width,
        padding: [26, 36, 28, 36],
        fill: mine ? lang.accent : '#ffffff',
        radius: mine ? [44, 44, 10, 44] : [44, 44, 44, 10],
      },
      text(words, {
        size: 46,
        line: 122,
        color: mine ? '#ffffff' : '#1b1464',
        wide: true,
        weight: 500,
        ...ui,
        role: 'body',
      }),
    );

  const suggestion = (before: string, bold: string): Drawn =>
    row(
      { name: bold, gap: 28, width: 872, height: 96 },
      picture(material('art/lens.png'), { width: 38, height: 38, role: 'decor', name: 'Lens' }),
      text(`${before}${bold}`, {
        size: 42,
        color: '#20242a',
        weight: 400,
        ...ui,
        role: 'body',
        textRanges: [{ start: before.length, end: before.length + bold.length, fontWeight: 700 }],
      }),
    );

  const event = (
    y: number,
    height: number,
    title: string,
    when: string,
    fill: string,
    bar: string,
    ink: string,
  ): Drawn =>
    box(
      { name: title, x: 200, y, width: 752, height, fill, radius: 14, clipsContent: true },
      rect({ x: 0, y: 0, width: 10, height, fill: bar, role: 'decor' }),
      text(title, {
        x: 34,
        y: 18,
        width: 700,
        size: 38,
        line: 118,
        color: ink,
        weight: 600,
        ...ui,
        role: 'body',
      }),
      ...(height > 110
        ? [text(when, { x: 34, y: 68, width: 700, size: 32, color: ink, weight: 400, ...ui, role: 'body' })]
        : []),
    );
  const hour = (y: number, label: string): Drawn[] => [
    text(label, { x: 64, y: y - 18, width: 110, size: 32, color: '#6b6b70', weight: 400, ...ui }),
    rect({ name: 'Hour', x: 180, y, width: 836, height: 2, fill: '#dedee2', role: 'decor' }),
  ];

  const line = (what: string, amount: string, weight = 400, size = 40): Drawn =>
    row(
      { name: what, width: 628, primaryAxisAlignItems: 'SPACE_BETWEEN' },
      text(what, { size, line: 130, color: '#1b1d1f', font: 'JetBrains Mono', weight, role: 'body' }),
      text(amount, { size, line: 130, color: '#1b1d1f', font: 'JetBrains Mono', weight, role: 'body' }),
    );
  const dashes = text('- - - - - - - - - - - - - -', {
    size: 36,
    color: '#6d7175',
    font: 'JetBrains Mono',
    weight: 400,
  });

  return [
    new Design({
      slug: 'oskerry-notes',
      brand: 'oskerry',
      angle: 'Before coffee, after coffee',
      format: 'story_only',
      layout: 'type_hero',
      logo: false,
      tags: ['coffee', 'notes app', 'checklist', 'looks organic'],
    })
      .solid('#fbf8f1')
      .draw(
        row(
          { name: 'Bar', x: 64, y: 292, width: 952, primaryAxisAlignItems: 'SPACE_BETWEEN' },
          text('‹ Notes', { size: 44, color: '#8a6200', weight: 500, ...ui }),
          text('Done', { size: 44, color: '#8a6200', weight: 600, ...ui }),
        ),
        text('Yesterday, 07:04', {
          x: 64,
          y: 398,
          width: 952,
          size: 32,
          color: '#6f6a5f',
          weight: 400,
          align: 'CENTER',
          ...ui,
        }),
        text('Things I said before coffee', {
          x: 64,
          y: 470,
          width: 952,
          size: 92,
          line: 106,
          track: -2.4,
          color: '#1c1b19',
          weight: 700,
          role: 'headline',
          ...ui,
        }),
        column(
          { name: 'List', x: 64, y: 722, gap: 34 },
          note('“Fine.” (it was not)', true),
          note('“Who are you.” to the cat', true),
          note('“Friday?” on a Tuesday', true),
          note('Nothing, to a neighbour', true),
          note('Buy the tin from Oskerry', false),
        ),
        picture(material('products/tin.png'), {
          x: 790,
          y: 1150,
          width: 226,
          height: 360,
          trim: true,
          scaleMode: 'FIT',
          role: 'product',
          name: 'Tin',
          rotation: -6,
          shadow: { opacity: 0.22, y: 18, blur: 40 },
        }),
        text('Oskerry.\nTalk later.', {
          x: 64,
          y: 1330,
          width: 560,
          size: 60,
          line: 106,
          track: -2,
          color: coffee.accent,
          role: 'subhead',
          ...coffee.h,
        }),
      ),

    new Design({
      slug: 'sprekka-chat',
      brand: 'sprekka',
      angle: 'Speaking badly is speaking',
      format: 'story_only',
      layout: 'type_hero',
      logo: false,
      tags: ['language app', 'chat', 'dialogue', 'punchline last'],
      template: 'Chat with a punchline',
    })
      .solid('#e9e6f7')
      .draw(
        row(
          {
            name: 'Bar',
            x: 0,
            y: 250,
            width: 1080,
            height: 150,
            fill: '#ffffff',
            padding: [24, 64, 24, 64],
            gap: 26,
          },
          box(
            { name: 'Face', width: 92, height: 92, radius: 46, fill: lang.second },
            text('G', { x: 29, y: 19, size: 46, color: '#06302c', weight: 700, ...ui }),
          ),
          column(
            { gap: 4 },
            text('Giulia (landlady)', { size: 42, color: '#1b1464', weight: 700, ...ui }),
            text('online', { size: 32, color: '#5a5684', weight: 400, ...ui }),
          ),
        ),
        bubble('Buongiorno! I am arrive at six with my horse', true, 450, 720),
        bubble('With your…?', false, 634, 400),
        bubble('Horse. Big one. Two wheels', true, 762, 740),
        bubble('…your bicycle', false, 890, 420),
        bubble('YES. Where I can feed it', true, 1018, 620),
        column(
          { name: 'Close', x: 64, y: 1176, gap: 24 },
          text('Day 9. She understood.', {
            size: 76,
            line: 106,
            track: -3,
            color: lang.ink,
            role: 'headline',
            ...lang.h,
          }),
          text('Learn it wrong first, with Sprekka.', {
            size: 44,
            color: lang.ink,
            role: 'subhead',
            ...lang.b,
          }),
          button('Start badly, free', { font: 'Poppins', face: lang.ink, ink: '#ffffff', size: 42 }),
        ),
      ),

    new Design({
      slug: 'solvarre-search',
      brand: 'solvarre',
      angle: 'Questions people ask too late',
      format: 'portrait',
      layout: 'type_hero',
      tags: ['sun cream', 'search bar', 'suggestions', 'light blue'],
      template: 'Search with suggestions',
    })
      .gradient(['#bfe4f2', '#e8f6fb'])
      .draw(
        column(
          {
            name: 'Search',
            x: 64,
            y: 190,
            width: 952,
            fill: '#ffffff',
            radius: 52,
            padding: [10, 40, 26, 40],
            shadow: { opacity: 0.12, y: 18, blur: 50 },
          },
          row(
            { name: 'Field', gap: 28, width: 872, height: 124 },
            picture(material('art/lens.png'), { width: 46, height: 46, role: 'decor', name: 'Lens' }),
            text('can you burn', { size: 54, color: '#20242a', weight: 500, ...ui, role: 'eyebrow' }),
            rect({ name: 'Cursor', width: 4, height: 60, fill: '#2563c9', role: 'decor' }),
          ),
          rect({ name: 'Rule', width: 872, height: 2, fill: '#e3e6ea', role: 'decor' }),
          suggestion('can you burn ', 'in March'),
          suggestion('can you burn ', 'through a cloud'),
          suggestion('can you burn ', 'on a train'),
          suggestion('can you burn ', 'in twenty minutes'),
        ),
        text('Yes, yes, yes,\nand yes.', {
          x: 64,
          y: 848,
          width: 690,
          size: 100,
          line: 102,
          track: -3.5,
          color: sun.ink,
          role: 'headline',
          ...sun.h,
        }),
        text('Solvarre 50. Every day\nwith a sky in it.', {
          x: 64,
          y: 1110,
          width: 620,
          size: 46,
          line: 126,
          color: sun.ink,
          role: 'subhead',
          ...sun.b,
        }),
        picture(material('products/sunscreen.png'), {
          x: 764,
          y: 810,
          width: 220,
          height: 490,
          trim: true,
          scaleMode: 'FIT',
          role: 'product',
          name: 'Sun cream',
          rotation: -7,
          shadow: { opacity: 0.22, y: 20, blur: 44 },
        }),
      )
      .logo(),

    new Design({
      slug: 'larkenhall-calendar',
      brand: 'larkenhall',
      angle: 'Unreachable on purpose',
      format: 'portrait',
      layout: 'type_hero',
      logo: false,
      tags: ['hotel', 'calendar', 'one block stands out', 'white'],
    })
      .solid('#ffffff')
      .draw(
        text('Friday', {
          x: 64,
          y: 72,
          width: 600,
          size: 72,
          color: '#141416',
          weight: 700,
          ...ui,
          role: 'eyebrow',
          track: -2,
        }),
        oval(926, 76, 90, 90, { fill: hotel.accent, role: 'decor', name: 'Today' }),
        text('14', {
          x: 926,
          y: 96,
          width: 90,
          size: 42,
          align: 'CENTER',
          color: '#ffffff',
          weight: 700,
          ...ui,
        }),
        ...hour(226, '14:00'),
        ...hour(366, '15:00'),
        ...hour(506, '16:00'),
        ...hour(646, '17:00'),
        ...hour(1126, 'Sun'),
        event(234, 96, 'Meeting about the meeting', '', '#e4e7ee', '#8a92a6', '#2b3040'),
        event(374, 96, 'Quick one (never is)', '', '#e4e7ee', '#8a92a6', '#2b3040'),
        event(514, 96, 'Catch-up to align the catch-up', '', '#e4e7ee', '#8a92a6', '#2b3040'),
        box(
          { name: 'The block', x: 200, y: 654, width: 816, height: 462, fill: hotel.accent, radius: 14 },
          text('Nothing.', {
            x: 40,
            y: 40,
            width: 736,
            size: 176,
            line: 100,
            track: -2,
            color: '#f1ece2',
            role: 'headline',
            ...hotel.h,
          }),
          text('Larkenhall, room 9. No signal,\nby choice. Nobody can move it.', {
            x: 40,
            y: 300,
            width: 736,
            size: 40,
            line: 134,
            color: '#f1ece2',
            role: 'subhead',
            ...hotel.b,
          }),
        ),
        button('Block your Friday', {
          x: 200,
          y: 1186,
          font: 'Inter',
          face: '#2b2a27',
          ink: '#ffffff',
          size: 40,
        }),
      )
      .logo({ position: { x: 780, y: 1206 }, scale: 0.22 }),

    new Design({
      slug: 'brackel-receipt',
      brand: 'brackel',
      angle: 'What the commute costs',
      format: 'portrait',
      layout: 'type_hero',
      logo: false,
      tags: ['bicycle', 'till receipt', 'monospace', 'arithmetic', 'green'],
    })
      .solid('#12302b')
      .draw(
        column(
          {
            name: 'Receipt',
            x: 170,
            y: 84,
            width: 740,
            fill: '#fdfcf7',
            padding: [56, 56, 52, 56],
            gap: 12,
            counterAxisAlignItems: 'CENTER',
            rotation: 1.4,
            shadow: { opacity: 0.4, y: 22, blur: 60 },
          },
          text('YOUR CAR', {
            size: 52,
            color: '#1b1d1f',
            font: 'JetBrains Mono',
            weight: 800,
            role: 'eyebrow',
          }),
          text('October, to work and back', {
            size: 34,
            color: '#4d5256',
            font: 'JetBrains Mono',
            weight: 400,
          }),
          dashes,
          line('Fuel', '142.00'),
          line('Parking', '96.00'),
          line('Car wash', '18.00'),
          line('That one fine', '65.00'),
          line('Podcasts', 'too many'),
          dashes,
          line('TOTAL', '£321.00', 700, 52),
          text('Thank you. See you tomorrow.\nAnd the day after.', {
            role: 'legal',
            size: 34,
            line: 132,
            align: 'CENTER',
            color: '#4d5256',
            font: 'JetBrains Mono',
            weight: 400,
          }),
        ),
        text('Brackel: £0.00 a month. Bring legs.', {
          x: 64,
          y: 1096,
          width: 952,
          size: 80,
          line: 104,
          track: -3,
          color: '#e9efe6',
          role: 'headline',
          ...bike.h,
        }),
      )
      .logo({ position: { x: 806, y: 1236 }, scale: 0.195 }),

    new Design({
      slug: 'coppernick-lock-screen',
      brand: 'coppernick',
      angle: 'Small wins with money',
      format: 'story_only',
      layout: 'type_hero',
      logo: false,
      tags: ['bank app', 'lock screen', 'notification', 'night', 'gradient'],
    })
      .gradient(['#1b0a29', '#5a2a52', '#b5562f'])
      .draw(
        text('Sunday 30 November', {
          x: 64,
          y: 304,
          width: 952,
          size: 40,
          align: 'CENTER',
          color: '#ffffff',
          weight: 500,
          ...ui,
        }),
        text('23:58', {
          x: 64,
          y: 356,
          width: 952,
          size: 236,
          line: 100,
          track: -5,
          align: 'CENTER',
          color: '#ffffff',
          weight: 600,
          ...ui,
          role: 'eyebrow',
        }),
        ...[
          [
            'Coppernick',
            'You spent £0.00 today.',
            'Nobody was watching. We thought somebody should say well done.',
            'now',
          ],
          ['Coppernick', 'Rent: covered.', 'It leaves on Monday and it is all there.', '1 h'],
        ].map(([app = '', title = '', body = '', when = ''], index) =>
          row(
            {
              name: title,
              x: 64,
              y: 720 + index * 326,
              width: 952,
              fill: '#f6eef4',
              radius: 46,
              padding: [34, 38, 36, 38],
              gap: 30,
              counterAxisAlignItems: 'MIN',
              shadow: { opacity: 0.25, y: 16, blur: 44 },
            },
            box(
              { name: 'App', width: 92, height: 92, radius: 24, fill: bank.accent },
              ...[22, 36, 50].map((height, bar) =>
                rect({ x: 22 + bar * 18, y: 70 - height, width: 11, height, fill: '#fff4ec', radius: 5 }),
              ),
            ),
            column(
              { gap: 8, width: 754 },
              row(
                { width: 754, primaryAxisAlignItems: 'SPACE_BETWEEN' },
                text(app, { size: 32, color: '#5c4a66', weight: 600, ...ui }),
                text(when, { size: 32, color: '#5c4a66', weight: 400, ...ui }),
              ),
              text(title, {
                size: index === 0 ? 62 : 40,
                line: 116,
                track: -1,
                color: bank.ink,
                wide: true,
                weight: 700,
                ...ui,
                role: index === 0 ? 'headline' : 'body',
              }),
              text(body, {
                size: 40,
                line: 124,
                color: '#3b2a45',
                wide: true,
                weight: 400,
                ...ui,
                role: 'body',
              }),
            ),
          ),
        ),
        text('A bank with manners.', {
          x: 64,
          y: 1346,
          width: 952,
          size: 40,
          line: 110,
          track: -2,
          align: 'CENTER',
          color: '#fff4ec',
          role: 'subhead',
          ...bank.h,
        }),
      )
      .logo({ position: { x: 426, y: 1462 }, scale: 0.21 }),
  ].map((design) => design.done('Borrowed Interface'));
};
