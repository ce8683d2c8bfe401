import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FairQueue } from './fair-queue.ts';

const item = (client: string, id: string) => ({ client, id });

function drain(queue: FairQueue<{ client: string; id: string }>): string[] {
  const ids: string[] = [];
  for (let next = queue.take(); next; next = queue.take()) ids.push(next.id);
  return ids;
}

describe('the fair queue', () => {
  it('serves clients in turn', () => {
    const queue = new FairQueue<{ client: string; id: string }>();
    for (const id of ['a1', 'a2', 'a3', 'b1', 'c1', 'c2']) queue.push(item(id.slice(0, 1), id));
    expect(drain(queue)).toEqual(['a1', 'b1', 'c1', 'a2', 'c2', 'a3']);
  });

  it('loses nothing, keeps the order within a client, and never lets one wait for two turns of another', () => {
    const arrivals = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 60 });
    fc.assert(
      fc.property(arrivals, (clients) => {
        const queue = new FairQueue<{ client: string; id: string }>();
        for (const [index, client] of clients.entries()) queue.push(item(client, `${client}${index}`));
        const served = drain(queue);
        expect([...served].sort()).toEqual(clients.map((client, index) => `${client}${index}`).sort());
        for (const client of new Set(clients)) {
          const own = served.filter((id) => id.startsWith(client));
          const arrived = clients.flatMap((name, index) => (name === client ? [`${name}${index}`] : []));
          expect(own).toEqual(arrived);
          const turns = own.map((id) => served.indexOf(id));
          for (const [index, turn] of turns.entries()) {
            const between = served.slice(index === 0 ? 0 : (turns[index - 1] ?? 0) + 1, turn);
            const others = between.map((id) => id.slice(0, 1));
            expect(new Set(others).size).toBe(others.length);
          }
        }
      }),
    );
  });

  it('passes over what may not run, without changing the order of the rest', () => {
    const queue = new FairQueue<{ client: string; id: string }>();
    for (const id of ['begin', 'run', 'commit']) queue.push(item('a', id));
    const notBegin = ({ id }: { id: string }) => id !== 'begin';
    expect(queue.take(notBegin)?.id).toBe('run');
    expect(queue.take(notBegin)?.id).toBe('commit');
    expect(queue.take(notBegin)).toBeUndefined();
    expect(queue.take()?.id).toBe('begin');
  });

  it('finds, counts and removes', () => {
    const queue = new FairQueue<{ client: string; id: string }>();
    for (const id of ['a1', 'a2', 'b1']) queue.push(item(id.slice(0, 1), id));
    expect([queue.size, queue.waiting('a'), queue.waiting('z')]).toEqual([3, 2, 0]);
    expect(queue.find(({ id }) => id === 'a2')?.client).toBe('a');
    expect(queue.remove(({ client }) => client === 'a')).toHaveLength(2);
    expect(drain(queue)).toEqual(['b1']);
  });
});
