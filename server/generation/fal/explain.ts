/** What fal said, in its own words, with what to change and whether money was spent. */
import { z } from 'zod';
import type { Failure } from '../tasks/task.ts';
import { codeOf, UncertainSubmitError } from './safe-fetch.ts';

/** Where in a request's life it happened: before fal had taken it, or as its result. */
export type Moment = 'upload' | 'submit' | 'poll' | 'result';

const detailSchema = z.object({
  msg: z.string(),
  type: z.string().optional(),
  loc: z.array(z.union([z.string(), z.number()])).optional(),
});
const bodySchema = z.object({
  detail: z.union([z.string(), z.array(detailSchema)]).optional(),
  error_type: z.string().optional(),
  message: z.string().optional(),
});

/** Types of model errors (fal.ai/docs/model-apis/errors) and of request errors, with what helps. */
const advices: readonly [pattern: RegExp, code: string, advice: string][] = [
  [
    /content_policy|safety|moderat/,
    'content_policy',
    'Reword the prompt: no real people, brands of others, bodies, medicine or violence; describe light, material and place instead. Or use other references.',
  ],
  [/image_too_(large|small)|file_too_large/, 'reference_size', 'Use a reference of 512 to 4096 px a side.'],
  [
    /file_download|image_load|unsupported_image|invalid_image/,
    'reference_unreadable',
    'fal could not read a reference: save it as PNG or JPEG and try again.',
  ],
  [/no_media|no_image/, 'no_image', 'The model answered without a picture: say plainly what is to be seen.'],
  [
    /feature_not_supported|missing|enum|literal|extra|value_error|greater|less|too_(small|big|short|long)|invalid|parsing/,
    'bad_input',
    'Change the argument it names.',
  ],
  [
    /startup_timeout|scheduling|runner|internal|bad_gateway|service_unavailable/,
    'fal_trouble',
    'fal has trouble at the moment: ask again in a few minutes.',
  ],
  [/timeout/, 'timeout', 'fal was too busy: ask again later, or with a smaller resolution.'],
];

/** Turns an error of the fal client into what the model should read. */
export function explain(error: unknown, moment: Moment): Failure {
  if (error instanceof UncertainSubmitError) {
    return {
      code: 'possibly_submitted',
      said: error.message,
      advice: 'See fal.ai/dashboard for requests; ask again only if none is there.',
      spent: 'possibly',
    };
  }
  const status = statusOf(error);
  if (status === undefined) return unreachable(error, moment);
  const body = bodySchema.safeParse(error instanceof Error && 'body' in error ? error.body : undefined);
  const detail = body.success ? body.data.detail : undefined;
  const said =
    (typeof detail === 'string' ? detail : detail?.map(inWords).join('; ')) ||
    (body.success && body.data.message) ||
    (error instanceof Error ? error.message : String(error));
  const types = [
    ...(Array.isArray(detail) ? detail.map(({ type }) => type ?? '') : []),
    (body.success && body.data.error_type) || '',
  ].join(' ');
  return { said: said.slice(0, 600), ...judged(status, said, types, moment) };
}

function judged(
  status: number,
  said: string,
  types: string,
  moment: Moment,
): Pick<Failure, 'code' | 'advice' | 'spent'> {
  if (status === 401)
    return {
      code: 'bad_key',
      advice: 'The key is not valid: set a key from fal.ai/dashboard/keys as FAL_KEY.',
      spent: 'no',
    };
  if (status === 403) {
    const locked = /locked|balance|top.?up/i.test(said);
    return locked
      ? { code: 'no_balance', advice: 'Top up at fal.ai/dashboard/billing, then ask again.', spent: 'no' }
      : {
          code: 'forbidden',
          advice: 'This key may not use the model: use a key with the API scope (fal.ai/dashboard/keys).',
          spent: 'no',
        };
  }
  if (status === 404)
    return moment === 'submit'
      ? {
          code: 'no_model',
          advice: 'fal does not know this model: choose another with ADSMITH_IMAGE_MODEL, or update Adsmith.',
          spent: 'no',
        }
      : { code: 'gone', advice: 'fal no longer has the result: see fal.ai/dashboard.', spent: 'possibly' };
  if (status === 429)
    return {
      code: 'too_many',
      advice: 'Your fal account runs as many requests as it may: ask again when others are ready.',
      spent: 'no',
    };
  // Server errors are never billed; a refused input of a finished request may be (fal.ai/docs/model-apis/pricing).
  const spent = status >= 500 || moment === 'submit' || moment === 'upload' ? 'no' : 'possibly';
  const words = `${types} ${types.trim() === '' ? said : ''}`.toLowerCase();
  const known = advices.find(([pattern]) => pattern.test(words));
  if (known) return { code: known[1], advice: known[2], spent };
  return status >= 500
    ? { code: 'fal_trouble', advice: 'fal has trouble at the moment: ask again in a few minutes.', spent }
    : { code: 'refused', advice: 'Change what it names and ask again.', spent };
}

function unreachable(error: unknown, moment: Moment): Failure {
  const reason = codeOf(error) ?? (error instanceof Error ? error.message : String(error));
  return {
    code: 'unreachable',
    said: `fal.ai cannot be reached (${reason})`,
    advice: 'Check the internet connection and ask again.',
    spent: moment === 'upload' || moment === 'submit' ? 'no' : 'possibly',
  };
}

export function statusOf(error: unknown): number | undefined {
  return error instanceof Error && 'status' in error && typeof error.status === 'number'
    ? error.status
    : undefined;
}

/** "aspect_ratio: Input should be '1:1' or ..." */
function inWords({ loc = [], msg }: z.infer<typeof detailSchema>): string {
  const where = loc.filter((part) => part !== 'body').join('.');
  return where ? `${where}: ${msg}` : msg;
}
