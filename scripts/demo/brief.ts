/** The brief the demo plays: one angle of the sample brand in four format categories, as an agent would send it. */
export interface DemoAd {
  title: string;
  file: string;
  pipeline: { id?: string; tool: string; args: Record<string, unknown> }[];
  /** What a designer corrects after looking at the first version. `steps`: the pipeline's results. */
  correct?: (steps: readonly Record<string, unknown>[]) => {
    why: string;
    tool: string;
    args: Record<string, unknown>;
  };
}

const serum = 'products/first-light-serum/assets/first-light-serum.png';
const balm = 'products/second-sleep-balm/assets/second-sleep-balm.png';
const cream = 'products/slow-cream/assets/slow-cream.png';

const logo = {
  tool: 'place_product',
  args: { frameId: '$ad.frameId', imagePath: 'brand/logo.png', role: 'logo' },
};
const look = { tool: 'get_canvas_screenshot', args: { nodeId: '$ad.frameId' } };
const nodesOf = (steps: readonly Record<string, unknown>[], id: string) =>
  (steps.find((step) => step['id'] === id)?.['nodes'] ?? {}) as Record<string, string>;

/** The ads in the order they are made. */
export function demoBrief(): DemoAd[] {
  return [
    {
      title: 'Story 9:16, Editorial: "You have four minutes. We need one."',
      file: '1-story-editorial',
      pipeline: [
        {
          id: 'ad',
          tool: 'build_ad_skeleton',
          args: {
            format: 'story',
            layout: 'stacked',
            brand: 'ondrelle',
            product: 'first-light-serum',
            angle: 'No time in the morning',
          },
        },
        {
          tool: 'set_background',
          args: {
            frameId: '$ad.frameId',
            type: 'gradient',
            config: { stops: ['#f9e3a6', '#f6d88b', '#f3c476'], angle: 180 },
          },
        },
        {
          id: 'copy',
          tool: 'apply_typography',
          args: {
            frameId: '$ad.frameId',
            headline: 'You have four minutes. We need one.',
            subhead: '12 % vitamin C. Dry in under a minute.',
            cta: 'Meet First Light',
          },
        },
        { tool: 'place_product', args: { frameId: '$ad.frameId', imagePath: serum, shadow: 'both' } },
        logo,
        look,
      ],
    },
    {
      title: 'Feed 4:5, Provocation: "Ten steps is a staircase."',
      file: '2-feed-4x5-provocation',
      pipeline: [
        {
          id: 'ad',
          tool: 'build_ad_skeleton',
          args: { format: 'portrait', layout: 'copy_bottom', brand: 'ondrelle', angle: 'Routine fatigue' },
        },
        {
          tool: 'set_background',
          args: {
            frameId: '$ad.frameId',
            type: 'gradient',
            config: { kind: 'radial', stops: ['#2f5a4c', '#1f3b33'] },
          },
        },
        {
          id: 'copy',
          tool: 'apply_typography',
          args: {
            frameId: '$ad.frameId',
            headline: 'Ten steps is a staircase.',
            subhead: 'One step, at night. Then go to bed.',
            cta: 'Meet Second Sleep',
            highlights: [{ text: 'a staircase.' }],
          },
        },
        { tool: 'place_product', args: { frameId: '$ad.frameId', imagePath: balm, shadow: 'both' } },
        logo,
        look,
      ],
    },
    {
      title: 'Feed 1:1, Feature Callouts: "Good skin, poor timing."',
      file: '3-feed-1x1-callouts',
      pipeline: [
        {
          id: 'ad',
          tool: 'build_ad_skeleton',
          args: {
            format: 'feed',
            layout: 'split_left',
            brand: 'ondrelle',
            product: 'slow-cream',
            angle: 'No time in the morning',
          },
        },
        {
          tool: 'set_background',
          args: { frameId: '$ad.frameId', type: 'solid', config: { color: '#c9d6cf' } },
        },
        {
          id: 'copy',
          tool: 'apply_typography',
          args: {
            frameId: '$ad.frameId',
            headline: 'Good skin, poor timing.',
            body: 'Oat and ceramide.\nOne swipe.\nOut of the door.',
            cta: 'Try Slow Cream',
          },
        },
        {
          id: 'product',
          tool: 'place_product',
          args: { frameId: '$ad.frameId', imagePath: cream, rotation: 6 },
        },
        logo,
        look,
      ],
      correct: (steps) => ({
        why: "the call to action quieter than the headline: the brand's dark green instead of the accent",
        tool: 'batch_update',
        args: {
          updates: [
            { nodeId: nodesOf(steps, 'copy')['cta'], props: { fillColor: '#1f3b33' } },
            { nodeId: nodesOf(steps, 'copy')['ctaLabel'], props: { fontColor: '#f4ecdf' } },
          ],
        },
      }),
    },
    {
      title: 'Display 300x250, Data/Stats: "41 of 50 saw brighter skin."',
      file: '4-display-300x250-stats',
      pipeline: [
        {
          id: 'ad',
          tool: 'build_ad_skeleton',
          args: { format: '300x250', layout: 'split_left', brand: 'ondrelle', angle: 'Proof' },
        },
        {
          tool: 'set_background',
          args: { frameId: '$ad.frameId', type: 'solid', config: { color: '#f4ecdf' } },
        },
        {
          id: 'copy',
          tool: 'apply_typography',
          args: {
            frameId: '$ad.frameId',
            headline: '41 of 50\nsaw it.',
            subhead: 'Brighter-looking skin in four weeks.',
            cta: 'See the test',
            highlights: [{ text: '41 of 50', color: '#bf5b3a' }],
          },
        },
        { tool: 'place_product', args: { frameId: '$ad.frameId', imagePath: serum, shadow: 'both' } },
        logo,
        look,
      ],
    },
    {
      title: 'Story 9:16, Social Proof: a quote on a card',
      file: '5-story-social-proof',
      pipeline: [
        {
          id: 'ad',
          tool: 'build_ad_skeleton',
          args: {
            format: 'story',
            layout: 'card',
            brand: 'ondrelle',
            product: 'first-light-serum',
            angle: 'Proof',
          },
        },
        {
          tool: 'set_background',
          args: {
            frameId: '$ad.frameId',
            type: 'image',
            config: { imagePath: 'brand/backdrop-morning-wall.jpg', scrim: 'none' },
          },
        },
        {
          id: 'copy',
          tool: 'apply_typography',
          args: {
            frameId: '$ad.frameId',
            eyebrow: 'User test, March 2026',
            headline: '41 of 50 said their skin looked brighter.',
            subhead: 'After four weeks with First Light.',
            cta: 'Read the test',
          },
        },
        { tool: 'place_product', args: { frameId: '$ad.frameId', imagePath: serum, shadow: 'both' } },
        logo,
        look,
      ],
    },
    {
      title: 'Leaderboard 728x90: "6:42. Kettle on. Face done."',
      file: '6-display-728x90',
      pipeline: [
        {
          id: 'ad',
          tool: 'build_ad_skeleton',
          args: { format: '728x90', layout: 'split_left', brand: 'ondrelle' },
        },
        {
          tool: 'set_background',
          args: { frameId: '$ad.frameId', type: 'solid', config: { color: '#f6d88b' } },
        },
        {
          id: 'copy',
          tool: 'apply_typography',
          args: { frameId: '$ad.frameId', headline: '6:42. Kettle on. Face done.', cta: 'Take one' },
        },
        { tool: 'place_product', args: { frameId: '$ad.frameId', imagePath: serum } },
        logo,
        look,
      ],
    },
  ];
}
