/** Which components use custom properties that nothing in the bundle defines. */
import type { BundleFacts } from '../../schemas/bundle.ts';
import type { BundleFiles } from './bundle-files.ts';

export async function unresolvedTokens(
  files: BundleFiles,
  facts: BundleFacts,
  maxBytes: number,
): Promise<Map<string, string[]>> {
  const defined = new Set(facts.tokenSets.flatMap(({ tokens }) => tokens.map(({ name }) => name)));
  const unresolved = new Map<string, string[]>();
  if (defined.size === 0) return unresolved;
  const byFile = new Map<string, string[]>();
  for (const { name, file, from } of facts.components) {
    if (from === 'jsx' || from === 'manifest') byFile.set(file, [...(byFile.get(file) ?? []), name]);
  }
  for (const [file, names] of byFile) {
    // In a file of several, the use cannot be laid at one's door.
    const [name] = names;
    if (names.length !== 1 || name === undefined || !files.has(file)) continue;
    const text = await files.text(file, maxBytes);
    if (text === undefined) continue;
    const own = new Set([...text.matchAll(/["']?(--[\w-]+)["']?\s*\]?\s*:/g)].map((match) => match[1]));
    const used = new Set([...text.matchAll(/var\(\s*(--[\w-]+)\s*\)/g)].map((match) => match[1] ?? ''));
    const lost = [...used].filter((one) => !defined.has(one) && !own.has(one));
    if (lost.length > 0) unresolved.set(name, lost);
  }
  return unresolved;
}
