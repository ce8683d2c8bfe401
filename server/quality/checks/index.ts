/** Every check, in the order its findings are told. */
import type { Check } from '../check.ts';
import { align } from './align.ts';
import { brandColour } from './brand-colour.ts';
import { brandFont } from './brand-font.ts';
import { buttonContrast } from './button-contrast.ts';
import { canvasSize } from './canvas-size.ts';
import { edgeMargin } from './edge-margin.ts';
import { exportWeight } from './export-weight.ts';
import { fontMissing } from './font-missing.ts';
import { gap } from './gap.ts';
import { grid8 } from './grid.ts';
import { headlineProminence } from './headline-prominence.ts';
import { imageAspect } from './image-aspect.ts';
import { imageResolution } from './image-resolution.ts';
import { offCanvas } from './off-canvas.ts';
import { orphan } from './orphan.ts';
import { overlap } from './overlap.ts';
import { ctaPresent, logoPresent } from './presence.ts';
import { productContrast } from './product-contrast.ts';
import { safeZone } from './safe-zone.ts';
import { textBusy } from './text-busy.ts';
import { textContrast } from './text-contrast.ts';
import { textCoverage } from './text-coverage.ts';
import { textEmpty } from './text-empty.ts';
import { textOverflow } from './text-overflow.ts';
import { textSize } from './text-size.ts';
import { typeFamilies } from './type-families.ts';

export const checks: readonly Check[] = [
  canvasSize,
  offCanvas,
  safeZone,
  edgeMargin,
  overlap,
  textEmpty,
  textOverflow,
  textSize,
  textContrast,
  headlineProminence,
  gap,
  align,
  productContrast,
  buttonContrast,
  imageAspect,
  imageResolution,
  fontMissing,
  exportWeight,
  textBusy,
  orphan,
  typeFamilies,
  textCoverage,
  grid8,
  brandColour,
  brandFont,
  logoPresent,
  ctaPresent,
];
