/** What all parts of one executor share. */
import type { Adjustment } from '../../schemas/canvas-result.ts';
import { createFonts, type Fonts } from './fonts/fonts.ts';
import type { ExecutorHost } from './host.ts';
import { createImages, type Images } from './images.ts';
import { Parking } from './journal/parking.ts';
import { Pauses } from './pauses.ts';

export interface Session {
  readonly figma: PluginAPI;
  readonly host: ExecutorHost;
  readonly fonts: Fonts;
  readonly images: Images;
  readonly parking: Parking;
  readonly pauses: Pauses;
  /** Notes something that came out differently, for the answer to the request being worked on. */
  adjust(adjustment: Adjustment): void;
  /** The notes since the last call. Requests are served one at a time, so they are that request's. */
  takeAdjustments(): Adjustment[];
}

export function createSession(figma: PluginAPI, host: ExecutorHost): Session {
  let adjustments: Adjustment[] = [];
  return {
    figma,
    host,
    fonts: createFonts(figma),
    images: createImages(figma, host),
    parking: new Parking(figma),
    pauses: new Pauses(host),
    adjust(adjustment) {
      const known = adjustments.some(
        (other) => other.message === adjustment.message && other.nodeId === adjustment.nodeId,
      );
      if (!known) adjustments.push(adjustment);
    },
    takeAdjustments() {
      const taken = adjustments;
      adjustments = [];
      return taken;
    },
  };
}
