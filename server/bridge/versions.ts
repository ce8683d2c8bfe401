/** Compares two versions by their numbers ("1.10.0" is newer than "1.9.2"); what follows a "-" is older than without. */
export function isNewer(version: string, than: string): boolean {
  const left = parse(version);
  const right = parse(than);
  for (const index of [0, 1, 2]) {
    const difference = (left.numbers[index] ?? 0) - (right.numbers[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return right.prerelease && !left.prerelease;
}

function parse(version: string): { numbers: number[]; prerelease: boolean } {
  const [core = '', suffix] = version.split('-', 2);
  return {
    numbers: core.split('.').map((part) => Number.parseInt(part, 10) || 0),
    prerelease: suffix !== undefined,
  };
}
