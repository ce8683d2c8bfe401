/** Closes concepts: into the brand's log and angle index once, whatever is repeated or killed on the way. */
import { type BrandMemory, type BrandStore, formatCategories, type LoggedConcept } from '../brand/index.ts';
import { sameAngle } from './angle-names.ts';
import { type Concept, totalCost } from './concept.ts';
import { ConceptError } from './concept-error.ts';
import type { ConceptStore } from './concept-store.ts';
import { type AngleStanding, standingOf } from './standing.ts';

export interface CompleteRequest {
  conceptId: string;
  title: string;
  summary: string;
  execution?: string | undefined;
  position?: string | undefined;
  shot?: string | undefined;
  background?: string | undefined;
  references?: readonly string[] | undefined;
  learnings?: readonly string[] | undefined;
  score?: number | undefined;
  frameId?: string | undefined;
  /** USD paid for generated pictures, from the ledger. */
  spent?: number | undefined;
}

export interface Completed {
  concept: Concept;
  standing: AngleStanding;
  /** false: it had been completed before, and nothing was written. */
  written: boolean;
  folder: string;
}

export interface CompleteParts {
  brands: BrandStore;
  store: ConceptStore;
  now(): Date;
}

/** Throws `ConceptError` for an unknown concept, `BrandError` when the files cannot be written; then nothing is. */
export async function completeConcept(parts: CompleteParts, request: CompleteRequest): Promise<Completed> {
  return parts.store.alone(async (all, save) => {
    const concept = found(all, request.conceptId);
    const { folder } = await parts.brands.resolve(concept.brand);
    if (folder !== concept.folder) {
      throw new ConceptError(
        `${concept.id} belongs to the brand in ${concept.folder}; here, ${concept.brand} is ${folder}.`,
        'conceptId',
        'Complete it from the workspace it was started in.',
      );
    }
    if (concept.status === 'done') return { ...(await left(parts, all, concept)), written: false, folder };
    const now = parts.now();
    let done: Concept = {
      ...concept,
      status: 'done',
      title: request.title,
      summary: request.summary,
      finishedAt: now.toISOString(),
      ...(request.execution !== undefined && { execution: request.execution }),
      ...(request.references !== undefined && { references: [...request.references] }),
      ...(request.score !== undefined && { score: request.score }),
      ...(request.frameId !== undefined && { frameId: request.frameId }),
      ...(request.spent && {
        costs: [...concept.costs, { at: now.toISOString(), what: 'generated pictures', usd: request.spent }],
      }),
    };
    const format = formatCategories.find(({ id }) => id === concept.format)?.name ?? concept.format;
    let written = false;
    await parts.brands.record(concept.brand, (memory) => {
      // Killed after the files and before the concept: the entry is there already.
      if (memory.log.some((ad) => isEntryOf(ad, done))) return undefined;
      done = { ...done, number: freeNumber(done.number, memory) };
      written = true;
      const angle = memory.angles.find(({ name }) => sameAngle(name, concept.angle))?.name ?? concept.angle;
      const date = localDate(now);
      return {
        log: {
          ...request,
          number: done.number,
          date,
          angle,
          format,
          execution: done.execution,
          product: done.product,
          cost: costOf(done),
        },
        angle: { angle, date, visit: concept.visit, format, title: done.title ?? '', brief: done.execution },
      };
    });
    await save(done);
    const others = all.map((other) => (other.id === done.id ? done : other));
    return { ...(await left(parts, others, done)), written, folder };
  });
}

/** Gives a concept up: its format and place are free again, the files stay as they are. */
export async function dropConcept(
  parts: CompleteParts,
  conceptId: string,
  summary: string,
): Promise<Concept> {
  return parts.store.alone(async (all, save) => {
    const concept = found(all, conceptId);
    if (concept.status === 'done')
      throw new ConceptError(
        `${conceptId} is completed and in the log.`,
        'conceptId',
        'Edit the log by hand to take it out.',
      );
    const dropped: Concept = {
      ...concept,
      status: 'dropped',
      summary,
      finishedAt: parts.now().toISOString(),
    };
    await save(dropped);
    return dropped;
  });
}

function found(all: readonly Concept[], id: string): Concept {
  const concept = all.find((other) => other.id === id);
  if (concept) return concept;
  const open = all.filter(({ status }) => status === 'open').map((other) => `${other.id} (${other.name})`);
  throw new ConceptError(
    `There is no concept "${id}".`,
    'conceptId',
    open.length > 0 ? `Open: ${open.slice(-4).join(', ')}.` : 'None is open: begin with start_concept.',
  );
}

async function left({ brands }: CompleteParts, all: readonly Concept[], concept: Concept) {
  const memory = await brands.memory(concept.brand);
  const open = all.filter(({ folder, status }) => folder === concept.folder && status === 'open');
  return { concept, standing: standingOf(concept.angle, memory, open) };
}

function isEntryOf(ad: LoggedConcept, concept: Concept): boolean {
  return (
    ad.number === concept.number &&
    ad.category?.id === concept.format &&
    ad.angle !== undefined &&
    sameAngle(ad.angle, concept.angle) &&
    ad.date !== undefined &&
    ad.date >= localDate(new Date(concept.startedAt))
  );
}

/** Somebody may have given the number to an ad of their own meanwhile. */
function freeNumber(wanted: number, { log }: BrandMemory): number {
  const numbers = log.map((ad) => ad.number ?? 0);
  return numbers.includes(wanted) ? Math.max(...numbers) + 1 : wanted;
}

function costOf(concept: Concept): string | undefined {
  return concept.costs.length === 0 ? undefined : `$${totalCost(concept).toFixed(2)}`;
}

/** The day where the designer is, not in Greenwich. */
function localDate(at: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
