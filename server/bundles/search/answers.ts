/**
 * What catalogues answered a short while ago. Only answers over the network are kept, by everything that was sent:
 * another configuration, variable or wish is another question. What lies on disk is read anew each time.
 */
import { createHash } from 'node:crypto';

interface Kept {
  value: unknown;
  until: number;
  from: number;
}

/** Milliseconds. A registry changes by a release; a Storybook while somebody works on it. */
export const keepFor = { registry: 300_000, storybook: 30_000, failure: 10_000 } as const;

const MOST_ANSWERS = 48;

export class Answers {
  private readonly kept = new Map<string, Kept>();

  /** @param now Milliseconds since any moment. */
  constructor(private readonly now: () => number = Date.now) {}

  /**
   * The answer kept for `key`, or what `ask` gives now.
   * @param ms How long an answer is kept; 0 for not at all.
   */
  async get<T>(key: readonly unknown[], ask: () => Promise<T>, ms: (answer: T) => number): Promise<T> {
    // Keys hold tokens that were sent: only their digest stays.
    const name = createHash('sha256').update(JSON.stringify(key)).digest('hex');
    const known = this.kept.get(name);
    const now = this.now();
    // A clock set back makes every age unknown.
    if (known && known.from <= now && now < known.until) return known.value as T;
    this.kept.delete(name);
    const value = await ask();
    const life = ms(value);
    if (life > 0) this.kept.set(name, { value, from: this.now(), until: this.now() + life });
    for (const old of [...this.kept.keys()].slice(0, -MOST_ANSWERS)) this.kept.delete(old);
    return value;
  }
}
