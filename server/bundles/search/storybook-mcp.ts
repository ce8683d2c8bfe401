/** Components as Storybook's own MCP server documents them: a list, and props for those that may be meant. */

import type { IndexedComponent } from './component-index.ts';
import { McpConnection } from './mcp-http.ts';
import { nameSimilarity, nameWords } from './names.ts';
import { listedComponent } from './storybook.ts';

export interface Wanted {
  name: string;
}

/** Tool names of the addon, older ones last. */
const listTools = ['docs-list', 'list-all-documentation', 'list-all-components'];
const showTools = ['docs-show', 'get-documentation', 'get-component-documentation'];
/** Documentation is asked for one component at a time. */
const MOST_SHOWN = 24;

/** @param wanted Props are asked for where a listed name is near one of these. Throws when there is no such server. */
export async function askStorybookMcp(
  url: URL,
  wanted: readonly Wanted[],
  from: string,
  signal?: AbortSignal,
): Promise<IndexedComponent[]> {
  const server = await McpConnection.open(url, signal);
  try {
    const tools = await server.tools();
    const list = listTools.find((name) => tools.includes(name));
    const show = showTools.find((name) => tools.includes(name));
    if (list === undefined) throw new Error('it has no tool that lists components');
    const entries = listedEntries(await server.call(list, {}));
    const names = wanted.map(({ name }) => nameWords(name));
    const near = new Set(
      entries
        .map(({ id, name }) => ({
          id,
          likeness: Math.max(0, ...names.map((words) => nameSimilarity(words, nameWords(name)))),
        }))
        .filter(({ likeness }) => likeness >= 0.5)
        .sort((a, b) => b.likeness - a.likeness)
        .slice(0, MOST_SHOWN)
        .map(({ id }) => id),
    );
    const found: IndexedComponent[] = [];
    for (const { id, name, summary } of entries) {
      const text = show !== undefined && near.has(id) ? await documentation(server, show, id) : '';
      const importLine = /^import [^\n]+ from ['"][^'"\n]+['"];?/m.exec(text)?.[0];
      found.push(
        listedComponent({
          name,
          path: '',
          text: summary,
          props: documentedProps(text),
          from,
          ...(importLine !== undefined && { importLine }),
        }),
      );
    }
    return found;
  } finally {
    await server.close();
  }
}

const documentation = (server: McpConnection, tool: string, id: string): Promise<string> =>
  server.call(tool, { id }).catch(() => '');

/** Lines such as "- Button (ui-button): Starts an action" below a heading "Components". */
export function listedEntries(markdown: string): { name: string; id: string; summary: string }[] {
  const entries: { name: string; id: string; summary: string }[] = [];
  let inComponents = false;
  for (const line of markdown.split('\n')) {
    const heading = /^#+\s+(.+?)\s*$/.exec(line)?.[1];
    if (heading !== undefined) inComponents = /^components$/i.test(heading);
    const entry = inComponents ? /^- (.{1,120}?) \(([^()\s]{1,200})\)(?:: (.*))?$/.exec(line) : null;
    if (entry) entries.push({ name: entry[1] ?? '', id: entry[2] ?? '', summary: entry[3] ?? '' });
  }
  return entries.slice(0, 2000);
}

/** Names in the block `export type Props = { ... }`. */
export function documentedProps(markdown: string): string[] {
  const block = /^export type Props = \{\n([\s\S]*?)^\}/m.exec(markdown)?.[1] ?? '';
  return [...block.matchAll(/^ {2}['"]?([A-Za-z_$][\w$-]*)['"]?\??: /gm)].map(([, name = '']) => name);
}
