import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { fitScreenshot } from '../server/assets/index.ts';
import {
  firstPacket,
  firstVerdictSchema,
  type Intent,
  MAX_ROUNDS,
  openRound,
  type Round,
  readHistory,
  type Subject,
  score,
  secondPacket,
  secondVerdictSchema,
  writeHistory,
} from '../server/critic/index.ts';
import { type AdFrame, readAd } from '../server/design/ad-frame.ts';
import type { ToolContext } from './context.ts';
import { defineTool, type ToolImage, type ToolResult } from './define.ts';
import { ToolError } from './errors.ts';
import { frameIdParam } from './params.ts';

/** Clients give a call about a minute; a model that has not judged by then is asked by packet. */
const SAMPLING_MS = 40_000;

export const reviewConcept = defineTool({
  name: 'review_concept',
  title: 'Review concept',
  description:
    'Two critics judge a finished ad: pass 1 with fresh eyes, pass 2 against the brief. Where the client can, the server ' +
    'asks the model itself; else it returns a packet for a fresh subagent (give it the packet alone) and takes its answer ' +
    'as verdict. The server scores. Three rounds at most.',
  toolset: 'quality',
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  pipeline: false,
  input: z.strictObject({
    frameId: frameIdParam,
    brief: z.string().max(1200).optional().describe('What was meant, in a sentence or two; for pass 2.'),
    verdict: z.record(z.string(), z.unknown()).optional().describe('The JSON a critic answered to a packet.'),
  }),
  async run({ frameId, brief, verdict }, context) {
    const ad = await readAd(context.canvas, frameId);
    const rounds = readHistory(ad.node.pluginData);
    const intent = await intentOf(ad, brief, context);
    if (verdict) return takeVerdict(verdict, rounds, ad, intent, context);
    const waiting = openRound(rounds);
    if (waiting) return packetFor(waiting, rounds, ad, intent, context);
    if (rounds.length >= MAX_ROUNDS) {
      throw new ToolError(`All ${MAX_ROUNDS} rounds are used.`, {
        hint: 'Show the ad as it is and name what remains open; the user decides.',
        data: { history: historyOf(rounds) },
      });
    }
    const failing = await computedFails(frameId, context);
    if (failing.length > 0) {
      return { data: { blocked: 'Computed checks fail; no round was used. Correct them first.', failing } };
    }
    const round: Round = { startedAt: new Date().toISOString(), by: context.sample ? 'sampling' : 'packet' };
    if (context.sample) {
      const judged = await judgeBySampling(round, ad, intent, context);
      if (judged) {
        await keep([...rounds, judged], ad, context);
        return answer([...rounds, judged]);
      }
      round.by = 'packet';
    }
    await keep([...rounds, round], ad, context);
    return packetFor(round, [...rounds, round], ad, intent, context);
  },
});

async function intentOf(ad: AdFrame, brief: string | undefined, context: ToolContext): Promise<Intent> {
  const open = (await context.concepts.open().catch(() => [])).find(({ frameId }) => frameId === ad.node.id);
  const angle = open?.angle ?? ad.record.angle;
  const said = brief ?? open?.execution ?? open?.summary;
  return { angle, brief: said ?? 'Not given: judge by the angle and the brand alone.' };
}

async function subjectOf(ad: AdFrame, context: ToolContext): Promise<Subject> {
  const { brand, product } = ad.record;
  const brief =
    brand === undefined ? undefined : await context.brands.brief(brand, product).catch(() => undefined);
  return { placement: ad.placement.name, size: [ad.node.width, ad.node.height], brand: brief };
}

/** Fresh eyes must not see what was made before: that is for pass 2. */
function withoutPast({ brand, ...subject }: Subject): Subject {
  if (!brand) return subject;
  const { recent: _, formats: __, angles: ___, learnings: ____, ...rest } = brand;
  return { ...subject, brand: rest };
}

async function screenshot(ad: AdFrame, context: ToolContext): Promise<ToolImage> {
  const { bytes } = await context.canvas.export({ node: ad.node.id, format: 'PNG', scale: 1 });
  const { bytes: fitted, mimeType } = await fitScreenshot(bytes);
  return { bytes: fitted, mimeType };
}

async function packetFor(
  round: Round,
  rounds: readonly Round[],
  ad: AdFrame,
  intent: Intent,
  context: ToolContext,
): Promise<ToolResult> {
  const subject = await subjectOf(ad, context);
  const pass = round.first ? 2 : 1;
  const image = await screenshot(ad, context);
  const folder = join(context.settings.home, 'reviews');
  await mkdir(folder, { recursive: true });
  const extension = image.mimeType === 'image/png' ? 'png' : 'jpg';
  const picture = join(folder, `${ad.node.id.replace(/[^\w-]+/g, '-')}-round${rounds.length}.${extension}`);
  await writeFile(picture, image.bytes);
  return {
    data: {
      round: rounds.length,
      of: MAX_ROUNDS,
      pass,
      packet: `${pass === 1 ? firstPacket(withoutPast(subject)) : secondPacket(subject, intent)}\n\nThe ad: ${picture}`,
      next: `Give the packet and the picture to a fresh subagent that has seen nothing of this session, then call review_concept with frameId and verdict (its JSON).`,
    },
    images: [image],
  };
}

