/** Texts that stand under a name anywhere in JSON, e.g. the hashes of the images a program or snapshot uses. */
export function textsUnder(name: string, value: unknown, found: Set<string> = new Set()): Set<string> {
  if (typeof value !== 'object' || value === null) return found;
  for (const [key, member] of Object.entries(value)) {
    if (key === name && typeof member === 'string') found.add(member);
    else textsUnder(name, member, found);
  }
  return found;
}
