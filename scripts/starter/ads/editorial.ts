/** Editorial: one strong line, much space, one picture. */
import { Design, type StarterAd } from '../ad.ts';

export const editorial = (): StarterAd[] =>
  [
    new Design({
      slug: 'oskerry-bitter',
      brand: 'oskerry',
      angle: 'Coffee without the snobbery',
      format: 'portrait',
      layout: 'editorial',
      tags: ['coffee', 'headline led', 'white space', 'product bottom right', 'warm'],
      template: 'Line above, product low right',
    })
      .solid('#f3e9dc')
      .copy({
        headline: 'Bitter is a roast, not a personality.',
        subhead: 'Filter beans for people who say good morning second.',
        cta: 'Get the tin',
        highlights: [{ text: 'not a personality.' }],
      })
      .product('tin', { shadow: 'both' })
      .logo(),

    new Design({
      slug: 'larkenhall-inbox',
      brand: 'larkenhall',
      angle: 'Unreachable on purpose',
      format: 'story_only',
      layout: 'centred',
      tags: ['hotel', 'dark', 'serif', 'symmetry', 'object as symbol'],
    })
      .gradient(['#8c2f39', '#5a1a23'], { kind: 'radial' })
      .copy({
        headline: 'Nobody here knows your inbox.',
        subhead: 'Ring once. We answer. Nobody else will.',
        cta: 'See the nine rooms',
        style: { ctaColor: '#f1ece2', ctaTextColor: '#5a1a23', color: '#f1ece2' },
      })
      .product('bell', { shadow: 'both', scale: 0.72 })
      .logo(),

    new Design({
      slug: 'wendlow-four-minutes',
      brand: 'wendlow',
      angle: 'Four minutes of nothing',
      format: 'portrait',
      layout: 'copy_bottom',
      tags: ['tea', 'calm', 'copy at the foot', 'muted green'],
    })
      .gradient(['#e9eed6', '#c9d6a7'])
      .copy({
        headline: 'Four minutes is a long time to do nothing. Lovely, isn’t it?',
        cta: 'Put the kettle on',
        style: { ctaStyle: 'text', ctaColor: '#23352d' },
      })
      .product('mug', { shadow: 'both', scale: 0.56 })
      .logo(),

    new Design({
      slug: 'hushwerk-hear-less',
      brand: 'hushwerk',
      angle: 'Less noise, not more sound',
      format: 'portrait',
      layout: 'oversized',
      tags: ['headphones', 'dark', 'two words', 'product cropped big', 'bleed'],
      template: 'Two words over a cropped product',
    })
      .gradient(['#3a3a3c', '#121213'], { kind: 'radial' })
      .copy({
        headline: 'Hear less.',
        subhead: 'Thirty-eight decibels less, to be exact.',
        style: { color: '#ededea' },
      })
      .product('headphones', { rotation: -14, position: { x: 86, y: 600 }, scale: 0.94 })
      .logo(),

    new Design({
      slug: 'nodwell-tomorrow',
      brand: 'nodwell',
      angle: 'Tomorrow is made at night',
      format: 'feed',
      layout: 'stacked',
      tags: ['mattress', 'night', 'square', 'product full width'],
    })
      .gradient(['#141a38', '#2e3878'])
      .copy({
        headline: 'Tomorrow starts the night before.',
        subhead: 'One mattress. Tried for a hundred of them.',
        style: { color: '#eef0fb' },
      })
      .product('mattress', { scale: 0.9, shadow: 'both' })
      .logo(),

    new Design({
      slug: 'brackel-train',
      brand: 'brackel',
      angle: 'On time by your own means',
      format: 'landscape',
      layout: 'split_left',
      tags: ['bicycle', 'landscape', 'flat illustration', 'short headline'],
    })
      .solid('#cfe3da')
      .copy({
        headline: 'The train is late.\nYou aren’t.',
        headlineFontSize: 76,
        cta: 'Find your size',
        style: { ctaColor: '#12302b', ctaTextColor: '#e9efe6' },
      })
      .adjust({ copy: { itemSpacing: 48 } })
      .art('art/bike.png', { shadow: 'none', position: { x: 656, y: 176 }, scale: 0.452 })
      .logo(),
  ].map((design) => design.done('Editorial'));
