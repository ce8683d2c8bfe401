import fc from 'fast-check';
import { expect, it } from 'vitest';
import { asOkReply, pluginToHubSchema, replySchema } from '../../schemas/bridge.ts';
import { hubToClientSchema } from '../../schemas/bridge-peer.ts';

/** Replies and what is nearly one: each member right, wrong or missing, others beside them. */
const nearlyReply = fc.record(
  {
    type: fc.constantFrom('reply', 'reply', 'reply', 'image', 1),
    id: fc.oneof(
      fc.string({ maxLength: 130 }),
      fc.constantFrom('', 'a:1', 'x'.repeat(120), 'x'.repeat(121), 7),
    ),
    ok: fc.constantFrom(true, true, true, false, 'true'),
    value: fc.oneof(fc.jsonValue(), fc.constant(undefined)),
    bytes: fc.oneof(fc.uint8Array(), fc.constantFrom(undefined, null, [1])),
    error: fc.constantFrom(undefined, { code: 'internal', message: 'no' }),
    later: fc.jsonValue(),
  },
  { requiredKeys: [] },
);

it('the short check of an ok reply says what the schemas say', () => {
  let taken = 0;
  fc.assert(
    fc.property(fc.oneof({ arbitrary: nearlyReply, weight: 9 }, fc.anything()), (message) => {
      const short = asOkReply(message);
      if (short === undefined) {
        const parsed = replySchema.safeParse(message);
        expect(parsed.success && parsed.data.ok).toBe(false);
        return;
      }
      taken += 1;
      for (const schema of [replySchema, pluginToHubSchema, hubToClientSchema])
        expect(schema.parse(message)).toEqual(short);
    }),
    { numRuns: 3000, seed: 1 },
  );
  expect(taken).toBeGreaterThan(100);
});
