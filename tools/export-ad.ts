import { basename } from 'node:path';
import { z } from 'zod';
import { exportFormats } from '../schemas/canvas-result.ts';
import { encodeToLimit, StagedFiles } from '../server/assets/index.ts';
import { readAd } from '../server/design/ad-frame.ts';
import { defineTool } from './define.ts';
import { ToolError } from './errors.ts';
import { fileNameOf, keepSource, targetPath } from './export-target.ts';
import { frameIdParam } from './params.ts';
import { passGate } from './quality.ts';

export const exportAd = defineTool({
  name: 'export_ad',
  title: 'Export ad',
  description:
    "Writes a finished ad to disk, within its placement's file size limit. " +
    'Refuses while check_ad fails. Returns path, size in px, bytes.',
  toolset: 'default',
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  pipeline: true,
  input: z.strictObject({
    frameId: frameIdParam,
    format: z.enum(exportFormats).default('PNG'),
    scale: z.number().min(0.1).max(4).default(1),
    path: z
      .string()
      .min(1)
      .optional()
      .describe('File or folder ("ads/") in the workspace; default: the exports folder.'),
    maxBytes: z.int().positive().optional().describe("Default: the placement's limit."),
    override: z.string().trim().min(8).max(500).optional().describe('Reason to export in spite of it.'),
  }),
  async run({ frameId, format, scale, path, maxBytes, override }, context) {
    const { canvas, settings, signal, progress } = context;
    const ad = await readAd(canvas, frameId);
    const target = await targetPath(path, fileNameOf(ad.node.name, ad.placement), format, scale, settings);
    await keepSource(target, ad, context);
    progress(0, 3, 'checking');
    const overridden = await passGate(context, frameId, override);
    signal.throwIfAborted();
    progress(1, 3, 'drawing');
    const exported = await canvas.export({ node: frameId, format: format === 'JPG' ? 'PNG' : format, scale });
    signal.throwIfAborted();
    progress(2, 3, 'encoding');
    const limit = maxBytes ?? (format === 'PNG' || format === 'JPG' ? ad.placement.maxBytes : undefined);
    const raster = format === 'PNG' || format === 'JPG';
    const encoded = raster
      ? await encodeToLimit(exported.bytes, { format, ...(limit !== undefined && { maxBytes: limit }) })
      : {
          bytes: exported.bytes,
          width: exported.width,
          height: exported.height,
          fits: limit === undefined || exported.bytes.length <= limit,
          adjustments: [],
        };
    if (!encoded.fits) {
      throw new ToolError(`The ${format} has ${encoded.bytes.length} bytes at best; the limit is ${limit}.`, {
        path: raster ? 'format' : 'maxBytes',
        hint:
          format === 'PNG'
            ? 'Export as JPG, or at a smaller scale.'
            : raster
              ? 'Export at a smaller scale, or raise maxBytes if the placement allows it.'
              : 'Export as JPG or PNG, or raise maxBytes.',
      });
    }
    const files = context.files ?? new StagedFiles();
    await files.stage(target, encoded.bytes);
    if (!context.files) {
      await files.keep().catch(async (error: unknown) => {
        await files.discard();
        throw error;
      });
    }
    return {
      data: {
        path: target,
        format,
        size: [encoded.width, encoded.height],
        bytes: encoded.bytes.length,
        placement: ad.placement.id,
        ...(encoded.adjustments.length > 0 && { adjusted: encoded.adjustments }),
        ...(overridden.length > 0 && {
          overridden: overridden.map(({ finding, reason }) => `${finding.check}: ${reason}`),
        }),
      },
      said: `${basename(target)}, ${encoded.width} × ${encoded.height}, ${Math.ceil(encoded.bytes.length / 1000)} kB`,
    };
  },
});
