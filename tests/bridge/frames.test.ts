import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BadFrame,
  encodeFrames,
  FrameAssembler,
  frameLimits,
  type Message,
  MessageTooLarge,
} from '../../schemas/bridge-frames.ts';

function arrive(frames: (string | Uint8Array)[], assembler = new FrameAssembler()): unknown[] {
  return frames.flatMap((frame) => {
    const received = assembler.push(frame);
    return received.kind === 'message' ? [received.message] : [];
  });
}

type Frames = (string | Uint8Array)[];
const few = fc.integer({ min: -1, max: 3 });
const rubbish = fc.oneof(
  fc.anything(),
  fc.record(
    {
      m: few,
      i: few,
      n: few,
      size: fc.integer({ min: -1, max: 300 }),
      json: fc.integer({ min: 0, max: 300 }),
      message: fc.oneof(fc.object(), fc.jsonValue()),
    },
    { requiredKeys: ['m', 'i', 'n', 'size'] },
  ),
);
/** Short chunks, so that not so much has to be sent for several. */
const chunk = 1024 * 1024;
const large = (size: number): Message => ({ type: 'reply', id: 'a:1', bytes: new Uint8Array(size).fill(7) });

function bytesOf(message: unknown): Buffer {
  if (typeof message !== 'object' || message === null || !('bytes' in message)) throw new Error('no bytes');
  return Buffer.from(message.bytes as Uint8Array);
}

