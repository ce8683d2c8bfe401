import { z } from 'zod';
import { roleKey } from '../server/design/ad-frame.ts';
import {
  type CheckId,
  type CheckOptions,
  checkFrame,
  checkIds,
  type Finding,
  fixFrame,
  markedPicture,
  metricsOf,
  type Report,
  roles,
} from '../server/quality/index.ts';
import type { ToolContext } from './context.ts';
import { counted } from './counted.ts';
import { defineTool } from './define.ts';
import { ToolError } from './errors.ts';
import { frameIdParam } from './params.ts';
import { brandLook, told } from './quality.ts';

/** Findings told in full; the rest are counted by check. */
const MOST_TOLD = 12;

export const checkAd = defineTool({
  name: 'check_ad',
  title: 'Check ad',
  description:
    'Measures an ad: safe zones, sizes, contrast on pixels, overlaps, cut text, image quality, brand. A fail stops ' +
    'export_ad; fix = updates for batch_update.',
  toolset: 'default',
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  pipeline: true,
  input: z.strictObject({
    frameId: frameIdParam,
    fix: z.boolean().optional().describe('Apply what helps.'),
    picture: z.boolean().optional().describe('Mark findings.'),
    metrics: z.boolean().optional(),
    roles: z.record(z.string(), z.string()).optional().describe('nodeId: role'),
    checks: z.array(z.string()).optional(),
    ignore: z.array(z.string()).optional(),
  }),
  async run(args, context) {
    const { frameId } = args;
    const options: CheckOptions = {
      brand: await brandLook(context, frameId),
      ...(args.checks && { checks: idsOf(args.checks, 'checks') }),
      ...(args.ignore && { ignore: idsOf(args.ignore, 'ignore') }),
    };
    if (args.roles) await keepRoles(context, frameId, args.roles);
    context.progress(0, 1, 'measuring');
    const fixed = args.fix ? await fixFrame(context.canvas, frameId, options, context.signal) : undefined;
    const report = fixed?.report ?? (await checkFrame(context.canvas, frameId, options));
    const shown = report.findings.filter(({ level }) => level !== 'info').slice(0, MOST_TOLD);
    const marked = args.picture ? await markedPicture(context.canvas, report, shown) : undefined;
    context.session.frameId = frameId;
    return {
      data: {
        pass: report.pass,
        placement:
          report.placementFrom === 'record'
            ? report.placement.id
            : `${report.placement.id} (${report.placementFrom === 'size' ? 'by its size' : 'none has this size'})`,
        counts: countsOf(report),
        ...(fixed && {
          fixed: fixed.applied.map(({ check, node }) => `${check} ${node ?? ''}`.trim()),
          ...(fixed.refused.length > 0 && {
            notFixed: fixed.refused.map(({ check, node }) => `${check} ${node ?? ''}`.trim()),
          }),
        }),
        findings: shown.map((finding, index) => ({ n: index + 1, ...told(finding) })),
        ...restOf(report, shown),
        ...(args.metrics && { metrics: await metricsOf(report.input) }),
      },
      ...(marked && { images: [{ mimeType: 'image/jpeg' as const, bytes: marked.bytes }] }),
      said: described(report.pass, shown),
    };
  },
});

function described(pass: boolean, findings: readonly Finding[]): string {
  const kinds = [...new Set(findings.map(({ check }) => check))];
  if (kinds.length === 0) return 'Nothing found';
  return `${pass ? 'Passes' : 'Does not pass'}, ${counted(findings.length, 'finding')}: ${kinds.slice(0, 4).join(', ')}`;
}

function idsOf(names: readonly string[], path: string): CheckId[] {
  return names.map((name, index) => {
    const id = checkIds.find((known) => known === name);
    if (id) return id;
    throw new ToolError(`There is no check "${name}".`, {
      path: `${path}[${index}]`,
      hint: `Checks: ${checkIds.join(', ')}.`,
    });
  });
}

/** Roles are kept on the nodes: the gate of export_ad must see the ad as it was checked. */
async function keepRoles(
  { canvas }: ToolContext,
  frameId: string,
  given: Readonly<Record<string, string>>,
): Promise<void> {
  const ids = Object.keys(given);
  const unknown = ids.find((id) => !roles.some((role) => role === given[id]));
  if (unknown !== undefined) {
    throw new ToolError(`There is no role "${given[unknown]}".`, {
      path: `roles.${unknown}`,
      hint: `Roles: ${roles.join(', ')}.`,
    });
  }
  if (ids.includes(frameId)) {
    throw new ToolError('The frame itself has no role to give.', {
      path: `roles.${frameId}`,
      hint: 'Name the nodes inside it: get_frame_state lists them.',
    });
  }
  await canvas.run({
    ops: ids.map((node) => ({
      op: 'update' as const,
      node,
      props: { pluginData: { [roleKey]: given[node] ?? '' } },
    })),
  });
}

function countsOf({ findings }: Report): Record<string, number> {
  const counts = { fail: 0, warn: 0, info: 0 };
  for (const { level } of findings) counts[level]++;
  return counts;
}

/** What is not told in full: more of the serious ones by check, and the remarks in a line each. */
function restOf({ findings }: Report, shown: readonly Finding[]): Record<string, unknown> {
  const more: Record<string, number> = {};
  for (const finding of findings) {
    if (finding.level === 'info' || shown.includes(finding)) continue;
    more[finding.check] = (more[finding.check] ?? 0) + 1;
  }
  const remarks = findings.filter(({ level }) => level === 'info').map(({ message }) => message);
  return {
    ...(Object.keys(more).length > 0 && { more }),
    ...(remarks.length > 0 && { remarks: remarks.slice(0, 4) }),
  };
}
