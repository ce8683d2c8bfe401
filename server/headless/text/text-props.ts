/** The part of a TEXT record that decides its shape, and a cache key made of it. */
import type { NodeProps, NodeRecord } from '../model.ts';

export type TextProps = Pick<
  NodeProps,
  | 'characters'
  | 'textRuns'
  | 'textAlignHorizontal'
  | 'textAlignVertical'
  | 'textAutoResize'
  | 'textTruncation'
  | 'maxLines'
  | 'leadingTrim'
  | 'hangingList'
> & {
  /** Height of the box the text is placed in; null: as high as the text. */
  boxHeight: number | null;
};

export function textProps(record: NodeRecord): TextProps {
  const p = record.props;
  const fixed = p.textAutoResize === 'NONE' || p.textAutoResize === 'TRUNCATE';
  // A text of automatic height is higher than its lines only if a minimum height or FILL made it so.
  const placed = fixed || (p.textAutoResize === 'HEIGHT' && p.textAlignVertical !== 'TOP');
  return {
    characters: p.characters,
    textRuns: p.textRuns,
    textAlignHorizontal: p.textAlignHorizontal,
    textAlignVertical: p.textAlignVertical,
    textAutoResize: p.textAutoResize,
    textTruncation: p.textTruncation,
    maxLines: p.maxLines,
    leadingTrim: p.leadingTrim,
    hangingList: p.hangingList,
    boxHeight: placed ? p.height : null,
  };
}

/** Equal keys shape alike. Fills and links are left out: recolouring a text does not shape it again. */
export function shapeKey(props: TextProps, wrapWidth: number | null): string {
  const { textRuns, ...rest } = props;
  const runs = textRuns.map(({ start, end, style: { fills: _f, hyperlink: _h, ...shape } }) => [
    start,
    end,
    shape,
  ]);
  return JSON.stringify([wrapWidth, rest, runs]);
}
