/** Generated pictures: asked for now, made in the background, delivered once. */
import { randomBytes, randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Costs } from '../costs/index.ts';
import { type Askers, createAskers } from './askers.ts';
import { createFal } from './fal/fal.ts';
import type { AssetFolder } from './filing.ts';
import { GenerationError } from './generation-error.ts';
import { priceOf } from './make.ts';
import {
  findCutout,
  findGenerator,
  type Generator,
  nearestRatio,
  outputOf,
  type Resolution,
} from './models.ts';
import { checkReferences } from './references.ts';
import { createLiveness, type Liveness } from './tasks/liveness.ts';
import { costRef, type NewTask, type Step, type Task } from './tasks/task.ts';
import { openTaskStore, type TaskStore } from './tasks/task-store.ts';
import { defaultTiming, type GenerationTiming } from './timing.ts';
import { Worker, type WorkerLog } from './worker.ts';

export interface PictureRequest
  extends Pick<
    NewTask,
    'kind' | 'what' | 'prompt' | 'fullPrompt' | 'brand' | 'product' | 'concept' | 'session'
  > {
  /** "4:5", or a size; the nearest the model makes is taken. */
  ratio: string;
  resolution: Resolution;
  cutout: boolean;
  seed?: number | undefined;
  /** Paths as they were given, and where they may be. */
  references: readonly string[];
  roots: readonly string[];
}

/** Makes a frame on a canvas for a picture to come; answers where it is. */
export type PlacePlaceholder = (
  task: Pick<Task, 'id' | 'what' | 'ratio' | 'prompt'>,
) => Promise<Task['placeholder']>;

export interface Generation {
  /**
   * Takes a request: checked, paid for in advance by the budget, on disk. Answers before anything was sent.
   * Throws `GenerationError`, `BudgetError`; then nothing of it remains.
   */
  start(request: PictureRequest, place: PlacePlaceholder): Promise<Task>;
  /** USD a request would cost. Throws `GenerationError`. */
  price(resolution: Resolution, cutout: boolean): { model: string; usd: number };
  get(id: string): Task | undefined;
  /** A session's tasks, oldest first. */
  tasks(session: string): Task[];
  /** Waits until all of `ids` are over (default: all of the session), at most `ms`. What is over counts as told. */
  wait(session: string, ids: readonly string[] | undefined, ms: number, signal: AbortSignal): Promise<Task[]>;
  /** What has been finished since, for this session: each task once, for one session only. */
  news(session: string): Task[];
  /** Goes on with what was left undone; does nothing where nothing was ever asked for. */
  wake(): void;
  close(): Promise<void>;
}

export interface GenerationOptions {
  /** Folder for the list of tasks and for pictures of no brand. */
  folder: string;
  workspace: string;
  costs: Costs;
  /** fal.ai's key; without one nothing can be asked for. */
  key: string | undefined;
  /** A stand-in for fal on loopback. */
  url?: string | undefined;
  model?: string | undefined;
  cutoutModel?: string | undefined;
  assetFolder: AssetFolder;
  onFinished?: (task: Task) => void;
  log: WorkerLog;
  timing?: Partial<GenerationTiming>;
}

/** Pause between the answer and the work, ms. */
const START_AFTER = 25;
interface Open {
  store: TaskStore;
  liveness: Liveness;
  askers: Askers;
  worker: Worker;
}

/** How long it is taken for granted that there is still no list of tasks, ms. */
const unaskedFor = 100;

