/** Design-time state: EDITMODE blocks and the `data-props` of Design Components. Annotation, never runtime config. */
import { z } from 'zod';
import type { DesignState } from '../../../schemas/bundle.ts';
import { lineCounter, type Page } from '../page/page.ts';

const objectSchema = z.record(z.string(), z.unknown());
const block = /\/\*\s*EDITMODE-BEGIN\s*\*\/([\s\S]*?)\/\*\s*EDITMODE-END\s*\*\//g;

/** Blocks that hold a JSON object. The usage comment of the tweaks panel looks like one and is left out. */
export function readEditMode(file: string, text: string): DesignState[] {
  const found: DesignState[] = [];
  const lineAt = lineCounter(text);
  for (const match of text.matchAll(block)) {
    const lineStart = text.lastIndexOf('\n', match.index) + 1;
    const before = text.slice(lineStart, match.index);
    if (/^\s*(\/\/|\*|\/\*)/.test(before)) continue;
    const values = parseObject(match[1] ?? '');
    if (values === undefined) continue;
    const variable = /([\w$.]+)\s*=\s*$/.exec(before)?.[1];
    found.push({
      source: 'EDITMODE',
      file,
      line: lineAt(match.index),
      ...(variable !== undefined && { variable }),
      keys: Object.keys(values),
      values,
    });
  }
  return found;
}

/** Props of a `.dc.html`: `{editor, default, options, ...}` by name; names with "$" describe the frame. */
export function readDataProps(page: Page): (DesignState & { preview?: unknown })[] {
  return page.scripts.flatMap(({ attributes, line }) => {
    const text = attributes['data-props'];
    const values = text === undefined ? undefined : parseObject(text);
    if (values === undefined) return [];
    const keys = Object.keys(values).filter((key) => !key.startsWith('$'));
    return [
      {
        source: 'data-props' as const,
        file: page.path,
        line,
        keys,
        values: Object.fromEntries(keys.map((key) => [key, values[key]])),
        ...('$preview' in values && { preview: values['$preview'] }),
      },
    ];
  });
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    return objectSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
