import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packageRoot } from '../../server/config/settings.ts';
import { draftFolder, writeDraft } from '../../server/drafts/index.ts';
import { readCalls, readSessions } from '../../server/telemetry/calls.ts';
import type { RecordedTurn } from '../../server/telemetry/record.ts';
import { createTelemetry } from '../../server/telemetry/recorder.ts';
import { statsOf } from '../../server/telemetry/stats.ts';
import { type CallStore, openCallStore } from '../../server/telemetry/store.ts';
import { readSuggestions } from '../../server/telemetry/suggestions.ts';
import { limits, openTables, telemetryFile } from '../../server/telemetry/tables.ts';
import { ToolError } from '../../tools/errors.ts';
import { allTools } from '../../tools/index.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'adsmith-telemetry-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const drafted: string[] = [];
const open = (): CallStore =>
  openCallStore({
    home,
    tools: allTools,
    draftFolder: join(home, 'drafts'),
    onDraft: ({ name }) => drafted.push(name),
    onProblem: (error) => {
      throw error;
    },
  });

const turn = (tool: string, args: unknown = {}, rest: Partial<RecordedTurn> = {}): RecordedTurn => ({
  session: 's1',
  client: 'test',
  call: { tool, args, started: 1_000, ms: 5, outcome: { ok: true, text: '{"a":1}', images: [] } },
  steps: [],
  reads: false,
  canvas: 'headless',
  clientCall: undefined,
  ...rest,
});
const failedTurn = (tool: string, args: unknown, error: unknown): RecordedTurn => {
  const { call, ...rest } = turn(tool, args);
  return { ...rest, call: { ...call, outcome: { ok: false, error } } };
};

function read<T>(act: (database: ReturnType<typeof openTables>) => T): T {
  const database = openTables(home);
  try {
    return act(database);
  } finally {
    database.close();
  }
}

describe('the file', () => {
  it('holds what calls were like, and nothing that was typed', () => {
    const store = open();
    const secret = 'swordfish';
    store.add([
      turn('apply_typography', { frameId: '9:1', headline: secret, [secret]: secret }),
      turn(`made_up_${secret}`),
      failedTurn(
        'set_background',
        { config: { [secret]: secret } },
        new ToolError(`What is ${secret}?`, { path: `config.${secret}[3].color`, hint: secret }),
      ),
      failedTurn('batch_operations', { operations: secret }, new TypeError(secret)),
      turn('batch_operations', { operations: `${secret}=CREATE_TEXT(null, {characters: "${secret}"})` }),
      turn('raw_figma_operation', { method: secret }),
      turn('canvas_status', {}, { client: `${secret.slice(0, 3)}\n<b>`, clientCall: 'toolu_1' }),
    ]);
    store.close();
    const rows = read((database) => readCalls(database, {}));
    expect(rows.map(({ tool, error, error_at: at }) => [tool, error, at])).toEqual([
      ['apply_typography', null, null],
      ['(unknown)', null, null],
      ['set_background', 'ToolError', 'config.?[].color'],
      ['batch_operations', 'Internal:TypeError', null],
      ['batch_operations', null, null],
      ['raw_figma_operation', null, null],
      ['canvas_status', null, null],
    ]);
    expect(rows[0]?.shape).toBe('* frameId headline');
    const everything = read((database) =>
      ['sessions', 'calls', 'patterns', 'pattern_examples', 'pattern_sessions'].map((table) =>
        database.prepare(`SELECT * FROM ${table}`).all(),
      ),
    );
    expect(JSON.stringify(everything)).not.toContain(secret);
    expect(JSON.stringify(everything)).not.toContain('9:1');
    expect(statSync(telemetryFile(home)).mode & 0o077).toBe(0);
  });

  it('stays within its limits', () => {
    const store = open();
    for (let batch = 0; batch < 54; batch += 1)
      store.add(
        Array.from({ length: 1_000 }, () => turn('set_background', { frameId: '1:2', type: 'solid' })),
      );
    for (let number = 0; number < 20; number += 1)
      store.add([turn('raw_figma_operation', { method: 'resize', args: [1, 2], nodeId: '1:2' })]);
    store.close();
    read((database) => {
      const count = database.prepare('SELECT count(*) FROM calls').pluck().get();
      expect(count).toBeLessThanOrEqual(limits.calls + 1_100);
      expect(count).toBeGreaterThan(limits.calls - 1);
    });
    const bytes = statSync(telemetryFile(home)).size;
    expect(bytes).toBeLessThan(16 * 2 ** 20);
  });

  it('counts at most so many sessions and forms of a pattern', () => {
    const store = open();
    const words = [
      'UPPER',
      'LOWER',
      'TITLE',
      'ORIGINAL',
      'SMALL_CAPS',
      'MIN',
      'MAX',
      'CENTER',
      'FILL',
      'FIT',
    ];
    for (let number = 0; number < 80; number += 1)
      store.add([
        turn(
          'raw_figma_operation',
          { method: 'setRangeTextCase', args: [0, 1, words[number % 10]], nodeId: '1:2' },
          { session: `s${number}` },
        ),
      ]);
    store.close();
    const { drafts } = read(readSuggestions);
    expect(drafts[0]).toMatchObject({ uses: 80, sessions: limits.sessionsOfPattern });
    expect(drafts[0]?.seen).toHaveLength(limits.examplesOfPattern);
  });
});

