/** How an ad that is started takes its name and place from the concept it belongs to. */
import type { CanvasStatus } from '../schemas/canvas-request.ts';
import type { Placement } from '../schemas/placement.ts';
import { type Box, type Concept, sameAngle, shiftedRight } from '../server/concepts/index.ts';
import { nextFreeSpot } from '../server/design/canvas-place.ts';
import { type Session, switchBrand } from '../server/session/session.ts';
import { namedBrand } from './brand.ts';
import { framesByConcept } from './concept-frames.ts';
import type { ToolContext } from './context.ts';
import { ToolError } from './errors.ts';

interface StartArgs {
  concept?: number | string | undefined;
  brand?: string | undefined;
  product?: string | undefined;
  angle?: string | undefined;
}

interface Subject {
  concept: Concept | undefined;
  brand: string | undefined;
  product: string | undefined;
  angle: string | undefined;
  /** Of the concept among those of its brand, or as the call gives it. */
  number: number | undefined;
}

/** What an ad that is started is about: as the call says, else as its concept does. */
export async function subjectOf(args: StartArgs, context: ToolContext): Promise<Subject> {
  const concept = await conceptOf(args, context);
  const named = await namedBrand(args, context);
  return {
    concept,
    brand: named?.id ?? concept?.brand,
    product: named?.product ?? args.product ?? concept?.product,
    angle: args.angle ?? concept?.angle,
    number: concept?.ordinal ?? (typeof args.concept === 'number' ? args.concept : undefined),
  };
}

/** The calls that follow are about the ad that was started. */
export function workOn(session: Session, frameId: string, { concept, brand, product }: Subject): void {
  if (brand) switchBrand(session, brand, product);
  Object.assign(session, { frameId, ...(concept && { concept: concept.id, angle: concept.angle }) });
}

/** The concept named; else the one under way, unless the call is about another brand or angle. */
async function conceptOf(
  args: StartArgs,
  { concepts, session, brands }: ToolContext,
): Promise<Concept | undefined> {
  if (typeof args.concept === 'string') {
    const found = await concepts.get(args.concept);
    if (found?.status === 'open') return found;
    throw new ToolError(`There is no open concept "${args.concept}".`, {
      path: 'concept',
      hint: 'Open one with start_concept, or leave it out.',
    });
  }
  if (session.concept === undefined || args.concept !== undefined) return undefined;
  const current = await concepts.get(session.concept);
  if (current?.status !== 'open') return undefined;
  const other =
    (args.brand !== undefined && (await brands.resolve(args.brand)).id !== current.brand) ||
    (args.angle !== undefined && !sameAngle(args.angle, current.angle));
  return other ? undefined : current;
}

/** A concept's first frame goes where its place was kept, its others and frames of no concept where nothing lies. */
export function spotFor(
  concept: Concept | undefined,
  { width, height }: Placement,
  status: CanvasStatus,
  reserved: readonly { concept: string; box: Box }[],
  canvas: string,
): { x: number; y: number } {
  // A concept that has its frame needs no more room than that.
  const built = framesByConcept(status.frames);
  const kept = reserved.filter((other) => !built.has(other.concept));
  const taken = [...status.frames, ...kept.map(({ box }) => box)];
  if (concept?.place?.canvas === canvas) return shiftedRight({ ...concept.place, width, height }, taken);
  return nextFreeSpot(taken);
}

/** The concept's name; with the size added for its second frame, since exports are called after it. */
export function conceptName(
  concept: Concept | undefined,
  placement: Placement,
  frames: CanvasStatus['frames'],
): string | undefined {
  if (!concept) return undefined;
  const used = new Set(frames.map(({ name }) => name));
  const sized = `${concept.name} ${placement.name}`;
  const names = [concept.name, sized, ...Array.from({ length: 50 }, (_, index) => `${sized} ${index + 2}`)];
  return names.find((name) => !used.has(name));
}
