/** Which open file a request goes to. */
import type { PluginSessionInfo } from '../../schemas/bridge.ts';
import { BridgeError } from './bridge-error.ts';

/** Most recently active first. */
export function byActivity<T extends PluginSessionInfo>(sessions: readonly T[]): T[] {
  return [...sessions].sort((a, b) => b.lastActive - a.lastActive);
}

/**
 * The session for `file` (key or exact name), or the most recently active one. Throws `NO_PLUGIN` when no file is
 * connected and `NO_SUCH_FILE` when none or several fit.
 */
export function pickSession<T extends PluginSessionInfo>(
  sessions: readonly T[],
  file: string | undefined,
): T {
  const ordered = byActivity(sessions);
  const [first] = ordered;
  if (!first) throw new BridgeError('NO_PLUGIN');
  if (file === undefined) return first;
  const byKey = ordered.find((session) => session.file.key === file);
  if (byKey) return byKey;
  const byName = ordered.filter((session) => session.file.name === file);
  const [only, ...more] = byName;
  if (only && more.length === 0) return only;
  const listed = (only ? byName : ordered).map(({ file: { key, name } }) => `"${name}" (${key})`).join(', ');
  throw new BridgeError(
    'NO_SUCH_FILE',
    only ? `Several files are called "${file}", name one by its key: ${listed}.` : `Connected: ${listed}.`,
  );
}