describe('drafts', () => {
  const use = (session: string) =>
    turn('raw_figma_operation', { method: 'rescale', args: [2], nodeId: '1:2' }, { session });

  it('come with the fifth use in a second session, once', () => {
    drafted.length = 0;
    const store = open();
    store.add([use('a'), use('a'), use('a'), use('a'), use('a'), use('a')]);
    expect(drafted).toEqual([]);
    store.add([use('b')]);
    expect(drafted).toEqual(['figma_rescale']);
    store.add([use('b'), use('c')]);
    store.close();
    const again = open();
    again.add([use('d')]);
    again.close();
    expect(drafted).toEqual(['figma_rescale']);
  });

  it('do not count what failed', () => {
    const store = open();
    for (const session of ['a', 'b', 'c', 'd', 'e', 'f']) {
      const { call, ...rest } = use(session);
      store.add([{ ...rest, call: { ...call, outcome: { ok: false, error: new Error('no') } } }]);
    }
    store.close();
    expect(read(readSuggestions).drafts).toEqual([]);
  });

  it('are kept in the home folder, and in the checkout for who works on it', () => {
    expect(draftFolder(home, home)).toBe(join(home, 'drafts'));
    expect(draftFolder(home, packageRoot)).toBe(join(packageRoot, 'tools', '_drafts'));
  });

  it('are never written over what somebody worked on', () => {
    const path = writeDraft(join(home, 'drafts'), 'my_tool', 'first');
    expect(writeDraft(join(home, 'drafts'), 'my_tool', 'second')).toBe(path);
    expect(readFileSync(path, 'utf8')).toBe('first');
  });

  it('of two patterns never share a name', () => {
    drafted.length = 0;
    const store = open();
    const script = (operations: string, session: string) =>
      turn('batch_operations', { operations }, { session });
    for (const session of ['a', 'b', 'c', 'd', 'e']) {
      store.add([script('CREATE_FRAME(null, {width: 1})', session)]);
      store.add([script('CREATE_FRAME(null, {height: 1})', session)]);
    }
    store.close();
    expect(drafted.toSorted()).toEqual(['create_frame', 'create_frame_2']);
  });
});

describe('statistics', () => {
  it('find rows of the same call, whatever was looked at in between', () => {
    const store = open();
    const look = turn('get_canvas_screenshot', { nodeId: '1:2' }, { reads: true });
    const move = turn('batch_update', { updates: [{ nodeId: '1:2', props: { x: 1 } }] });
    const other = turn('batch_update', { updates: [{ nodeId: '1:2', props: { opacity: 1 } }] });
    store.add([move, look, move, look, move, other, move, move, other]);
    store.close();
    const stats = read((database) => statsOf(readCalls(database, {}), readSessions(database)));
    expect(stats.repeats).toEqual([
      {
        tool: 'batch_update',
        shape: 'updates[].{nodeId,props.{x}}',
        runs: 1,
        calls: 3,
        longest: 3,
        sessions: 1,
      },
    ]);
  });

  it('give percentiles by nearest rank', () => {
    const store = open();
    store.add(
      Array.from({ length: 20 }, (_, index) => {
        const { call, ...rest } = turn('add_effect');
        return { ...rest, call: { ...call, ms: index + 1 } };
      }),
    );
    store.close();
    const stats = read((database) => statsOf(readCalls(database, {}), readSessions(database)));
    expect(stats.slowest[0]).toMatchObject({ p50: 10, p95: 19, most: 20, total: 210 });
  });
});

describe('recording', () => {
  it('keeps a batch while another process writes, and writes it afterwards', async () => {
    const blocker = openTables(home);
    const telemetry = createTelemetry({
      open: async () => open(),
      onProblem: (error) => {
        throw error;
      },
      delay: 5,
    });
    blocker.exec('BEGIN IMMEDIATE');
    telemetry
      .session('s', () => 'test')
      .call({ tool: 'canvas_status', args: {}, reads: true })
      .succeeded({ text: '{}', images: [], canvas: 'headless' });
    await new Promise((done) => setTimeout(done, 300));
    expect(blocker.prepare('SELECT count(*) FROM calls').pluck().get()).toBe(0);
    blocker.exec('COMMIT');
    await telemetry.close();
    expect(blocker.prepare('SELECT count(*) FROM calls').pluck().get()).toBe(1);
    blocker.close();
  });

  it('gives up once, quietly, when the file cannot be opened', async () => {
    const problems: unknown[] = [];
    const telemetry = createTelemetry({
      open: async () => {
        throw new Error('disk full');
      },
      onProblem: (error) => problems.push(error),
      delay: 1,
    });
    const session = telemetry.session('s', () => 'test');
    for (let number = 0; number < 3; number += 1) {
      session
        .call({ tool: 'canvas_status', args: {}, reads: true })
        .succeeded({ text: '{}', images: [], canvas: 'headless' });
      await new Promise((done) => setTimeout(done, 20));
    }
    await telemetry.close();
    expect(problems).toHaveLength(1);
  });
});
