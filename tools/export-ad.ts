import { basename, extname, join } from 'node:path';
import { z } from 'zod';
import { exportFormats } from '../schemas/canvas-result.ts';
import type { Placement } from '../schemas/placement.ts';
import { AssetError, encodeToLimit, resolveFileForWriting, StagedFiles } from '../server/assets/index.ts';
import { readAd } from '../server/design/ad-frame.ts';
import { defineTool } from './define.ts';
import { ToolError } from './errors.ts';
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
    const { canvas, settings, signal } = context;
    const ad = await readAd(canvas, frameId);
    const target = await targetPath(path, fileNameOf(ad.node.name, ad.placement), format, scale, settings);
    const overridden = await passGate(context, frameId, override);
    signal.throwIfAborted();
    const exported = await canvas.export({ node: frameId, format: format === 'JPG' ? 'PNG' : format, scale });
    signal.throwIfAborted();
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

const extensions = { PNG: '.png', JPG: '.jpg', SVG: '.svg', PDF: '.pdf' };

async function targetPath(
  path: string | undefined,
  stem: string,
  format: keyof typeof extensions,
  scale: number,
  settings: { exportsDir: string; workspace: string; allowedRoots: readonly string[] },
): Promise<string> {
  const extension = extensions[format];
  const fileName = `${stem}${scale === 1 ? '' : `@${scale}x`}${extension}`;
  if (path === undefined) return join(settings.exportsDir, fileName);
  const folder = /[\\/]$/.test(path) || extname(path) === '';
  const given = extname(path).toLowerCase();
  if (!folder && given !== extension && !(format === 'JPG' && given === '.jpeg')) {
    throw new ToolError(`"${path}" does not end in ${extension}.`, {
      path: 'path',
      hint: 'Name the file after its format, or set format.',
    });
  }
  return resolveFileForWriting(folder ? join(path, fileName) : path, [
    settings.workspace,
    ...settings.allowedRoots,
  ]).catch((error: unknown) => {
    throw error instanceof AssetError ? new ToolError(error.message, { path: 'path' }) : error;
  });
}

/**
 * A file name every system takes, still readable. Case and underscores stay: teams read the fields of a name by them.
 * The placement in brackets becomes its short name and size: "Sale (Meta feed 1:1)" -> "Sale-square-1080x1080".
 */
export function fileNameOf(name: string, { name: full, aliases, width, height, kind }: Placement): string {
  const size = `${width}x${height}`;
  const short = kind === 'display' ? size : [aliases[0], size].filter(Boolean).join('-');
  const bracket = `(${full})`;
  const plain = (name.endsWith(bracket) ? `${name.slice(0, -bracket.length)} ${short}` : name)
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .replace(/×/g, 'x')
    .replace(/[^\p{Letter}\p{Number}_]+/gu, '-')
    .replace(/^[-_]+|[-_]+$/g, '')
    .slice(0, 100);
  return plain || 'ad';
}
