import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CallToolResultSchema } from '@modelcontextprotocol/sdk/types.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtServer } from '../e2e/build-server.ts';
import { startClient, type TestClient, temporaryFolder, textOf } from '../e2e/client.ts';

let folder: string;
let client: TestClient;
let good: string;
let bad: string;
beforeAll(async () => {
  folder = await temporaryFolder('hook');
  client = await start();
  good = await makeAd(client);
  bad = await makeAd(client);
  await spoil(client, bad);
});
afterAll(async () => {
  await client.close();
  await rm(folder, { recursive: true, force: true });
});

const start = () => startClient({ home: join(folder, 'home'), workspace: join(folder, 'work') });

async function makeAd(on: TestClient): Promise<string> {
  const ad = await on.call('build_ad_skeleton', { format: 'story', layout: 'stacked' });
  const frameId = textOf(ad, 'frameId');
  await on.call('set_background', { frameId, type: 'solid', config: { color: '#f4efe6' } });
  await on.call('apply_typography', { frameId, headline: 'Finally.', cta: 'Shop now' });
  return frameId;
}

/** Text nobody can read. */
const spoil = (on: TestClient, frameId: string) =>
  on.call('batch_operations', {
    operations: 'CREATE_TEXT($ad, {characters: "terms and conditions apply", fontSize: 7, x: 300, y: 900})',
    variables: { ad: frameId },
  });

interface Answer {
  code: number | null;
  output: string;
  problem: string;
}

/** Runs a command with an event on stdin, as Claude Code does. */
async function hook(verb: string, event: unknown, ...flags: string[]): Promise<Answer> {
  const args = [await builtServer(), 'hook', verb, '--home', join(folder, 'home'), ...flags];
  return runWith(process.execPath, args, typeof event === 'string' ? event : JSON.stringify(event));
}

function runWith(command: string, args: string[], stdin: string, shell = false): Promise<Answer> {
  const child = spawn(command, args, { cwd: folder, shell });
  let output = '';
  let problem = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    problem += chunk.toString();
  });
  child.stdin.end(stdin);
  return new Promise((done) => child.on('close', (code) => done({ code, output, problem })));
}

/** As Claude Code 2.1 sends them. */
const event = (name: string, tool: string, input: unknown, rest: Record<string, unknown> = {}) => ({
  session_id: 'claude-1',
  transcript_path: '/tmp/transcript.jsonl',
  cwd: folder,
  permission_mode: 'default',
  hook_event_name: name,
  tool_name: `mcp__adsmith__${tool}`,
  tool_input: input,
  tool_use_id: 'toolu_01',
  mcp_server: { name: 'adsmith', source: 'project' },
  ...rest,
});

