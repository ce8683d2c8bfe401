/**
 * `adsmith hook ...`: what the hooks of a client run. The client writes an event as JSON to stdin; what stands on
 * stdout is the answer, as Claude Code reads it.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { CanvasError } from '../schemas/canvas-result.ts';
import { packageRoot, readSettings, type Settings, SettingsError } from './config/settings.ts';
import { qualityGate } from './quality/index.ts';
import type { Database } from './sqlite/index.ts';
import {
  findSessions,
  linkClientCall,
  noteReport,
  openTables,
  readCalls,
  readSessions,
  sessionReport,
  statsOf,
  telemetryFile,
} from './telemetry/index.ts';

const usage = `adsmith hook check [flags]     before export_ad and complete_concept: refuses an ad that fails its checks
adsmith hook link [flags]      after a call: notes which session it belongs to
adsmith hook report [flags]    when the client stops: what the session did
adsmith hook settings [flags]  prints the hooks to put into .claude/settings.json
The first three read the event from stdin. Flags: --home DIR and the others of the server.`;

/** The exit code that makes Claude Code refuse the call; any other failure would let it through. */
const REFUSED = 2;
const MOST_BYTES = 64 * 1024 * 1024;

const eventSchema = z.looseObject({
  session_id: z.string().min(1),
  tool_name: z.string().optional(),
  tool_input: z.record(z.string(), z.unknown()).optional(),
  tool_use_id: z.string().optional(),
  stop_hook_active: z.boolean().optional(),
});
type HookEvent = z.infer<typeof eventSchema>;

/** Answers what belongs on stdout. Throws `SettingsError` for a command that does not exist. */
export async function runHookCommand(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  cwd: string,
  input: AsyncIterable<Buffer | string> = process.stdin,
): Promise<{ output: string; problem?: string; code: number }> {
  const [verb, ...flags] = args;
  if (verb === 'settings') return { output: await hookSettings(flags), code: 0 };
  if (verb === 'check') {
    try {
      const settings = readSettings(flags, environment, cwd);
      return { output: json(await check(settings, await readEvent(input))), code: 0 };
    } catch (error) {
      // A check that cannot be made must not count as passed.
      return { output: '', problem: `The ad could not be checked: ${messageOf(error)}`, code: REFUSED };
    }
  }
  if (verb !== 'link' && verb !== 'report') throw new SettingsError(`What should the hook do?\n${usage}`);
  const settings = readSettings(flags, environment, cwd);
  const event = await readEvent(input);
  if (!existsSync(telemetryFile(settings.home))) return { output: '', code: 0 };
  return withRecords(settings, (records) => {
    if (records === undefined) return { output: '', code: 0 };
    if (verb === 'link') link(records, event);
    return { output: verb === 'report' ? json(report(records, event)) : '', code: 0 };
  });
}

interface HookAnswer {
  systemMessage?: string;
  hookSpecificOutput?: {
    hookEventName: 'PreToolUse';
    permissionDecision: 'deny' | 'ask';
    permissionDecisionReason: string;
  };
}

/** Refuses with what must be put right; no answer leaves the decision to the client's own permissions. */
async function check(settings: Settings, event: HookEvent): Promise<HookAnswer | undefined> {
  // "mcp__adsmith__export_ad"
  const tool = event.tool_name?.split('__').at(-1);
  const { frameId, drop, override } = event.tool_input ?? {};
  if (!['export_ad', 'complete_concept'].includes(tool ?? '') || drop === true) return undefined;
  // complete_concept finds its frame by itself, and checks it by itself.
  if (typeof frameId !== 'string') return undefined;
  const { withSessionCanvas } = await import('./hook-canvas.ts');
  const problems = await withRecords(settings, (records) =>
    withSessionCanvas(settings, records, event.session_id, (canvas) => qualityGate(canvas, frameId)).catch(
      (error: unknown) => {
        // A frame that is not there is the tool's to explain.
        if (error instanceof CanvasError && error.data.code === 'unknown_node') return [];
        throw error;
      },
    ),
  );
  if (problems.length === 0) return undefined;
  // The tool takes a reason for an ad that is meant as it is: whether it is good enough, the designer says.
  if (tool === 'export_ad' && typeof override === 'string' && override.trim() !== '') {
    return {
      hookSpecificOutput: {
        hookEventName: 'PreToolUse',
        permissionDecision: 'ask',
        permissionDecisionReason: [
          `export_ad: the ad does not pass its checks and is to be exported all the same: "${override.trim()}"`,
          ...problems.map((problem) => `- ${problem}`),
        ].join('\n'),
      },
    };
  }
  return {
    hookSpecificOutput: {
      hookEventName: 'PreToolUse',
      permissionDecision: 'deny',
      permissionDecisionReason: [
        `${tool}: the ad does not pass its checks yet. Put these right and call it again:`,
        ...problems.map((problem) => `- ${problem}`),
      ].join('\n'),
    },
  };
}

function link(records: Database, { session_id: session, tool_use_id: call }: HookEvent): void {
  if (call !== undefined) linkClientCall(records, call, session);
}

/** Silent when the session made no call of ours since it was told last. */
function report(records: Database, event: HookEvent): HookAnswer | undefined {
  const sessions = findSessions(records, event.session_id);
  if (sessions.length === 0 || event.stop_hook_active) return undefined;
  const stats = statsOf(readCalls(records, { sessions }), readSessions(records));
  return stats.calls > 0 && noteReport(records, event.session_id, stats.calls)
    ? { systemMessage: sessionReport(stats) }
    : undefined;
}

async function withRecords<T>(
  { home }: Settings,
  act: (records: Database | undefined) => T | Promise<T>,
): Promise<T> {
  const records = existsSync(telemetryFile(home)) ? openTables(home) : undefined;
  try {
    return await act(records);
  } finally {
    records?.close();
  }
}

async function readEvent(input: AsyncIterable<Buffer | string>): Promise<HookEvent> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of input) {
    const buffer = Buffer.from(part);
    bytes += buffer.length;
    if (bytes > MOST_BYTES) throw new SettingsError(`The event has more than ${MOST_BYTES} bytes.`);
    parts.push(buffer);
  }
  const text = Buffer.concat(parts).toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new SettingsError('stdin is no JSON: a hook gets its event there.');
  }
  const event = eventSchema.safeParse(value);
  if (event.success) return event.data;
  const [issue] = event.error.issues;
  throw new SettingsError(
    `The event is not one of Claude Code's: ${issue?.path.join('.')}: ${issue?.message}.`,
  );
}

/** The shipped hooks with this installation's own command line in them. */
async function hookSettings(flags: readonly string[]): Promise<string> {
  const shipped = await readFile(join(packageRoot, 'hooks', 'claude-code.json'), 'utf8');
  const quote = (word: string) => (/^[\w./:=-]+$/.test(word) ? word : JSON.stringify(word));
  const command = [process.execPath, ...process.execArgv, process.argv[1] ?? ''].map(quote).join(' ');
  const end = flags.map((flag) => ` ${quote(flag)}`).join('');
  return shipped
    .trimEnd()
    .replaceAll(/"adsmith hook (\w+)"/g, (_, verb: string) =>
      JSON.stringify(`${command} hook ${verb}${end}`),
    );
}

const json = (answer: HookAnswer | undefined): string => (answer === undefined ? '' : JSON.stringify(answer));

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
