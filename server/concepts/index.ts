/** Concepts: what is being made for which angle, where it goes on the canvas, and what becomes of it. */
import type { BrandStore } from '../brand/index.ts';
import { type Completed, type CompleteRequest, completeConcept, dropConcept } from './complete.ts';
import type { Concept, Cost, Owner } from './concept.ts';
import { createConceptStore } from './concept-store.ts';
import { type Resume, type ResumeQuestion, resumeOf } from './resume.ts';
import type { Box } from './row-place.ts';
import { type AngleStanding, standingOf } from './standing.ts';
import { type Started, type StartRequest, startConcept } from './start.ts';

export { sameAngle } from './angle-names.ts';
export type { Completed, CompleteRequest } from './complete.ts';
export { type Concept, totalCost } from './concept.ts';
export { ConceptError } from './concept-error.ts';
export { type AdDescription, describeAd } from './describe-ad.ts';
export type { QualityGate } from './gate.ts';
export type { Resume } from './resume.ts';
export { type Box, canvasKey, shiftedRight } from './row-place.ts';
export type { AngleStanding } from './standing.ts';
export type { Started } from './start.ts';

export interface Concepts {
  /** How far an angle is and which formats it may still take; changes nothing. Throws `BrandError`. */
  standing(brand: string, angle: string): Promise<AngleStanding>;
  start(request: StartRequest): Promise<Started>;
  complete(request: CompleteRequest): Promise<Completed>;
  /** Gives an open concept up. */
  drop(id: string, summary: string): Promise<Concept>;
  get(id: string): Promise<Concept | undefined>;
  /** The brand's open concepts, oldest first; without a brand, all. */
  open(brand?: string): Promise<Concept[]>;
  /** Boxes kept free on a page for open concepts other than `except`. */
  reserved(canvas: string, except?: string): Promise<{ concept: string; box: Box }[]>;
  /** Hands an open concept to another client, unless the one that has it is at work. */
  take(id: string, owner: Owner): Promise<Concept | undefined>;
  /** Adds an expense to an open concept's ledger. */
  addCost(id: string, cost: Omit<Cost, 'at'>): Promise<void>;
  resume(question: Omit<ResumeQuestion, 'isBusy'>): Promise<Resume>;
}

export interface ConceptsOptions {
  /** Where concepts are kept. */
  folder: string;
  brands: BrandStore;
  isBusy(owner: Owner): Promise<boolean>;
  now?: () => Date;
}

/** A place on the canvas is not kept for ever for a concept that nobody goes on with. */
const KEEP_FREE_MS = 7 * 24 * 3_600_000;

export function createConcepts({
  folder,
  brands,
  isBusy,
  now = () => new Date(),
}: ConceptsOptions): Concepts {
  const store = createConceptStore(folder);
  const parts = { brands, store, isBusy, now };
  const open = async (brand?: string) => {
    const only = brand === undefined ? undefined : (await brands.resolve(brand)).folder;
    return (await store.all()).filter(
      (concept) => concept.status === 'open' && (only === undefined || concept.folder === only),
    );
  };
  return {
    standing: async (brand, angle) => standingOf(angle, await brands.memory(brand), await open(brand)),
    start: (request) => startConcept(parts, request),
    complete: (request) => completeConcept(parts, request),
    drop: (id, summary) => dropConcept(parts, id, summary),
    get: (id) => store.get(id),
    open,
    async reserved(canvas, except) {
      const oldest = new Date(now().getTime() - KEEP_FREE_MS).toISOString();
      return (await open()).flatMap(({ id, place, startedAt }) =>
        place?.canvas === canvas && id !== except && startedAt > oldest ? [{ concept: id, box: place }] : [],
      );
    },
    take: (id, owner) =>
      store.alone(async (all, save) => {
        const concept = all.find((other) => other.id === id && other.status === 'open');
        if (!concept || concept.owner.session === owner.session) return concept;
        if (await isBusy(concept.owner)) return undefined;
        await save({ ...concept, owner });
        return { ...concept, owner };
      }),
    addCost: (id, cost) =>
      store.alone(async (all, save) => {
        const concept = all.find((other) => other.id === id);
        if (concept)
          await save({ ...concept, costs: [...concept.costs, { ...cost, at: now().toISOString() }] });
      }),
    resume: (question) => resumeOf(parts, { ...question, isBusy }),
  };
}
