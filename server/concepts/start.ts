/** Opens concepts: four for an angle, each another format category, each with a number and a place of its own. */
import { randomUUID } from 'node:crypto';
import type { CanvasStatus } from '../../schemas/canvas-request.ts';
import {
  type BrandStore,
  conceptsPerAngle,
  type FormatCategory,
  formatCategories,
  formatCategory,
} from '../brand/index.ts';
import { sameAngle } from './angle-names.ts';
import type { Concept, Owner, Place } from './concept.ts';
import { ConceptError } from './concept-error.ts';
import type { ConceptStore } from './concept-store.ts';
import { type Box, placeInRow } from './row-place.ts';
import { type AngleStanding, standingOf } from './standing.ts';

export interface StartRequest {
  brand: string;
  product?: string | undefined;
  angle: string;
  /** As typed: name, id or alias. */
  format: string;
  execution?: string | undefined;
  title?: string | undefined;
  placement?: string | undefined;
  /** Size to keep free on the canvas, px. */
  size: { width: number; height: number };
  /** The page the frame will be on; undefined when no canvas answers. */
  page?:
    | { key: string; frames: (CanvasStatus['frames'][number] & { conceptId?: string | undefined })[] }
    | undefined;
  owner: Owner;
}

export interface Started {
  concept: Concept;
  standing: AngleStanding;
  /** It was open already: the same client asked again, or a client that is gone left it. */
  resumed: boolean;
  notes: string[];
}

export interface StartParts {
  brands: BrandStore;
  store: ConceptStore;
  /** Is the client that owns a concept still at work? */
  isBusy(owner: Owner): Promise<boolean>;
  now(): Date;
}

/** Throws `ConceptError` when the format is unknown or taken, `BrandError` when the brand or product is unknown. */
export async function startConcept(parts: StartParts, request: StartRequest): Promise<Started> {
  const format = knownFormat(request.format);
  const { product } = await parts.brands.resolve(request.brand, request.product);
  const { id: brand, folder, copied } = await parts.brands.writable(request.brand);
  return parts.store.alone(async (all, save) => {
    const memory = await parts.brands.memory(brand);
    const { name } = await parts.brands.facts(brand);
    const ofBrand = all.filter((concept) => concept.folder === folder);
    const open = ofBrand.filter(({ status }) => status === 'open');
    const standing = standingOf(request.angle, memory, open);
    const notes = notesOn(request, standing, format, copied ? folder : undefined);

    const same = standing.open.find((other) => other.format.id === format.id)?.concept;
    if (same) {
      const mine = same.owner.session === request.owner.session;
      if (!mine && (await parts.isBusy(same.owner)))
        throw taken(format, standing, `another client works on it (${same.id})`);
      const concept: Concept = { ...same, ...given(request), owner: request.owner };
      await save(concept);
      return { concept, standing, resumed: true, notes };
    }
    if (!standing.free.some((free) => free.format.id === format.id))
      throw taken(format, standing, 'this visit of the angle has it already');

    const ordinal =
      Math.max(
        standing.inAll,
        ...ofBrand.filter(({ angle }) => sameAngle(angle, standing.angle)).map((other) => other.ordinal),
      ) + 1;
    const numbers = [
      memory.log.length,
      ...memory.log.map((ad) => ad.number ?? 0),
      ...ofBrand.map((other) => other.number),
    ];
    const place = placeFor(request, standing, all);
    const concept: Concept = {
      version: 1,
      id: `c_${randomUUID().replaceAll('-', '').slice(0, 8)}`,
      number: Math.max(0, ...numbers) + 1,
      brand,
      folder,
      ...(product !== undefined && { product }),
      angle: standing.angle,
      visit: standing.visit,
      ordinal,
      format: format.id,
      ...given(request),
      name: `${name} — ${standing.angle} — C${ordinal} (${format.name})`,
      ...(place && { place }),
      status: 'open',
      owner: request.owner,
      startedAt: parts.now().toISOString(),
      costs: [],
    };
    await save(concept);
    const count = standing.count + 1;
    const free = standing.free.filter((other) => other.format.id !== format.id);
    return {
      concept,
      standing: { ...standing, count, inAll: standing.inAll + 1, free },
      resumed: false,
      notes,
    };
  });
}

/** What the request sets beside the key of the concept. */
function given({ execution, title, placement }: StartRequest) {
  return {
    ...(execution !== undefined && { execution }),
    ...(title !== undefined && { title }),
    ...(placement !== undefined && { placement }),
  };
}

export function knownFormat(typed: string): FormatCategory {
  const format = formatCategory(typed);
  if (format) return format;
  throw new ConceptError(
    `"${typed}" is no format category.`,
    'formatCategory',
    `One of: ${formatCategories.map(({ name }) => name).join(', ')}.`,
  );
}

function taken(format: FormatCategory, standing: AngleStanding, why: string): ConceptError {
  const best = standing.free.slice(0, 3).map((free) => `${free.format.name} (${free.why})`);
  const others = standing.free.slice(3).map((free) => free.format.name);
  return new ConceptError(
    `"${standing.angle}" cannot take ${format.name}: ${why}. Each concept of an angle tells it in another format.`,
    'formatCategory',
    `Free, best first: ${[...best, ...others].join(', ')}.`,
  );
}

function notesOn(
  request: StartRequest,
  { angle, isNew, visit, free }: AngleStanding,
  format: FormatCategory,
  copiedTo: string | undefined,
): string[] {
  const why = free.find((other) => other.format.id === format.id)?.why;
  return [
    ...(copiedTo === undefined ? [] : [`The sample brand is now yours to change: ${copiedTo}.`]),
    ...(!isNew && angle !== request.angle.trim() ? [`Taken for the known angle "${angle}".`] : []),
    ...(visit > 0
      ? [`"${angle}" is complete: this is revisit ${visit}, with ${conceptsPerAngle} formats of its own.`]
      : []),
    ...(why === 'one of the last three ads'
      ? [`${format.name} is the format of one of the last three ads: make it look different.`]
      : []),
  ];
}

/** Frames count where they are; reservations of concepts that have no frame yet count too. */
function placeFor(
  { page, size }: StartRequest,
  { angle }: AngleStanding,
  all: readonly Concept[],
): Place | undefined {
  if (!page) return undefined;
  const built = new Set(page.frames.flatMap(({ conceptId }) => conceptId ?? []));
  const kept = all.flatMap((concept) =>
    concept.status === 'open' && concept.place?.canvas === page.key && !built.has(concept.id)
      ? [{ concept, box: concept.place }]
      : [],
  );
  const ofAngle = new Set(all.filter((concept) => sameAngle(concept.angle, angle)).map(({ id }) => id));
  const row: Box[] = [
    ...page.frames.filter(({ conceptId }) => conceptId !== undefined && ofAngle.has(conceptId)),
    ...kept.filter(({ concept }) => ofAngle.has(concept.id)).map(({ box }) => box),
  ];
  const box = placeInRow(size, row, [...page.frames, ...kept.map((other) => other.box)]);
  return { canvas: page.key, ...box };
}
