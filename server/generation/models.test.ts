import { describe, expect, it } from 'vitest';
import { explain } from './fal/explain.ts';
import { UncertainSubmitError } from './fal/safe-fetch.ts';
import { findCutout, findGenerator, nearestRatio, outputOf, sizeOf } from './models.ts';

describe('models', () => {
  const model = findGenerator(undefined);
  it('take the ratio asked for, or the nearest', () => {
    expect(
      ['4:5', '1080x1350', '1080x1920', '300 x 250', '1200×628', '970x250', '0.8:1'].map((text) =>
        nearestRatio(model, text),
      ),
    ).toEqual(['4:5', '4:5', '9:16', '5:4', '16:9', '21:9', '4:5']);
    for (const bad of ['wide', '', '0:1', '4:0', '-1:2'])
      expect(() => nearestRatio(model, bad)).toThrow(/no ratio/);
  });
  it('have prices and sizes', () => {
    expect(outputOf(model, '4K').usd).toBe(0.3);
    expect(sizeOf('4:5', 1024)).toEqual({ width: 916, height: 1145 });
    expect(findCutout('bria').usd).toBe(0.018);
    expect(() => findGenerator('dall-e')).toThrow(/no image model "dall-e"/);
  });
});

describe("fal's errors", () => {
  const api = (status: number, body?: unknown) =>
    Object.assign(new Error('Unprocessable Entity'), { status, body });
  it.each([
    [api(401, { detail: 'No user found for Key ID and Secret' }), 'submit', 'bad_key', 'no'],
    [api(403, { detail: 'User is locked. Reason: Exhausted balance.' }), 'upload', 'no_balance', 'no'],
    [api(403, { detail: 'Access denied' }), 'submit', 'forbidden', 'no'],
    [api(404, { detail: 'Application not found' }), 'submit', 'no_model', 'no'],
    [api(404, {}), 'result', 'gone', 'possibly'],
    [api(429, { detail: 'slow down' }), 'submit', 'too_many', 'no'],
    [
      api(422, { detail: [{ loc: ['body', 'prompt'], msg: 'flagged', type: 'content_policy_violation' }] }),
      'result',
      'content_policy',
      'possibly',
    ],
    [
      api(422, {
        detail: [{ loc: ['body', 'image_urls', 0], msg: 'Failed to download', type: 'file_download_error' }],
      }),
      'result',
      'reference_unreadable',
      'possibly',
    ],
    [api(504, { detail: 'Request timed out', error_type: 'request_timeout' }), 'result', 'timeout', 'no'],
    [
      api(503, { detail: 'No runner', error_type: 'runner_scheduling_failure' }),
      'result',
      'fal_trouble',
      'no',
    ],
    [api(500), 'result', 'fal_trouble', 'no'],
    [new UncertainSubmitError('the connection broke'), 'submit', 'possibly_submitted', 'possibly'],
    [
      Object.assign(new TypeError('fetch failed'), {
        cause: Object.assign(new Error('x'), { code: 'ENOTFOUND' }),
      }),
      'submit',
      'unreachable',
      'no',
    ],
  ] as const)('%# %s', (error, moment, code, spent) => {
    const failure = explain(error, moment);
    expect(failure).toMatchObject({ code, spent });
    expect(failure.advice).toMatch(/\.$/);
  });
  it('are told with the field they are about', () => {
    const error = api(422, {
      detail: [
        { loc: ['body', 'aspect_ratio'], msg: "Input should be '1:1' or '4:5'", type: 'literal_error' },
      ],
    });
    expect(explain(error, 'result').said).toBe("aspect_ratio: Input should be '1:1' or '4:5'");
  });
});
