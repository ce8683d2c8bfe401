/** Every tool, in the order clients list them. */
import { adaptAd } from './adapt-ad.ts';
import { addEffect } from './add-effect.ts';
import { applyTemplate } from './apply-template.ts';
import { applyTypography } from './apply-typography.ts';
import { batchOperations } from './batch-operations.ts';
import { batchPipeline } from './batch-pipeline.ts';
import { batchUpdate } from './batch-update.ts';
import { browseAdLibrary } from './browse-ad-library.ts';
import { browseTemplates } from './browse-templates.ts';
import { buildAdSkeleton } from './build-ad-skeleton.ts';
import { canvasStatus } from './canvas-status.ts';
import { checkAd } from './check-ad.ts';
import { checkpoint } from './checkpoint.ts';
import { completeConcept } from './complete-concept.ts';
import type { AnyTool } from './define.ts';
import { estimateCost } from './estimate-cost.ts';
import { exportAd } from './export-ad.ts';
import { findComponents } from './find-components.ts';
import { generateAsset } from './generate-asset.ts';
import { generateProductPhoto } from './generate-product-photo.ts';
import { getCanvasScreenshot } from './get-canvas-screenshot.ts';
import { getFrameState } from './get-frame-state.ts';
import { linkBundle } from './link-bundle.ts';
import { logLearning } from './log-learning.ts';
import { pageToCanvas } from './page-to-canvas.ts';
import { parseBundle } from './parse-bundle.ts';
import { placeProduct } from './place-product.ts';
import { pushToFigma } from './push-to-figma.ts';
import { rawFigmaOperation } from './raw-figma-operation.ts';
import { readBrandData } from './read-brand-data.ts';
import { readBundle } from './read-bundle.ts';
import { readDesignGuide } from './read-design-guide.ts';
import { reconcileTokens } from './reconcile-tokens.ts';
import { reviewConcept } from './review-concept.ts';
import { saveTemplate } from './save-template.ts';
import { setBackground } from './set-background.ts';
import { startConcept } from './start-concept.ts';
import { waitForAssets } from './wait-for-assets.ts';

export const allTools: readonly AnyTool[] = [
  batchPipeline,
  buildAdSkeleton,
  applyTypography,
  setBackground,
  placeProduct,
  addEffect,
  batchUpdate,
  batchOperations,
  getCanvasScreenshot,
  getFrameState,
  checkAd,
  exportAd,
  adaptAd,
  reviewConcept,
  checkpoint,
  readBrandData,
  browseAdLibrary,
  startConcept,
  completeConcept,
  logLearning,
  readDesignGuide,
  generateProductPhoto,
  generateAsset,
  waitForAssets,
  estimateCost,
  saveTemplate,
  browseTemplates,
  applyTemplate,
  parseBundle,
  readBundle,
  reconcileTokens,
  findComponents,
  linkBundle,
  pageToCanvas,
  canvasStatus,
  pushToFigma,
  rawFigmaOperation,
];

/** The tools of the toolsets switched on; `all` means every toolset. */
export function toolsOf(toolsets: readonly string[]): AnyTool[] {
  return allTools.filter(({ toolset }) => toolsets.includes('all') || toolsets.includes(toolset));
}
