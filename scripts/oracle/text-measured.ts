/** Text mode B: our text engine where it has the font, and how often its boxes are Figma's. */
import type { NodeRecord, TextMeasurer } from '../../server/headless/model.ts';
import type { TextEngine } from '../../server/headless/text/index.ts';

export interface TextAgreement {
  /** Texts that size themselves. */
  texts: number;
  /** Of these, texts whose every font is here (the others keep the file's box). */
  measured: number;
  exact: number;
  within1: number;
}

export function measuredText(
  engine: TextEngine,
  fallback: TextMeasurer,
  records: Iterable<NodeRecord>,
): { text: TextMeasurer; agreement: TextAgreement } {
  const known = (record: NodeRecord): boolean =>
    record.props.textRuns.every((run) => engine.fonts.has(run.style.fontName));
  const agreement: TextAgreement = { texts: 0, measured: 0, exact: 0, within1: 0 };
  for (const record of records) {
    const { props } = record;
    const hugs = props.textAutoResize === 'WIDTH_AND_HEIGHT';
    if (record.type !== 'TEXT' || props.visible === false || (!hugs && props.textAutoResize !== 'HEIGHT'))
      continue;
    agreement.texts++;
    if (!known(record)) continue;
    agreement.measured++;
    // At the width Figma has where the width is not the text's own, so that only the text is compared.
    const free = hugs && props.layoutSizingHorizontal !== 'FILL';
    const shaped = engine.shape(record, free ? null : props.width);
    const error = Math.max(
      free ? Math.abs(shaped.width - props.width) : 0,
      Math.abs(shaped.height - props.height),
    );
    if (error <= 0.01) agreement.exact++;
    if (error <= 1) agreement.within1++;
  }
  return {
    agreement,
    text: { shape: (record, width) => (known(record) ? engine : fallback).shape(record, width) },
  };
}
