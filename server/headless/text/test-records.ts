/** TEXT records for tests: one line for the usual case. */
import type { NodeProps, NodeRecord, TextStyleProps } from '../model.ts';

export function textStyle(overrides: Partial<TextStyleProps> = {}): TextStyleProps {
  return {
    fontName: { family: 'Inter', style: 'Regular' },
    fontSize: 12,
    textCase: 'ORIGINAL',
    textDecoration: 'NONE',
    letterSpacing: { unit: 'PERCENT', value: 0 },
    lineHeight: { unit: 'AUTO' },
    fills: [],
    hyperlink: null,
    listOptions: { type: 'NONE' },
    listSpacing: 0,
    indentation: 0,
    paragraphIndent: 0,
    paragraphSpacing: 0,
    ...overrides,
  };
}

type TextNodeProps = Partial<NodeProps>;

/** A text in one style. */
export function textRecord(
  characters: string,
  style: Partial<TextStyleProps> = {},
  props: TextNodeProps = {},
): NodeRecord {
  return styledRecord([[characters, style]], props);
}

/** A text in several styles, piece by piece. */
export function styledRecord(
  pieces: readonly (readonly [characters: string, style: Partial<TextStyleProps>])[],
  props: TextNodeProps = {},
): NodeRecord {
  let start = 0;
  const textRuns = pieces.map(([characters, style]) => {
    const run = { start, end: start + characters.length, style: textStyle(style) };
    start = run.end;
    return run;
  });
  const own: TextNodeProps = {
    characters: pieces.map(([characters]) => characters).join(''),
    textRuns,
    textAlignHorizontal: 'LEFT',
    textAlignVertical: 'TOP',
    textAutoResize: 'WIDTH_AND_HEIGHT',
    textTruncation: 'DISABLED',
    maxLines: null,
    leadingTrim: 'NONE',
    hangingPunctuation: false,
    hangingList: false,
    width: 100,
    height: 100,
    ...props,
  };
  // A text record has only text members; the engine reads no others.
  return { id: '1:2', type: 'TEXT', parent: null, children: [], removed: false, props: own as NodeProps };
}
