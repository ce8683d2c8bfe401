import { z } from 'zod';
import { conceptsPerAngle, readProductSpec } from '../server/brand/index.ts';
import { type AdDescription, type Concept, describeAd, totalCost } from '../server/concepts/index.ts';
import { readAd } from '../server/design/ad-frame.ts';
import { framesByConcept } from './concept-frames.ts';
import type { ToolContext } from './context.ts';
import { defineTool } from './define.ts';
import { ToolError } from './errors.ts';
import { statusOf } from './start-concept.ts';

const text = (most: number) => z.string().trim().min(1).max(most);

export const completeConcept = defineTool({
  name: 'complete_concept',
  title: 'Complete concept',
  description:
    "Closes a concept: writes it, once, into the brand's log and angle index, and keeps its summary. " +
    'position, shot, background: read from the frame unless given.',
  toolset: 'default',
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  pipeline: false,
  input: z.strictObject({
    conceptId: z.string().optional(),
    frameId: z.string().optional(),
    title: text(120).optional(),
    summary: text(1000).optional().describe('Decisions, result, issues. Needed unless dropped.'),
    execution: text(500).optional(),
    position: text(200).optional(),
    shot: text(200).optional(),
    background: text(200).optional(),
    references: z.array(text(200)).max(20).optional(),
    learnings: z.array(text(300)).max(10).optional(),
    score: z.number().min(0).max(10).optional(),
    drop: z.boolean().optional().describe('Give it up.'),
  }),
  async run(args, context) {
    const { concepts, session } = context;
    const concept = await conceptFor(args, context);
    if (args.drop) {
      const dropped = await concepts.drop(concept.id, args.summary ?? 'Given up.');
      forget(session, concept.id);
      return {
        data: {
          conceptId: dropped.id,
          dropped: true,
          angle: statusOf(await concepts.standing(concept.brand, concept.angle)),
        },
        said: `Gave up ad #${concept.number}`,
      };
    }
    const { summary } = args;
    if (summary === undefined) {
      throw new ToolError('complete_concept: summary is missing', {
        path: 'summary',
        hint: 'Decisions, result and issues in a few sentences: what the next client needs to know. To give the concept up: drop: true.',
      });
    }
    const frameId = args.frameId ?? (await frameOf(concept, context));
    const seen = frameId === undefined ? {} : await describe(concept, frameId, context);
    if (frameId !== undefined && concept.status === 'open') await pass(frameId, context);
    const { headline, ...derived } = seen;
    const { spent, unread } = spentOn(concept, context);
    const {
      concept: done,
      standing,
      written,
      folder,
    } = await concepts.complete({
      ...derived,
      ...args,
      summary,
      conceptId: concept.id,
      frameId,
      spent,
      title:
        args.title ??
        concept.title ??
        headline ??
        shortTitle(args.execution ?? concept.execution) ??
        'Untitled',
    });
    const unmarked = written ? await markUsed(args.references ?? [], done, context) : undefined;
    const warnings = [written && frameId === undefined ? unseen : undefined, unmarked, unread].filter(
      Boolean,
    );
    forget(session, concept.id);
    const shown = Object.entries(derived).filter(([key]) => args[key as keyof typeof derived] === undefined);
    return {
      data: {
        conceptId: done.id,
        ...(written
          ? { logged: `Ad #${done.number}: ${done.title}` }
          : { already: `Ad #${done.number}: ${done.title}` }),
        folder: `${folder}/ads`,
        ...(done.costs.length > 0 && { cost: `$${totalCost(done).toFixed(2)}` }),
        ...(written && shown.length > 0 && { read: Object.fromEntries(shown) }),
        ...(standing.visit > done.visit
          ? { angle: `${standing.angle} ${conceptsPerAngle}/${conceptsPerAngle}, complete` }
          : { angle: statusOf(standing), free: standing.free.map(({ format }) => format.name) }),
        ...(warnings.length > 0 && { warnings }),
        next: nextSteps(context, written),
      },
      said: `Ad #${done.number}: ${done.title}`,
    };
  },
});

/** It may have been made elsewhere. */
const unseen =
  'No frame of this concept is on the canvas: it is logged as told, and was not checked. If it was never made, its format counts as used all the same.';

type Args = { conceptId?: string | undefined; frameId?: string | undefined };

