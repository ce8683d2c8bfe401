/** The sixty ads, six in each format category. */
import type { StarterAd } from '../ad.ts';
import { borrowedInterface } from './borrowed-interface.ts';
import { comparison } from './comparison.ts';
import { dataStats } from './data-stats.ts';
import { editorial } from './editorial.ts';
import { featureCallouts } from './feature-callouts.ts';
import { narrative } from './narrative.ts';
import { prMedia } from './pr-media.ts';
import { provocation } from './provocation.ts';
import { socialProof } from './social-proof.ts';
import { ugcStyle } from './ugc-style.ts';

export const starterAds = (): StarterAd[] => [
  ...editorial(),
  ...comparison(),
  ...socialProof(),
  ...prMedia(),
  ...featureCallouts(),
  ...borrowedInterface(),
  ...ugcStyle(),
  ...dataStats(),
  ...narrative(),
  ...provocation(),
];
