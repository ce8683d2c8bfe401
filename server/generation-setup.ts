/** Wires generated images: where they are filed, and how the designer sees what becomes of them and what they cost. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { resolveForWriting } from './assets/index.ts';
import type { BrandStore } from './brand/index.ts';
import type { LazyBridge } from './bridge/lazy-bridge.ts';
import type { Settings } from './config/settings.ts';
import { type Costs, createCosts } from './costs/index.ts';
import { createGeneration, feedLine, type Generation, type Task } from './generation/index.ts';
import type { Logger } from './telemetry/log.ts';

export interface GenerationHouse {
  generation: Generation;
  costs: Costs;
  /** What today has cost, for the panel and the board; undefined while it is nothing. */
  costToday(): { amount: number; currency: string } | undefined;
}

export function setUpGeneration(
  settings: Settings,
  brands: BrandStore,
  bridge: LazyBridge,
  log: Logger,
): GenerationHouse {
  const costs = createCosts({ file: join(settings.home, 'costs.db'), budgets: settings.budgets });
  const costToday = () => {
    try {
      const { spent, unknown } = costs.total({ day: 'today' });
      return spent + unknown > 0 ? { amount: spent + unknown, currency: 'USD' } : undefined;
    } catch (error) {
      log.warn({ err: error }, 'the cost ledger cannot be read');
      return undefined;
    }
  };
  costs.subscribe(() => {
    const cost = costToday();
    if (cost) bridge.ifMade()?.setPanel({ cost });
  });
  const generation = createGeneration({
    folder: join(settings.home, 'generation'),
    workspace: settings.workspace,
    costs,
    key: settings.falKey,
    url: settings.falUrl,
    model: settings.imageModel,
    cutoutModel: settings.cutoutModel,
    async assetFolder(brand, product) {
      const { folder } = await brands.writable(brand);
      const place = product === undefined ? 'assets' : join('products', product, 'assets');
      // A link that leads out of the brand's folder is not followed.
      return resolveForWriting(join(folder, place), [folder]);
    },
    onFinished: (task) => tell(task, bridge),
    log,
  });
  return { generation, costs, costToday };
}

/** A line in the panels and on the board. */
function tell(task: Task, bridge: LazyBridge): void {
  bridge.ifMade()?.activity({
    id: randomUUID(),
    phase: 'note',
    tool: task.kind === 'product_photo' ? 'generate_product_photo' : 'generate_asset',
    at: Date.now(),
    ok: task.state === 'ready',
    summary: feedLine(task).slice(0, 300),
  });
}
