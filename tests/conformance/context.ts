/** A client's context as the command line makes it, in a home of its own. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBrandStore } from '../../server/brand/index.ts';
import { silentLog } from '../../server/bridge/log.ts';
import { createLazyCanvas } from '../../server/canvas/lazy-canvas.ts';
import { readSettings } from '../../server/config/settings.ts';
import type { ClientContext } from '../../server/mcp/server.ts';
import { createCheckpointStore } from '../../server/session/checkpoints.ts';
import { createSession } from '../../server/session/session.ts';
import { createTransferStore } from '../../server/session/transfers.ts';
import { createWorkplace } from '../../server/session/workplace.ts';

export function makeContext(): ClientContext {
  const home = mkdtempSync(join(tmpdir(), 'adsmith-conformance-'));
  const settings = readSettings(['--home', home], {}, home);
  const session = createSession();
  const headless = createLazyCanvas(() => Promise.reject(new Error('The suite needs no canvas.')));
  return {
    workplace: createWorkplace({ headless, bridge: undefined, session }),
    transfers: createTransferStore(join(home, 'transfers')),
    brands: createBrandStore({ roots: settings.brandRoots }),
    checkpoints: createCheckpointStore(join(home, 'checkpoints')),
    session,
    settings,
    readableRoots: settings.brandRoots,
    log: { ...silentLog, error() {} },
  };
}
