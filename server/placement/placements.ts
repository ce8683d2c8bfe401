/** Finds the placement a person means by "story", "4:5" or "300x250". */
import { distance } from 'fastest-levenshtein';
import { type Insets, type Placement, placementFileSchema } from '../../schemas/placement.ts';
import data from './data/placements.json' with { type: 'json' };

const placements = placementFileSchema.parse(data).placements;

/** Every placement that ships, in the order of the data file. */
export function allPlacements(): readonly Placement[] {
  return placements;
}

const normalise = (text: string) =>
  text
    .trim()
    .toLowerCase()
    .replace(/[×*]/g, 'x')
    .replace(/(\d)\s*x\s*(\d+)(\s*px)?$/, '$1x$2')
    .replace(/[\s/-]+/g, '_');

const byName = new Map<string, Placement>();
for (const placement of placements) {
  for (const name of [placement.id, placement.name, ...placement.aliases]) {
    const key = normalise(name);
    if (!byName.has(key)) byName.set(key, placement);
  }
}

export class UnknownPlacementError extends Error {
  override readonly name = 'UnknownPlacementError';
}

/** px of a side of an own size. */
const SIDE = { least: 40, most: 4096 };

/**
 * The placement for an id or alias; case, spaces and hyphens do not matter.
 * @throws UnknownPlacementError naming close matches and the common choices.
 */
export function findPlacement(format: string): Placement {
  const found = byName.get(normalise(format));
  if (found) return found;
  throw unknown(format, 'or a display size such as "300x250"');
}

/** The same, or one of its own for a size that no placement is called after, such as "1000x500". */
export function placementNamed(format: string): Placement {
  const wanted = normalise(format);
  const found = byName.get(wanted);
  if (found) return found;
  const [, width, height] = /^(\d+)x(\d+)$/.exec(wanted) ?? [];
  if (width === undefined || height === undefined)
    throw unknown(format, 'a display size such as "300x250", or an own size such as "1000x500"');
  const sides = [Number(width), Number(height)] as const;
  if (sides.some((side) => side < SIDE.least || side > SIDE.most))
    throw new UnknownPlacementError(`"${format}": each side must be ${SIDE.least} to ${SIDE.most} px.`);
  return customPlacement(...sides);
}

/** What `placementNamed` finds this placement by. */
export function formatOf({ id, width, height }: Placement): string {
  return id === 'custom' ? `${width}x${height}` : id;
}

/** Typing errors: one letter in four, none in the shortest names. */
function unknown(format: string, sizes: string): UnknownPlacementError {
  const near = [...byName.keys()]
    .map((name) => ({ name, edits: distance(name, normalise(format)) }))
    .filter(({ name, edits }) => edits <= Math.ceil((name.length - 3) / 4))
    .sort((a, b) => a.edits - b.edits)
    .slice(0, 3)
    .map(({ name }) => `"${name}"`);
  const suggestion = near.length > 0 ? ` Did you mean ${near.join(' or ')}?` : '';
  return new UnknownPlacementError(
    `Unknown format "${format}".${suggestion} Use story, reel, portrait (4:5), feed (1:1), landscape (1.91:1), pin, ` +
      `tiktok, shorts, snapchat, ${sizes}.`,
  );
}

/** A placement of one's own size; no zones, the general limits. */
export function customPlacement(width: number, height: number, safeZones?: Insets): Placement {
  const display = width * height < 400_000;
  return {
    id: 'custom',
    name: `${width}×${height}`,
    platform: 'custom',
    kind: display ? 'display' : 'social',
    width,
    height,
    safeZones: safeZones ?? { top: 0, right: 0, bottom: 0, left: 0 },
    margin: display ? 10 : Math.round((64 * Math.min(width, height)) / 1080),
    maxBytes: 30 * 1024 * 1024,
    fileTypes: ['PNG', 'JPG'],
    aliases: [],
    source: 'given by the caller',
    asOf: '',
  };
}