/** The concept named; else the frame's; else the one under way; else the only open one of the brand. */
async function conceptFor(
  { conceptId, frameId }: Args,
  { concepts, session, canvas }: ToolContext,
): Promise<Concept> {
  const ofFrame = frameId === undefined ? undefined : (await readAd(canvas, frameId)).record.conceptId;
  const id = conceptId ?? ofFrame ?? session.concept;
  const found = id === undefined ? undefined : await concepts.get(id);
  if (found) return found;
  const open = await concepts.open(session.brand);
  const [only] = open;
  if (id === undefined && only && open.length === 1) return only;
  throw new ToolError(id === undefined ? 'Which concept is it?' : `There is no concept "${id}".`, {
    path: 'conceptId',
    hint:
      open.length > 0
        ? `Open: ${open
            .slice(-4)
            .map((concept) => `${concept.id} (${concept.name})`)
            .join(', ')}.`
        : 'None is open: begin with start_concept; a frame that is there already can be given here as frameId.',
  });
}

async function frameOf(concept: Concept, { canvas, session }: ToolContext): Promise<string | undefined> {
  // The files matter more than the picture: a canvas that is closed by now must not stop the log.
  const frames = await canvas.status().then(
    (status) => status.frames,
    () => [],
  );
  const known = framesByConcept(frames).get(concept.id);
  if (known !== undefined) return known;
  return session.concept === concept.id && frames.some(({ id }) => id === session.frameId)
    ? session.frameId
    : undefined;
}

async function describe(
  concept: Concept,
  frameId: string,
  { canvas, brands }: ToolContext,
): Promise<AdDescription> {
  const ad = await readAd(canvas, frameId);
  const product = concept.product ?? ad.record.product;
  const spec =
    product === undefined
      ? ''
      : await brands.read(concept.brand, `products/${product}/spec.md`).catch(() => '');
  const { colours } = await brands.facts(concept.brand);
  return describeAd(ad, { colours, shots: readProductSpec(spec).shots, product });
}

async function pass(frameId: string, { gate, canvas }: ToolContext): Promise<void> {
  const problems = (await gate?.(canvas, frameId)) ?? [];
  if (problems.length === 0) return;
  throw new ToolError('The ad does not pass its checks yet.', {
    path: 'frameId',
    hint: 'Put these right and complete it again; nothing was written.',
    data: { problems },
  });
}

/** A ledger that cannot be read must not keep an ad out of the log. */
function spentOn({ id }: Concept, { costs, log }: ToolContext): { spent?: number; unread?: string } {
  try {
    return { spent: costs.total({ concept: id }).spent };
  } catch (error) {
    log.warn({ err: error, concept: id }, 'the cost ledger cannot be read');
    const what = error instanceof Error ? error.message : String(error);
    return { unread: `What its pictures cost is not in the log: ${what}` };
  }
}

/** The log is written by now: a library that cannot be written is worth a warning, no error. */
async function markUsed(
  references: readonly string[],
  { brand, id }: Concept,
  { library }: ToolContext,
): Promise<string | undefined> {
  if (references.length === 0) return undefined;
  return library.markUsed(references, brand, id).then(
    ({ unknown }) => {
      // Names and addresses are references too; a number can only be meant for the library.
      const numbers = unknown.filter((word) => /^(#|lib-)?\d+$/i.test(word.trim()));
      return numbers.length === 0
        ? undefined
        : `The ad library has no picture ${numbers.join(', ')}: in the log as written, nothing marked as used.`;
    },
    (error: unknown) =>
      `The references are not marked as used: ${error instanceof Error ? error.message : String(error)}`,
  );
}

function forget(session: ToolContext['session'], id: string): void {
  if (session.concept === id) session.concept = undefined;
}

/** The first words of the idea. */
function shortTitle(execution: string | undefined): string | undefined {
  const title = execution
    ?.split(/[.,;:\n]/)[0]
    ?.split(/\s+/)
    .slice(0, 6)
    .join(' ')
    .trim();
  return title === '' ? undefined : title;
}

function nextSteps({ tools }: ToolContext, written: boolean): string {
  if (!written) return 'It was completed before; nothing was written again.';
  const template = tools.has('save_template') ? ' If yes: save_template.' : '';
  const learning = tools.has('log_learning') ? ' A principle that holds beyond this ad: log_learning.' : '';
  return `Ask the designer: save it as a template?${template}${learning} Then start_concept for the next format.`;
}