describe('adsmith hook check', () => {
  it('leaves an ad that is meant as it is to the designer', async () => {
    const reason = 'The terms are asked for by the client';
    const { code, output } = await hook(
      'check',
      event('PreToolUse', 'export_ad', { frameId: bad, override: reason }),
    );
    expect(code).toBe(0);
    const answer = JSON.parse(output) as { hookSpecificOutput: Record<string, string> };
    expect(answer.hookSpecificOutput['permissionDecision']).toBe('ask');
    expect(answer.hookSpecificOutput['permissionDecisionReason']).toContain(reason);
    expect(answer.hookSpecificOutput['permissionDecisionReason']).toContain('terms and conditions');
  });

  it('refuses to export an ad that fails its checks, and says what to put right', async () => {
    const { code, output } = await hook('check', event('PreToolUse', 'export_ad', { frameId: bad }));
    expect(code).toBe(0);
    const answer = JSON.parse(output) as { hookSpecificOutput: Record<string, string> };
    expect(answer.hookSpecificOutput).toMatchObject({
      hookEventName: 'PreToolUse',
      permissionDecision: 'deny',
    });
    expect(answer.hookSpecificOutput['permissionDecisionReason']).toContain('terms and conditions');
  });

  it('says nothing to an ad that passes: the permissions of the client decide', async () => {
    expect(await hook('check', event('PreToolUse', 'export_ad', { frameId: good }))).toEqual({
      code: 0,
      output: '',
      problem: '',
    });
  });

  it('leaves a frame that does not exist, a dropped concept and other tools alone', async () => {
    for (const [tool, input] of [
      ['export_ad', { frameId: '99:99' }],
      ['complete_concept', { frameId: bad, drop: true, summary: 'no' }],
      ['get_frame_state', { frameId: bad }],
    ] as const) {
      expect(await hook('check', event('PreToolUse', tool, input))).toMatchObject({ code: 0, output: '' });
    }
  });

  it('refuses when the check cannot be made', async () => {
    for (const stdin of ['', 'no json', '[]', '{"tool_name": 5}']) {
      const { code, output, problem } = await hook('check', stdin);
      expect({ code, output }).toEqual({ code: 2, output: '' });
      expect(problem).toContain('could not be checked');
    }
    const wrong = await hook('check', event('PreToolUse', 'export_ad', { frameId: bad }), '--nonsense', 'x');
    expect(wrong.code).toBe(2);
  });

  it('looks at the document all sessions share, and leaves it as it is', async () => {
    const document = join(folder, 'home', 'canvas', 'canvas.json');
    const second = await start();
    const own = await makeAd(second);
    await spoil(second, own);
    const call = (on: TestClient, id: string) =>
      on.client.callTool(
        { name: 'canvas_status', arguments: {}, _meta: { 'claudecode/toolUseId': id } },
        CallToolResultSchema,
      );
    await call(client, 'toolu_first');
    await call(second, 'toolu_second');
    await new Promise((done) => setTimeout(done, 800));
    const before = await readFile(document, 'utf8');
    await hook('link', event('PostToolUse', 'canvas_status', {}, { tool_use_id: 'toolu_first' }));
    await hook(
      'link',
      event('PostToolUse', 'canvas_status', {}, { tool_use_id: 'toolu_second', session_id: 'claude-2' }),
    );
    const decide = async (session: string, frameId: string) =>
      (await hook('check', event('PreToolUse', 'export_ad', { frameId }, { session_id: session }))).output
        .length > 0;
    for (const session of ['claude-1', 'claude-2']) {
      expect(await decide(session, good)).toBe(false);
      expect(await decide(session, bad)).toBe(true);
      expect(await decide(session, own)).toBe(true);
    }
    await second.close();
    expect(await readFile(document, 'utf8')).toBe(before);
  });
});

describe('adsmith hook report', () => {
  const stop = (session: string, rest: Record<string, unknown> = {}) => ({
    session_id: session,
    transcript_path: '/tmp/transcript.jsonl',
    cwd: folder,
    hook_event_name: 'Stop',
    stop_hook_active: false,
    last_assistant_message: 'Done.',
    ...rest,
  });

  it('tells the person what the session did, from the calls its hooks named', async () => {
    await client.client.callTool(
      { name: 'canvas_status', arguments: {}, _meta: { 'claudecode/toolUseId': 'toolu_report' } },
      CallToolResultSchema,
    );
    await new Promise((done) => setTimeout(done, 800));
    const post = event(
      'PostToolUse',
      'canvas_status',
      {},
      {
        session_id: 'claude-3',
        tool_use_id: 'toolu_report',
        tool_response: [{ type: 'text', text: '{}' }],
        duration_ms: 12,
      },
    );
    expect(await hook('link', post)).toEqual({ code: 0, output: '', problem: '' });
    const { output } = await hook('report', stop('claude-3'));
    const { systemMessage } = JSON.parse(output) as { systemMessage: string };
    expect(systemMessage).toMatch(/^Adsmith: \d+ calls, [\d.]+ s in tools, about \d+ tokens read\./);
    // The next turn made no call: nothing new to tell.
    expect((await hook('report', stop('claude-3'))).output).toBe('');
  });

  it('is silent for sessions without our tools and inside of a stop hook', async () => {
    expect((await hook('report', stop('somebody-else'))).output).toBe('');
    expect((await hook('report', stop('claude-3', { stop_hook_active: true }))).output).toBe('');
  });
});

describe('adsmith hook settings', () => {
  it('prints hooks that run as they are', async () => {
    const { output } = await hook('settings', '');
    const { hooks } = JSON.parse(output) as {
      hooks: Record<string, { matcher?: string; hooks: { command: string; timeout: number }[] }[]>;
    };
    const [gate] = hooks['PreToolUse'] ?? [];
    expect(new RegExp(`^${gate?.matcher}$`).test('mcp__adsmith__export_ad')).toBe(true);
    const stdin = JSON.stringify(event('PreToolUse', 'export_ad', { frameId: bad }));
    const answer = await runWith(gate?.hooks[0]?.command ?? '', [], stdin, true);
    expect(answer.output).toContain('"deny"');
    for (const group of Object.values(hooks).flat())
      for (const { command, timeout } of group.hooks) {
        expect(command).toMatch(/ hook (check|link|report) --home /);
        expect(timeout).toBeGreaterThan(0);
      }
  });
});
