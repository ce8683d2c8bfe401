/** A generation service of its own over a stand-in for fal, with short times. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { type Budgets, createCosts } from '../../server/costs/index.ts';
import {
  createGeneration,
  type Generation,
  type GenerationOptions,
  type PictureRequest,
  type Task,
} from '../../server/generation/index.ts';
import { fastTiming } from './fast-timing.ts';
import { goodKey } from './key.ts';
import { type StandIn, startStandIn } from './stand-in-fal.ts';

export interface House {
  home: string;
  generation: Generation;
  costs: ReturnType<typeof createCosts>;
  finished: Task[];
}

const houses: House[] = [];
const standIns: StandIn[] = [];
const folders: string[] = [];

export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'adsmith-generation-'));
  folders.push(folder);
  return folder;
}

export async function standIn(behaviour: Parameters<typeof startStandIn>[0] = {}): Promise<StandIn> {
  const fal = await startStandIn(behaviour);
  standIns.push(fal);
  return fal;
}

/** One process's worth of the service; several may share a home. */
export async function makeHouse(
  fal: StandIn,
  options: Partial<GenerationOptions> & { home?: string; budgets?: Budgets } = {},
): Promise<House> {
  const { home = await makeFolder(), budgets, timing, ...rest } = options;
  const costs = createCosts({ file: join(home, 'costs.db'), ...(budgets && { budgets }) });
  const finished: Task[] = [];
  const generation = createGeneration({
    folder: join(home, 'generation'),
    workspace: '/work',
    costs,
    key: goodKey,
    url: fal.url,
    assetFolder: async (brand, product) => join(home, 'brands', brand, product ?? ''),
    onFinished: (task) => finished.push(task),
    log: { info() {}, warn() {} },
    timing: { ...fastTiming, ...timing },
    ...rest,
  });
  const house = { home, generation, costs, finished };
  houses.push(house);
  return house;
}

export async function cleanUp(): Promise<void> {
  for (const { generation } of houses.splice(0)) await generation.close();
  for (const fal of standIns.splice(0)) await fal.close();
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
}

export const ask = (request: Partial<PictureRequest> = {}): PictureRequest => ({
  kind: 'asset',
  what: 'background',
  prompt: 'Wet slate in morning light',
  fullPrompt: request.prompt ?? 'Wet slate in morning light',
  ratio: '4:5',
  resolution: '1K',
  cutout: false,
  references: [],
  roots: [],
  session: 's1',
  ...request,
});

export const nowhere = async () => undefined;

/** Starts a task and waits for its end. */
export async function make(house: House, request: Partial<PictureRequest> = {}, ms = 15_000): Promise<Task> {
  const { id } = await house.generation.start(ask(request), nowhere);
  const [task] = await house.generation.wait(request.session ?? 's1', [id], ms, new AbortController().signal);
  if (!task) throw new Error('no task');
  return task;
}

/** A product on transparency: a bottle in one colour with a label in another. */
export async function productFile(
  folder: string,
  name: string,
  colour: string,
  label: string,
): Promise<string> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="600"><rect x="90" y="40" width="120" height="80" fill="#222"/><rect x="50" y="110" width="200" height="450" rx="30" fill="${colour}"/><rect x="70" y="280" width="160" height="140" fill="${label}"/></svg>`;
  const path = join(folder, name);
  await writeFile(path, await sharp(Buffer.from(svg)).png().toBuffer());
  return path;
}
