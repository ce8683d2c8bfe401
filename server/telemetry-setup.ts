/** Telemetry of this process, or none. */
import { allTools } from '../tools/index.ts';
import type { Settings } from './config/settings.ts';
import type { Logger } from './telemetry/log.ts';
import { createTelemetry, noTelemetry, type Telemetry } from './telemetry/recorder.ts';

export function setUpTelemetry(
  settings: Pick<Settings, 'telemetry' | 'home' | 'workspace'>,
  log: Logger,
): Telemetry {
  if (!settings.telemetry) return noTelemetry;
  return createTelemetry({
    onProblem: (error) => log.warn({ err: error }, 'nothing is recorded'),
    async open() {
      // Reading arguments and SQLite are loaded when there is something to write.
      const [{ openCallStore }, { draftFolder }] = await Promise.all([
        import('./telemetry/store.ts'),
        import('./drafts/index.ts'),
      ]);
      return openCallStore({
        home: settings.home,
        tools: allTools,
        draftFolder: draftFolder(settings.home, settings.workspace),
        onDraft: (draft) => log.info(draft, 'a tool was drafted'),
        onProblem: (error) => log.warn({ err: error }, 'a draft was not written'),
      });
    },
  });
}