async function takeVerdict(
  given: unknown,
  rounds: Round[],
  ad: AdFrame,
  intent: Intent,
  context: ToolContext,
): Promise<ToolResult> {
  const round = openRound(rounds);
  if (!round) {
    throw new ToolError('No review waits for a verdict.', {
      path: 'verdict',
      hint: 'Call review_concept without a verdict first: it starts a round and returns the packet.',
    });
  }
  const schema = round.first ? secondVerdictSchema : firstVerdictSchema;
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new ToolError(
      `The verdict of pass ${round.first ? 2 : 1} is not complete: ${issue?.message ?? ''}`,
      {
        path: ['verdict', ...(issue?.path ?? [])].join('.'),
        hint: 'Take the JSON as the packet asks for it.',
      },
    );
  }
  const verdict = parsed.data;
  const judged: Round = verdict.pass === 1 ? { ...round, first: verdict } : { ...round, second: verdict };
  const { first, second } = judged;
  const result = first && score(first, second);
  // A fault that anybody sees ends the round; the brief cannot excuse it.
  if (result && (second || result.outcome === 'fail')) judged.outcome = result.outcome;
  const all = [...rounds.slice(0, -1), judged];
  await keep(all, ad, context);
  return judged.outcome ? answer(all) : packetFor(judged, all, ad, intent, context);
}

/** Both passes at once, each in a request of its own; undefined if the model did not answer as asked in time. */
async function judgeBySampling(
  round: Round,
  ad: AdFrame,
  intent: Intent,
  context: ToolContext,
): Promise<Round | undefined> {
  const subject = await subjectOf(ad, context);
  const image = await screenshot(ad, context);
  const ask = async <T>(text: string, schema: z.ZodType<T>): Promise<T> => {
    const said = await context.sample?.({ text, image, maxTokens: 1200, timeoutMs: SAMPLING_MS });
    return schema.parse(JSON.parse(/\{[\s\S]*\}/.exec(said ?? '')?.[0] ?? ''));
  };
  try {
    const [first, second] = await Promise.all([
      ask(firstPacket(withoutPast(subject)), firstVerdictSchema),
      ask(secondPacket(subject, intent), secondVerdictSchema),
    ]);
    return { ...round, first, second, outcome: score(first, second).outcome };
  } catch (error) {
    if (context.signal.aborted) throw error;
    context.log.warn(
      { err: error },
      'the client could not judge by sampling; a packet is handed out instead',
    );
    return undefined;
  }
}

async function keep(rounds: readonly Round[], ad: AdFrame, { canvas }: ToolContext): Promise<void> {
  await canvas.run({
    ops: [{ op: 'update', node: ad.node.id, props: { pluginData: writeHistory(rounds) } }],
  });
}

function answer(rounds: readonly Round[]): ToolResult {
  const last = rounds.at(-1);
  const result = last?.first && score(last.first, last.second);
  const left = MAX_ROUNDS - rounds.length;
  return {
    data: {
      round: rounds.length,
      of: MAX_ROUNDS,
      outcome: last?.outcome,
      ...(last?.first && { remembered: last.first.remembered }),
      ...(last?.second && { alignment: last.second.alignment }),
      ...(result && result.issues.length > 0 && { issues: result.issues }),
      next:
        last?.outcome === 'pass'
          ? 'Passed: export_ad, then complete_concept.'
          : left > 0
            ? `Correct the issues, then call review_concept again (${left} of ${MAX_ROUNDS} rounds left).`
            : 'No round is left: show the ad as it is and name what remains open; the user decides.',
    },
  };
}

function historyOf(rounds: readonly Round[]) {
  return rounds.map(({ outcome, first, second }) => ({
    outcome,
    issues: first ? score(first, second).issues : [],
  }));
}

async function computedFails(frameId: string, context: ToolContext): Promise<string[]> {
  if (!context.tools.has('check_ad')) return [];
  const { data } = await context.callTool('check_ad', { frameId }, context);
  const checked = z
    .looseObject({
      findings: z
        .array(z.looseObject({ check: z.string(), level: z.string(), message: z.string() }))
        .default([]),
    })
    .parse(data);
  return checked.findings
    .filter(({ level }) => level === 'fail')
    .map(({ check, message }) => `${check}: ${message}`);
}
