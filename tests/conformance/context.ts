/** A client's context as the command line makes it, in a home of its own. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBrandStore } from '../../server/brand/index.ts';
import { silentLog } from '../../server/bridge/log.ts';
import { createLazyBundles } from '../../server/bundles/index.ts';
import { createLazyCanvas } from '../../server/canvas/lazy-canvas.ts';
import { createConcepts } from '../../server/concepts/index.ts';
import { packageRoot, readSettings } from '../../server/config/settings.ts';
import { createCosts } from '../../server/costs/index.ts';
import { createGeneration } from '../../server/generation/index.ts';
import { createLibrary } from '../../server/library/index.ts';
import type { ClientContext } from '../../server/mcp/server.ts';
import { createCheckpointStore } from '../../server/session/checkpoints.ts';
import { createSession } from '../../server/session/session.ts';
import { createSessionStore } from '../../server/session/session-store.ts';
import { createTransferStore } from '../../server/session/transfers.ts';
import { createWorkplace } from '../../server/session/workplace.ts';

export function makeContext(): ClientContext {
  const home = mkdtempSync(join(tmpdir(), 'adsmith-conformance-'));
  const settings = readSettings(['--home', home], {}, home);
  const session = createSession();
  const headless = createLazyCanvas(() => Promise.reject(new Error('The suite needs no canvas.')));
  const brands = createBrandStore({ roots: settings.brandRoots });
  const costs = createCosts({ file: join(home, 'costs.db') });
  const sessions = createSessionStore(join(home, 'sessions'));
  return {
    workplace: createWorkplace({ headless, bridge: undefined, session }),
    transfers: createTransferStore(join(home, 'transfers')),
    brands,
    bundles: createLazyBundles({
      folder: join(home, 'bundles'),
      roots: settings.allowedRoots,
      allowLoopback: false,
    }),
    sessions,
    concepts: createConcepts({ folder: join(home, 'concepts'), brands, isBusy: sessions.isBusy }),
    costs,
    generation: createGeneration({
      folder: join(home, 'generation'),
      workspace: home,
      costs,
      key: undefined,
      assetFolder: async () => undefined,
      log: silentLog,
    }),
    library: createLibrary({ home, shipped: join(packageRoot, 'ad-library'), folders: [] }),
    checkpoints: createCheckpointStore(join(home, 'checkpoints')),
    session,
    settings,
    readableRoots: settings.brandRoots,
    log: { ...silentLog, error() {} },
  };
}
