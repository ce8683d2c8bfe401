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
    const frames = encodeFrames(large(5 * 1024 * 1024), 1);
    expect(frames.length).toBe(6);
    for (const frame of frames) expect(frame.length).toBeLessThan(frameLimits.frame);
    const [got] = arrive(frames);
    expect(got).toMatchObject({ type: 'reply', id: 'a:1' });
    expect(bytesOf(got).equals(Buffer.alloc(5 * 1024 * 1024, 7))).toBe(true);
  });

  it('carry large JSON without bytes', () => {
    const message = { type: 'reply', value: 'é'.repeat(frameLimits.chunk) };
    expect(JSON.stringify(arrive(encodeFrames(message, 1)))).toBe(JSON.stringify([message]));
  });

  it('of several messages may be mixed', () => {
    const one = encodeFrames(large(2_500_000), 1);
    const two = encodeFrames(large(2_400_000), 2);
    const mixed = one.flatMap((frame, index) => [frame, two[index]].filter((item) => item !== undefined));
    expect(arrive(mixed)).toHaveLength(2);
  });

  it('refuse to send a message over the limit', () => {
    expect(() => encodeFrames(large(2000), 1, 1000)).toThrow(MessageTooLarge);
  });

  it('over the limit are dropped with the id they belong to, and the next message arrives', () => {
    const assembler = new FrameAssembler(1_500_000);
    const received = encodeFrames(large(3_000_000), 1).map((frame) => assembler.push(frame));
    expect(received[0]).toMatchObject({ kind: 'refused', type: 'reply', id: 'a:1', limit: 1_500_000 });
    expect(received.slice(1).every(({ kind }) => kind === 'partial')).toBe(true);
    expect(arrive(encodeFrames(large(1_400_000), 2), assembler)).toHaveLength(1);
  });

  it('out of order, missing or repeated end in an error', () => {
    const [a, b, c] = encodeFrames(large(2_500_000), 1);
    if (!a || !b || !c) throw new Error('expected three frames');
    expect(() => arrive([b])).toThrow(BadFrame);
    expect(() => arrive([a, c])).toThrow(BadFrame);
    expect(() => arrive([a, b, b])).toThrow(BadFrame);
  });

  it('of rubbish never bring a message, only an error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          expect(new FrameAssembler().push(bytes).kind).not.toBe('message');
        } catch (error) {
          expect(error).toBeInstanceOf(BadFrame);
        }
      }),
    );
  });
});