describe('frames', () => {
  it('bring any message over as it was', () => {
    const message = fc.record(
      {
        type: fc.string(),
        id: fc.string(),
        value: fc.jsonValue(),
        bytes: fc.uint8Array({ maxLength: 5000 }),
      },
      { requiredKeys: ['type'] },
    );
    fc.assert(
      fc.property(message, (sent) => {
        // JSON has no -0; everything else must come back.
        const wanted = { ...JSON.parse(JSON.stringify({ ...sent, bytes: undefined })) };
        const [got] = arrive(encodeFrames(sent, 1));
        expect(got).toEqual(sent.bytes ? { ...wanted, bytes: sent.bytes } : wanted);
      }),
    );
  });

  it('cut large bytes into chunks below the frame limit', () => {
    const frames = encodeFrames(large(5 * 1024 * 1024), 1, { chunk });
    expect(frames.map((frame) => typeof frame)).toEqual(Array(5).fill(['string', 'object']).flat());
    for (const frame of frames) expect(frame.length).toBeLessThanOrEqual(chunk);
    const [got] = arrive(frames);
    expect(got).toMatchObject({ type: 'reply', id: 'a:1' });
    expect(bytesOf(got).equals(Buffer.alloc(5 * 1024 * 1024, 7))).toBe(true);
  });

  it('in one piece carry the very bytes, and bring the very bytes that arrived', () => {
    const message = large(5 * 1024 * 1024);
    const frames = encodeFrames(message, 1);
    expect(frames).toHaveLength(2);
    const sent = frames[1] as Uint8Array;
    expect(sent.buffer).toBe(message.bytes?.buffer);
    const [got] = arrive(frames);
    expect((got as { bytes: Uint8Array }).bytes.buffer).toBe(sent.buffer);
  });

  it('carry JSON that is too long for an announcement before the bytes', () => {
    const message = { ...large(3_000_000), value: 'é'.repeat(frameLimits.announced) };
    const [got] = arrive(encodeFrames(message, 1, { chunk }));
    expect(JSON.stringify({ ...(got as object), bytes: null })).toBe(
      JSON.stringify({ ...message, bytes: null }),
    );
    expect(bytesOf(got).equals(Buffer.alloc(3_000_000, 7))).toBe(true);
  });

  it('carry large JSON without bytes', () => {
    const message = { type: 'reply', value: 'é'.repeat(frameLimits.text) };
    expect(JSON.stringify(arrive(encodeFrames(message, 1)))).toBe(JSON.stringify([message]));
  });

  it('of several messages may be mixed', () => {
    const one = encodeFrames(large(2_500_000), 1, { chunk });
    const two = encodeFrames(large(2_400_000), 2, { chunk });
    const mixed = [0, 2, 4].flatMap((at) => [...one.slice(at, at + 2), ...two.slice(at, at + 2)]);
    expect(arrive(mixed)).toHaveLength(2);
  });

  it('refuse to send a message over the limit', () => {
    expect(() => encodeFrames(large(2000), 1, { limit: 1000 })).toThrow(MessageTooLarge);
  });

  it('over the limit are dropped with the id they belong to, and the next message arrives', () => {
    const assembler = new FrameAssembler(1_500_000);
    const received = encodeFrames(large(3_000_000), 1, { chunk }).map((frame) => assembler.push(frame));
    expect(received[1]).toMatchObject({ kind: 'refused', type: 'reply', id: 'a:1', limit: 1_500_000 });
    expect(received.slice(2).every(({ kind }) => kind === 'partial')).toBe(true);
    expect(arrive(encodeFrames(large(1_400_000), 2), assembler)).toHaveLength(1);
  });

  it('out of order, missing or repeated end in an error', () => {
    const frames = encodeFrames(large(2_500_000), 1, { chunk });
    const [a, b, c] = [0, 2, 4].map((at) => frames.slice(at, at + 2)) as [Frames, Frames, Frames];
    expect(() => arrive(b)).toThrow('out of order');
    expect(() => arrive([...a, ...c])).toThrow('out of order');
    expect(() => arrive([...a, ...b, ...b])).toThrow('out of order');
  });

  it('of which one of a pair is missing end in an error', () => {
    const frames = encodeFrames(large(2_500_000), 1, { chunk });
    const [announcement = '', bytes = ''] = frames;
    expect(() => arrive([bytes])).toThrow('not announced');
    expect(() => arrive([announcement, bytes, bytes])).toThrow('not announced');
    expect(() => arrive([announcement, '{"type":"ping"}'])).toThrow('did not come');
  });

  it('that do not keep to what they announce end in an error', () => {
    const [announcement, bytes] = encodeFrames(large(1000), 1) as [string, Uint8Array];
    expect(() => arrive([announcement, bytes.subarray(1)])).toThrow('shorter');
    const { chunk: header } = JSON.parse(announcement) as { chunk: object };
    const say = (change: object) => JSON.stringify({ chunk: { ...header, ...change } });
    expect(() => arrive([say({ message: undefined }), bytes])).toThrow('no JSON');
    expect(() => arrive([say({ message: undefined, json: 2000 }), bytes])).toThrow('no JSON');
    expect(() => arrive([say({ message: undefined, json: 500 }), bytes])).toThrow('not JSON');
    expect(() => arrive([say({ n: 1000 }), bytes])).toThrow('number of chunks');
    expect(() => arrive([say({ n: 0 }), bytes])).toThrow('wrong shape');
    const [first, , second] = encodeFrames(large(2_000_000), 1, { chunk }) as [string, Uint8Array, string];
    expect(() => arrive([first, new Uint8Array(1000), second, new Uint8Array(2_000_000)])).toThrow('longer');
  });

  it('of rubbish never bring a message, only an error', () => {
    fc.assert(
      fc.property(rubbish, fc.uint8Array({ maxLength: 200 }), (header, bytes) => {
        const assembler = new FrameAssembler();
        try {
          assembler.push(JSON.stringify({ chunk: header }));
          const received = assembler.push(bytes);
          // What is announced rightly by chance is a message; anything else must be noticed.
          if (received.kind === 'message') expect(header).toMatchObject({ i: 0, n: 1, size: bytes.length });
        } catch (error) {
          expect(error).toBeInstanceOf(BadFrame);
        }
      }),
    );
  });
});
