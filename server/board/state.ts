/** What the board's page is told, as plain data. Only what the page shows: no ids of sessions, no paths, no reasoning. */
import type { ClientActivity } from '../../schemas/bridge.ts';
import type { HubView } from '../bridge/hub-link.ts';

/** One line of the activity feed: the start and the end of a call together. */
export interface ActivityLine {
  id: string;
  tool: string;
  client: string;
  /** ms epoch of the latest news. */
  at: number;
  state: 'running' | 'done' | 'failed' | 'note';
  ms?: number;
  summary?: string;
}

export interface People {
  /** `last`: ms epoch of the latest sign of the agent. */
  clients: { name: string; working: boolean; last?: number }[];
  files: { name: string; page: string; state: 'connected' | 'reconnecting'; selected: number }[];
}

const linesShown = 80;

/** The latest lines, newest first. */
export function activityLines(activity: readonly ClientActivity[]): ActivityLine[] {
  const lines = new Map<string, ActivityLine>();
  for (const { id, phase, tool, client, at, ms, ok, summary } of activity) {
    const key = `${client.id} ${id}`;
    const earlier = lines.get(key);
    const state =
      phase === 'note' ? 'note' : phase === 'started' ? 'running' : ok === false ? 'failed' : 'done';
    // A line moves up when its call ends.
    lines.delete(key);
    lines.set(key, {
      id: key,
      tool,
      client: client.name,
      at,
      state,
      ...(ms !== undefined && { ms: Math.round(ms) }),
      ...((summary ?? earlier?.summary) && { summary: summary ?? earlier?.summary }),
    });
  }
  return [...lines.values()].slice(-linesShown).reverse();
}

export function people(view: HubView): People {
  return {
    clients: view.clients().map(({ id, name }) => ({ name, ...workOf(id, view.activity()) })),
    files: view.sessions().map(({ file, page, state, selection }) => ({
      name: file.name,
      page: page.name,
      state,
      selected: selection.total,
    })),
  };
}

function workOf(client: string, activity: readonly ClientActivity[]): { working: boolean; last?: number } {
  const lines = activity.filter((line) => line.client.id === client);
  const last = lines.at(-1)?.at;
  const running = new Set<string>();
  for (const { id, phase } of lines) {
    if (phase === 'started') running.add(id);
    if (phase === 'finished') running.delete(id);
  }
  return { working: running.size > 0, ...(last !== undefined && { last }) };
}
