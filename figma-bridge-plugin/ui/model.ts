/** Everything the panel shows, as one value, and how it changes. Pure: the views only draw it. */
import type { ClientInfo, HubToPlugin, PanelState, Selection } from '../../schemas/bridge.ts';
import type { LinkState } from '../link/link-state.ts';
import type { DeliveryState } from '../link/outbox.ts';
import type { ContractResult, FileInfo, PageInfo, PanelSettings } from '../protocol/messages.ts';

/** One line of the feed: a tool at work (or done), a note, a message of the designer, a problem. */
export type FeedEntry =
  | {
      kind: 'tool';
      id: string;
      /** The client's id and its name. */
      clientId: string;
      client: string;
      tool: string;
      at: number;
      state: 'running' | 'done' | 'failed' | 'note' | 'interrupted';
      ms?: number;
      summary?: string;
      reasoning?: string;
    }
  | {
      kind: 'message';
      id: string;
      text: string;
      about: string;
      at: number;
      state: DeliveryState;
      reader?: string;
    }
  | { kind: 'problem'; id: string; at: number; message: string; hint?: string; raw: string };

export interface TrafficLine {
  id: number;
  at: number;
  direction: 'in' | 'out';
  type: string;
  bytes: number;
  payload: string;
}

export interface Model {
  link: LinkState;
  version: string;
  port: number;
  inBrowser: boolean;
  file?: FileInfo;
  page?: PageInfo;
  selection: Selection;
  clients: ClientInfo[];
  panel: PanelState;
  picked: { brand?: string; product?: string };
  feed: FeedEntry[];
  traffic: TrafficLine[];
  settings: PanelSettings;
  contract?: { total: number; results: ContractResult[]; done: boolean };
  log: string[];
}

const feedKept = 300;
const trafficKept = 200;
const logKept = 100;

export function emptyModel(facts: Pick<Model, 'version' | 'port' | 'inBrowser' | 'link'>): Model {
  return {
    ...facts,
    selection: { nodes: [], total: 0 },
    clients: [],
    panel: {},
    picked: {},
    feed: [],
    traffic: [],
    settings: { debug: false },
    log: [],
  };
}

/** The model after a message of the server. */
export function withServerMessage(model: Model, message: HubToPlugin, now: number): Model {
  switch (message.type) {
    case 'welcome':
    case 'clients':
      return withClients(model, message.clients);
    case 'activity':
      return withActivity(model, message.activity);
    case 'panel':
      return { ...model, panel: message.panel };
    case 'ack':
      return {
        ...model,
        feed: model.feed.map((entry) =>
          entry.kind === 'message' && entry.id === message.id
            ? { ...entry, state: message.state, reader: clientName(model, message.client) ?? entry.reader }
            : entry,
        ),
      };
    case 'error': {
      const { error } = message;
      const raw = JSON.stringify(error, null, 2);
      return withEntry(model, {
        kind: 'problem',
        id: `problem-${now}-${model.feed.length}`,
        at: now,
        message: error.message,
        hint: error.hint,
        raw,
      });
    }
    default:
      return model;
  }
}

/** What a client that is gone was doing will never be reported as finished. */
function withClients(model: Model, clients: ClientInfo[]): Model {
  const here = new Set(clients.map(({ id }) => id));
  return {
    ...model,
    clients,
    feed: model.feed.map((entry) =>
      entry.kind === 'tool' && entry.state === 'running' && !here.has(entry.clientId)
        ? { ...entry, state: 'interrupted' }
        : entry,
    ),
  };
}

type ActivityMessage = Extract<HubToPlugin, { type: 'activity' }>['activity'];

function withActivity(model: Model, activity: ActivityMessage): Model {
  const { id, phase, tool, at, ms, ok, summary, reasoning, client } = activity;
  const state =
    phase === 'started' ? 'running' : phase === 'note' ? 'note' : ok === false ? 'failed' : 'done';
  const known = model.feed.find((entry) => entry.kind === 'tool' && entry.id === id);
  const entry: FeedEntry = {
    ...(known?.kind === 'tool' ? known : {}),
    kind: 'tool',
    id,
    clientId: client.id,
    client: client.name,
    tool,
    at: known?.at ?? at,
    state,
    ...(ms === undefined ? {} : { ms }),
    ...(summary === undefined ? {} : { summary }),
    ...(reasoning === undefined ? {} : { reasoning }),
  };
  if (!known) return withEntry(model, entry);
  return { ...model, feed: model.feed.map((old) => (old === known ? entry : old)) };
}

export function withEntry(model: Model, entry: FeedEntry): Model {
  return { ...model, feed: [...model.feed, entry].slice(-feedKept) };
}

export function withTraffic(model: Model, line: TrafficLine): Model {
  return { ...model, traffic: [...model.traffic, line].slice(-trafficKept) };
}

export function withLog(model: Model, text: string): Model {
  return { ...model, log: [...model.log, text].slice(-logKept) };
}

function clientName(model: Model, id: string | undefined): string | undefined {
  return model.clients.find((client) => client.id === id)?.name;
}
