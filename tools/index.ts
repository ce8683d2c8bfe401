/** Every tool, in the order clients list them. */
import { addEffect } from './add-effect.ts';
import { applyTypography } from './apply-typography.ts';
import { batchOperations } from './batch-operations.ts';
import { batchPipeline } from './batch-pipeline.ts';
import { batchUpdate } from './batch-update.ts';
import { buildAdSkeleton } from './build-ad-skeleton.ts';
import { canvasStatus } from './canvas-status.ts';
import { checkpoint } from './checkpoint.ts';
import type { AnyTool } from './define.ts';
import { exportAd } from './export-ad.ts';
import { getCanvasScreenshot } from './get-canvas-screenshot.ts';
import { getFrameState } from './get-frame-state.ts';
import { placeProduct } from './place-product.ts';
import { pushToFigma } from './push-to-figma.ts';
import { rawFigmaOperation } from './raw-figma-operation.ts';
import { readBrandData } from './read-brand-data.ts';
import { setBackground } from './set-background.ts';

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
  exportAd,
  checkpoint,
  readBrandData,
  canvasStatus,
  pushToFigma,
  rawFigmaOperation,
];

/** The tools of the toolsets switched on; `all` means every toolset. */
export function toolsOf(toolsets: readonly string[]): AnyTool[] {
  return allTools.filter(({ toolset }) => toolsets.includes('all') || toolsets.includes(toolset));
}
