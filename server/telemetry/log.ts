/** The log: stderr and a file, never stdout (that belongs to the MCP protocol in stdio mode). */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import pino, { type Logger } from 'pino';
import type { Settings } from '../config/settings.ts';

export type { Logger } from 'pino';

/** Keys whose values never reach a log, at any depth a log line of ours has. */
const secrets = ['token', 'secret', 'key', 'authorization', 'credentials', 'password'].flatMap((name) => [
  name,
  `*.${name}`,
  `*.*.${name}`,
]);

/** Warnings and errors on stderr, everything of the level asked for in `<home>/logs/adsmith.log`. */
export function createLog(settings: Pick<Settings, 'home' | 'logLevel'>): Logger {
  const folder = join(settings.home, 'logs');
  const options = { level: settings.logLevel, redact: { paths: secrets, censor: '[redacted]' } };
  const stderr = { level: 'warn' as const, stream: pino.destination({ dest: 2, sync: true }) };
  try {
    mkdirSync(folder, { recursive: true });
    const file = pino.destination({ dest: join(folder, 'adsmith.log'), sync: true, append: true });
    return pino(options, pino.multistream([stderr, { level: 'trace', stream: file }]));
  } catch {
    return pino(options, pino.multistream([stderr]));
  }
}
