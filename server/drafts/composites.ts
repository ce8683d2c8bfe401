/** Runs of steps that different pipelines share: what a composite tool could do. */
import type { PatternOf } from './pattern.ts';

export interface PipelineUse {
  pattern: PatternOf<'pipeline'>;
  /** Uses per session. */
  sessions: ReadonlyMap<string, number>;
}

export interface Composite {
  tools: string[];
  uses: number;
  sessions: number;
  /** How many different pipelines have it. */
  pipelines: number;
}

const SHORTEST = 3;
const LONGEST = 12;

/** Shared by two or more different pipelines; one that is only ever part of a longer one is left out. */
export function compositesOf(
  pipelines: readonly PipelineUse[],
  least: { uses: number; sessions: number },
): Composite[] {
  const runs = new Map<string, { tools: string[]; uses: number; sessions: Set<string>; in: Set<number> }>();
  pipelines.forEach(({ pattern, sessions }, index) => {
    const tools = pattern.steps.map(({ tool }) => tool);
    const total = [...sessions.values()].reduce((sum, uses) => sum + uses, 0);
    for (const run of partsOf(tools)) {
      const key = run.join();
      const known = runs.get(key) ?? { tools: run, uses: 0, sessions: new Set(), in: new Set() };
      runs.set(key, known);
      if (known.in.has(index)) continue;
      known.in.add(index);
      known.uses += total;
      for (const session of sessions.keys()) known.sessions.add(session);
    }
  });
  const enough = [...runs.values()].filter(
    (run) => run.in.size > 1 && run.uses >= least.uses && run.sessions.size >= least.sessions,
  );
  return enough
    .filter(
      (run) =>
        !enough.some(
          (other) =>
            other.tools.length > run.tools.length &&
            other.uses === run.uses &&
            `,${other.tools.join()},`.includes(`,${run.tools.join()},`),
        ),
    )
    .map((run) => ({
      tools: run.tools,
      uses: run.uses,
      sessions: run.sessions.size,
      pipelines: run.in.size,
    }))
    .sort((a, b) => b.uses - a.uses || b.tools.length - a.tools.length);
}

function partsOf(tools: readonly string[]): string[][] {
  const parts: string[][] = [];
  for (let start = 0; start + SHORTEST <= tools.length; start += 1)
    for (let length = SHORTEST; length <= LONGEST && start + length <= tools.length; length += 1)
      parts.push(tools.slice(start, start + length));
  return parts;
}
