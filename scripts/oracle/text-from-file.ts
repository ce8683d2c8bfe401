/** Text mode A: the boxes Figma gave, so that only layout is measured. */
import type { NodeRecord, ShapedText, TextMeasurer } from '../../server/headless/model.ts';
import { numberOf, objectOf, type RestNode, stringOf } from './rest.ts';

/** Ascent and descent in em (OS/2 or hhea of the families met most often); only BASELINE frames need them. */
const METRICS: Record<string, [number, number]> = {
  Inter: [0.96875, 0.2412],
  Roboto: [0.927, 0.244],
  Poppins: [1.05, 0.35],
  'Plus Jakarta Sans': [1.038, 0.222],
  Montserrat: [0.968, 0.251],
  'Open Sans': [1.069, 0.293],
  Lato: [0.987, 0.213],
  'SF Pro Text': [0.952, 0.241],
  'SF Pro Display': [0.952, 0.241],
};

export function textFromFile(sources: Map<NodeRecord, RestNode>): TextMeasurer {
  const sizes = new Map<NodeRecord, { width: number; height: number }>();
  for (const record of sources.keys()) {
    if (record.type === 'TEXT') sizes.set(record, { width: record.props.width, height: record.props.height });
  }
  return {
    shape(record): ShapedText {
      const size = sizes.get(record) ?? { width: 0, height: 0 };
      const baseline = baselineOf(sources.get(record), size.height);
      const line = { start: 0, end: 0, x: 0, y: 0, baseline, ...size };
      return { ...size, lines: [line], runs: [], decorations: [], truncated: false, missing: [] };
    },
  };
}

function baselineOf(source: RestNode | undefined, height: number): number {
  const style = source ? objectOf(source, 'style') : undefined;
  if (!style) return height;
  const size = numberOf(style, 'fontSize') ?? 12;
  const lineHeight = numberOf(style, 'lineHeightPx') ?? height;
  const [ascent, descent] = METRICS[stringOf(style, 'fontFamily') ?? ''] ?? [0.95, 0.25];
  return (lineHeight - (ascent + descent) * size) / 2 + ascent * size;
}
