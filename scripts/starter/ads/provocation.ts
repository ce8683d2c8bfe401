/** Provocation: a line that makes people stop. */
import { Design, material, type StarterAd } from '../ad.ts';
import { box, oval, picture, text } from '../draw.ts';
import { styleOf } from '../style.ts';

export const provocation = (): StarterAd[] => {
  const lark = styleOf('larkenhall');
  return [
    new Design({
      slug: 'tarrowe-sofa',
      brand: 'tarrowe',
      angle: 'Permission to be slow',
      format: 'portrait',
      layout: 'type_hero',
      tags: ['running', 'type only', 'condensed caps', 'neon'],
      template: 'Words fill the frame',
    })
      .solid('#d7ff3e')
      .copy({
        headline: 'Your sofa\nwill forgive\nyou.',
        subhead: 'Shoes for people who run at the back, on purpose.',
        style: { headlineCase: 'upper', color: '#101214' },
      })
      .logo(),

    new Design({
      slug: 'hushwerk-open-plan',
      brand: 'hushwerk',
      angle: 'The open-plan office',
      format: 'portrait',
      layout: 'copy_bottom',
      tags: ['headphones', 'orange', 'office', 'two sentences'],
    })
      .solid('#ff5a26')
      .copy({
        headline: 'Your open‑plan\noffice called.\nYou didn’t\nhear it.',
        style: { color: '#141414' },
      })
      .product('headphones', { shadow: 'soft', scale: 0.62 })
      .logo(),

    new Design({
      slug: 'steadworth-cheap',
      brand: 'steadworth',
      angle: 'Buy it once',
      format: 'portrait',
      layout: 'stacked',
      tags: ['tools', 'yellow and black', 'caps', 'diagonal product'],
    })
      .solid('#f2c200')
      .copy({
        headline: 'Cheap tools are for people with time.',
        style: { headlineCase: 'upper', color: '#16181a' },
      })
      .product('screwdriver', { rotation: 58, position: { x: 130, y: 560 }, scale: 0.84, shadow: 'soft' })
      .logo(),

    new Design({
      slug: 'solvarre-150-million',
      brand: 'solvarre',
      angle: 'Far away is not safe',
      format: 'story',
      layout: 'stacked',
      tags: ['sun cream', 'vertical', 'sun illustration', 'gradient'],
      template: 'Story with a giant below',
    })
      .gradient(['#ffc04a', '#ff9a3d', '#ff8a3a'])
      .draw(
        picture(material('art/sun.png'), {
          x: 60,
          y: 900,
          width: 1500,
          height: 1500,
          role: 'decor',
          name: 'Sun',
        }),
      )
      .copy({
        headline: 'The sun is 150 million km away. It still got you.',
        subhead: 'Solvarre 50. For the walk to the bus.',
        style: { color: '#0b2a42' },
      })
      .product('sunscreen', { shadow: 'both', scale: 0.3 })
      .logo(),

    new Design({
      slug: 'grufflet-would-you',
      brand: 'grufflet',
      angle: 'Food you would eat',
      format: 'feed',
      layout: 'split_left',
      tags: ['dog food', 'question headline', 'square', 'product right'],
    })
      .solid('#f6a623')
      .copy({
        headline: 'Would you eat it?',
        subhead: 'We did. It needed salt.',
        style: { color: '#3a2417' },
      })
      .product('pouch', { shadow: 'both', rotation: 5 })
      .logo(),

    new Design({
      slug: 'larkenhall-hanger',
      brand: 'larkenhall',
      angle: 'Unreachable on purpose',
      format: 'portrait',
      layout: 'type_hero',
      tags: ['hotel', 'object carries the headline', 'door hanger', 'serif'],
    })
      .gradient(['#efe8da', '#dccfb6'])
      .draw(
        box(
          { name: 'Hanger', x: 315, y: 215, width: 450, height: 964, rotation: 0 },
          picture(material('art/hanger.png'), {
            x: 0,
            y: 0,
            width: 450,
            height: 964,
            role: 'decor',
            shadow: { opacity: 0.28, y: 20, blur: 40 },
          }),
          text('Gone.\nTry\nMonday.', {
            x: 40,
            y: 420,
            width: 370,
            size: 108,
            line: 96,
            align: 'CENTER',
            color: '#f1ece2',
            role: 'headline',
            ...lark.h,
          }),
          text('Larkenhall has\nno signal. That\nis the offer.', {
            x: 30,
            y: 776,
            width: 390,
            size: 40,
            line: 130,
            align: 'CENTER',
            color: '#f1ece2',
            role: 'subhead',
            ...lark.b,
          }),
        ),
        oval(470, 318, 148, 148, {
          fill: '#b98f4d',
          role: 'decor',
          name: 'Door knob',
          shadow: { color: '#000000', opacity: 0.35, x: 0, y: 16, blur: 30 },
        }),
        oval(492, 334, 66, 46, { fill: '#e7cf98', role: 'decor', name: 'Shine' }),
      )
      .logo(),
  ].map((design) => design.done('Provocation'));
};
