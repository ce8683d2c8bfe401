/** What a concept will cost, computed from price data, with everything that was assumed. */
import { z } from 'zod';
import data from './data/models.json' with { type: 'json' };
import { money } from './money.ts';

const price = z.number().nonnegative();
const modelSchema = z.strictObject({
  id: z.string(),
  /** Regular expression over the names clients use. */
  match: z.string(),
  input: price,
  output: price,
  cacheWrite: price,
  cacheRead: price,
  /** Most tokens one picture counts. */
  imageTokens: z.int().positive(),
});
const fileSchema = z.strictObject({
  about: z.string(),
  source: z.string(),
  asOf: z.string(),
  assumed: z.string(),
  models: z.array(modelSchema).min(1),
  turn: z.strictObject({ about: z.string(), base: z.int(), added: z.int(), output: z.int() }),
});
const prices = fileSchema.parse(data);
type LanguageModel = z.infer<typeof modelSchema>;

export interface EstimateRequest {
  /** Paid calls with known prices, e.g. generated images. */
  calls: readonly { what: string; count: number; usd: number }[];
  /** The model the client uses, as it calls it; undefined: not known. */
  model?: string | undefined;
  /** Turns of the conversation. */
  turns: number;
  /** Pictures the model looks at, by their size in px. */
  pictures: readonly { what: string; count: number; width: number; height: number }[];
  /** Does the client use prompt caching? */
  cached: boolean;
}

export interface Estimate {
  /** USD. */
  total: number;
  lines: { what: string; usd: number }[];
  assumptions: string[];
  asOf: string;
}

/** Names of the models whose prices are known. */
export const knownModels: readonly string[] = prices.models.map(({ id }) => id);

export function estimate(request: EstimateRequest): Estimate {
  const { model, known } = languageModel(request.model);
  const lines = request.calls
    .filter(({ count }) => count > 0)
    .map(({ what, count, usd }) => ({ what: `${count} × ${what} at ${money(usd)}`, usd: count * usd }));
  const talk = conversation(model, request.turns, request.cached);
  const pictures = request.pictures.filter(({ count }) => count > 0);
  const tokens = pictures.reduce(
    (sum, { count, width, height }) => sum + count * pictureTokens(width, height, model.imageTokens),
    0,
  );
  // A picture is read once when it is new, and again on half of the turns on average.
  const again = request.turns / 2;
  const seen =
    (tokens * (request.cached ? model.cacheWrite + again * model.cacheRead : (1 + again) * model.input)) /
    1e6;
  lines.push({ what: `${model.id}, ${request.turns} turns`, usd: talk });
  if (tokens > 0)
    lines.push({
      what: `${pictures.map(({ what, count }) => `${count} ${what}`).join(', ')} seen (${tokens} tokens)`,
      usd: seen,
    });
  return {
    total: round(lines.reduce((sum, { usd }) => sum + usd, 0)),
    lines: lines.map(({ what, usd }) => ({ what, usd: round(usd) })),
    assumptions: assumptions(request, model, known),
    asOf: prices.asOf,
  };
}

function assumptions(request: EstimateRequest, model: LanguageModel, known: boolean): string[] {
  const { base, added, output } = prices.turn;
  return [
    known
      ? `prices of ${model.id}`
      : request.model
        ? `"${request.model}" has no known price: taken as ${model.id}`
        : `your model is not known here: taken as ${model.id}`,
    `${base} tokens at the start, ${added} in and ${output} out a turn`,
    request.cached ? 'your client caches prompts' : 'no prompt caching',
    'subscriptions are not billed by tokens; image calls always are',
  ];
}

/** Everything said before is read again on each turn: from the cache, or at the full price. */
function conversation(model: LanguageModel, turns: number, cached: boolean): number {
  const { base, added, output } = prices.turn;
  const read = turns * base + (added * turns * (turns - 1)) / 2;
  const input = cached
    ? read * model.cacheRead + (base + turns * added) * model.cacheWrite
    : read * model.input;
  return (input + turns * output * model.output) / 1e6;
}

/** A token is 28 × 28 px; larger pictures are scaled down to the model's limit. */
function pictureTokens(width: number, height: number, most: number): number {
  return Math.min(most, Math.ceil(width / 28) * Math.ceil(height / 28));
}

function languageModel(name: string | undefined): { model: LanguageModel; known: boolean } {
  const found = name && prices.models.find(({ match }) => new RegExp(match, 'i').test(name));
  if (found) return { model: found, known: true };
  const assumed = prices.models.find(({ id }) => id === prices.assumed) ?? prices.models[0];
  if (!assumed) throw new Error('data/models.json names no model.');
  return { model: assumed, known: false };
}

const round = (usd: number) => Math.round(usd * 1e4) / 1e4;
