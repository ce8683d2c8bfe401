import type { Check } from '../check.ts';
import { about } from '../finding.ts';

/** A brand's ad says whose it is: by its logo, or by its name in the copy. */
export const logoPresent: Check = {
  id: 'logo.present',
  run({ nodes, frame, brand, copy }) {
    if (nodes.some(({ role, shown }) => role === 'logo' && shown)) return [];
    const name = brand?.name.toLowerCase();
    if (name && copy.some(({ text }) => text.characters.toLowerCase().includes(name))) return [];
    return [
      about(frame, {
        check: 'logo.present',
        level: brand ? 'warn' : 'info',
        measured: 'none',
        limit: 'a logo',
        message: 'No logo: place it with place_product, role "logo" (or name its node by `roles`).',
      }),
    ];
  },
};

/** A display ad has nothing but itself to be clicked on; feeds and stories bring a button of their own. */
export const ctaPresent: Check = {
  id: 'cta.present',
  run({ nodes, frame, placement }) {
    if (nodes.some(({ role, shown }) => (role === 'cta' || role === 'cta_label') && shown)) return [];
    return [
      about(frame, {
        check: 'cta.present',
        level: placement.kind === 'display' ? 'warn' : 'info',
        measured: 'none',
        limit: 'a call to action',
        message: 'No call to action: give apply_typography a cta, or name its node by `roles`.',
      }),
    ];
  },
};