export function createGeneration(options: GenerationOptions): Generation {
  const { folder, workspace, costs, url, assetFolder, log } = options;
  // A key with a blank or line break in it cannot even be sent.
  const key =
    options.key !== undefined && /^[\x21-\x7e]+$/.test(options.key.trim()) ? options.key.trim() : undefined;
  const timing = { ...defaultTiming, ...options.timing };
  const file = join(folder, 'tasks.db');
  let made: Open | undefined;
  let closed = false;

  const opened = (): Open => {
    if (made) return made;
    const store = openTaskStore(file);
    const liveness = createLiveness(store.database, timing.silence);
    const fal = key === undefined ? undefined : createFal({ key, url, timeout: timing.request });
    const onFinished = (task: Task) => options.onFinished?.(task);
    const worker = new Worker({
      store,
      costs,
      liveness,
      fal,
      timing,
      home: folder,
      assetFolder,
      onFinished,
      log,
    });
    made = { store, liveness, worker, askers: createAskers(store, liveness, workspace) };
    return made;
  };
  /** The parts, if anything was ever asked for. */
  const ifAny = (): Open | undefined =>
    closed ? undefined : made || existsSync(file) ? opened() : undefined;

  /** Every call asks for news: that nobody has ever asked for a picture is looked up now and then, not every time. */
  let looked = Number.NEGATIVE_INFINITY;
  const nothingYet = (): boolean => {
    if (made) return false;
    if (performance.now() - looked < unaskedFor) return true;
    if (existsSync(file)) return false;
    looked = performance.now();
    return true;
  };

  /** For what rides on other calls: a damaged list of tasks must not fail them. */
  const quietly = <T>(otherwise: T, work: (parts: Open) => T): T => {
    try {
      const parts = ifAny();
      return parts ? work(parts) : otherwise;
    } catch (error) {
      log.warn({ err: error }, 'generated images: the list of tasks cannot be read');
      return otherwise;
    }
  };

  const planned = ({ cutout, resolution }: { cutout: boolean; resolution: Resolution }) => {
    const generator = findGenerator(options.model);
    const { usd } = outputOf(generator, resolution);
    return { generator, cutout: cutout ? findCutout(options.cutoutModel) : undefined, usd };
  };

  return {
    price(resolution, wantsCutout) {
      const { generator, cutout, usd } = planned({ cutout: wantsCutout, resolution });
      return { model: generator.id, usd: usd + (cutout?.usd ?? 0) };
    },
    async start(request, place) {
      if (key === undefined) throw noKey(options.key !== undefined);
      const { generator, cutout } = planned(request);
      const task: NewTask = {
        ...taken(request),
        workspace,
        model: generator.id,
        ratio: nearestRatio(generator, request.ratio),
        // Always one of ours: prompt and seed together tell a request from every other.
        seed: request.seed ?? randomInt(1, 2 ** 31 - 1),
        cutout: cutout?.id,
        references: await checkReferences(request.references, request.roots, generator),
      };
      const parts = opened();
      parts.askers.hear(request.session);
      const id = newId();
      const calls = callsOf(generator, task, cutout?.endpoint);
      parts.store.draft(id, task, calls, parts.liveness.id);
      try {
        const { brand, product, concept, session, what, model } = task;
        costs.reserve(
          calls.map(({ step }) => ({
            ref: costRef(id, step),
            usd: priceOf(task, step),
            what: step === 'cutout' ? 'background removal' : what,
            model: step === 'cutout' ? (task.cutout ?? '') : model,
            brand,
            product,
            concept,
            session,
          })),
        );
        parts.store.activate(id, await place({ id, what, ratio: task.ratio, prompt: task.prompt }));
      } catch (error) {
        for (const { step } of calls) costs.release(costRef(id, step));
        parts.store.discard(id);
        throw error;
      }
      // After the answer: sending and the like would only hold it up.
      setTimeout(() => parts.worker.look(), START_AFTER).unref();
      return found(parts.store, id);
    },
    get: (id) => ifAny()?.store.get(id),
    tasks: (session) => quietly([], ({ store }) => store.ofSession(session)),
    async wait(session, ids, ms, signal) {
      const parts = ifAny();
      if (!parts) return (ids ?? []).map(unknownTask);
      const { store } = parts;
      parts.askers.hear(session);
      for (const id of ids ?? []) if (!store.get(id)) unknownTask(id);
      const mine = () => ids ?? openOf(store.ofWorkspace(workspace), (task) => task.session === session);
      const wanted = mine();
      const until = performance.now() + ms;
      const look = () => wanted.map((id) => found(store, id));
      let tasks = look();
      while (tasks.some(({ state }) => state === 'pending') && performance.now() < until) {
        await pause(Math.min(150, Math.max(1, until - performance.now())), undefined, { signal });
        tasks = look();
      }
      for (const { id, state } of tasks) if (state !== 'pending') store.deliver(id, session);
      return tasks;
    },
    news(session) {
      if (nothingYet()) return [];
      return quietly([], (parts) => {
        parts.askers.hear(session);
        return parts.store
          .undelivered(workspace)
          .filter((task) => task.session === session || parts.askers.isGone(task.session))
          .filter(({ id }) => parts.store.deliver(id, session));
      });
    },
    wake: () => quietly(undefined, ({ worker }) => worker.look()),
    async close() {
      if (closed) return;
      closed = true;
      await made?.worker.close();
      made?.store.close();
      costs.close();
    },
  };
}

function taken(request: PictureRequest) {
  const { kind, what, prompt, fullPrompt, brand, product, concept, session, resolution } = request;
  return { kind, what, prompt, fullPrompt, brand, product, concept, session, resolution };
}

function callsOf(generator: Generator, task: NewTask, cutout: string | undefined) {
  const endpoint = task.references.length > 0 ? generator.editEndpoint : generator.endpoint;
  const calls: { step: Step; endpoint: string }[] = [{ step: 'generate', endpoint }];
  if (cutout !== undefined) calls.push({ step: 'cutout', endpoint: cutout });
  return calls;
}

/** Those of a session that are not over, or not told. */
const openOf = (tasks: readonly Task[], isMine: (task: Task) => boolean) =>
  tasks.filter((task) => isMine(task) && (task.state === 'pending' || !task.deliveredTo)).map(({ id }) => id);

function found(store: TaskStore, id: string): Task {
  return store.get(id) ?? unknownTask(id);
}

function unknownTask(id: string): never {
  throw new GenerationError(
    `There is no task "${id}".`,
    'Use the task id that generate_product_photo or generate_asset returned, e.g. "k3f9a1x2".',
    'taskIds',
  );
}

function noKey(isBroken: boolean): GenerationError {
  return new GenerationError(
    isBroken
      ? 'FAL_KEY holds characters that no key has, so no picture can be generated. Nothing was sent.'
      : 'There is no key for fal.ai, so no picture can be generated. Nothing was sent.',
    'The designer sets FAL_KEY (from fal.ai/dashboard/keys) in the environment of the MCP server, e.g. "env": {"FAL_KEY": "..."} in the client\'s settings, and restarts it. Until then use pictures of the brand (read_brand_data).',
  );
}

/** 8 letters and digits. */
function newId(): string {
  return [...randomBytes(8)].map((byte) => '0123456789abcdefghijklmnopqrstuv'[byte % 32]).join('');
}
