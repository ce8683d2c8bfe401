/** The protocol's own conformance suite against the HTTP endpoint, and the Inspector's lint of the tool schemas. */
import { existsSync, mkdtempSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLog } from '../../server/bridge/log.ts';
import { type HttpService, serveHttp } from '../../server/mcp/http.ts';
import { createMcpServer } from '../../server/mcp/server.ts';
import type { AnyTool } from '../../tools/define.ts';
import { allTools } from '../../tools/index.ts';
import { openAuthorizedDoor } from './authorized-door.ts';
import { makeContext } from './context.ts';
import expected from './expected-failures.json' with { type: 'json' };
import { fixtures, resourceFixtures } from './fixtures.ts';
import { nodeArguments } from './node20.ts';
import { run } from './run.ts';

const token = 'a-token-for-tests-0123456789abcdef';
const modules = createRequire(import.meta.url)
  .resolve('typescript/package.json')
  .replace(/typescript.*/, '');
const suite = join(modules, '@modelcontextprotocol/conformance/dist/index.js');
const inspector = join(modules, '.bin/mcp-inspector');
const folder = mkdtempSync(join(tmpdir(), 'adsmith-conformance-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const serve = (tools: readonly AnyTool[]): Promise<HttpService> =>
  serveHttp({
    port: 0,
    token,
    log: silentLog,
    createServer: () =>
      createMcpServer({
        name: 'adsmith',
        version: '0',
        tools,
        context: makeContext(),
        resources: [resourceFixtures],
      }),
  });
const portOf = ({ url }: HttpService) => Number(new URL(url).port);

interface Check {
  id: string;
  status: string;
  errorMessage?: string;
}

describe.skipIf(!existsSync(suite))(
  'the conformance suite (skipped when its package is not installed)',
  () => {
    const results = new Map<string, Check[]>();
    let service: HttpService;
    let door: Awaited<ReturnType<typeof openAuthorizedDoor>>;

    beforeAll(async () => {
      service = await serve(fixtures);
      door = await openAuthorizedDoor(portOf(service), token);
      const url = `http://localhost:${door.port}/mcp`;
      const args = [...nodeArguments, suite, 'server', '--url', url, '--suite', 'all', '-o', folder];
      const { output } = await run(args, folder);
      for (const name of await readdir(folder)) {
        const scenario = /^server-(.+)-\d{4}-\d\d-\d\dT/.exec(name)?.[1];
        if (scenario === undefined) continue;
        results.set(scenario, JSON.parse(await readFile(join(folder, name, 'checks.json'), 'utf8')));
      }
      if (results.size === 0) throw new Error(`The suite did not run:\n${output}`);
    });
    afterAll(async () => {
      await door?.close();
      await service?.close();
    });

    const failed = () =>
      [...results]
        .filter(([, checks]) => checks.some(({ status }) => status === 'FAILURE'))
        .map(([scenario]) => scenario);

    it('finds no failure but the explained ones', () => {
      const unexplained = failed().filter((scenario) => !(scenario in expected.scenarios));
      expect(unexplained.map((scenario) => [scenario, results.get(scenario)])).toEqual([]);
    });

    it('explains no failure that is none any more', () => {
      const failures = failed();
      expect(Object.keys(expected.scenarios).filter((scenario) => !failures.includes(scenario))).toEqual([]);
    });

    it.each([
      'server-initialize',
      'ping',
      'tools-list',
      'tools-call-simple-text',
      'tools-call-image',
      'tools-call-error',
      'tools-call-with-progress',
      'server-sse-multiple-streams',
      'dns-rebinding-protection',
      'resources-list',
      'resources-read-text',
      'resources-read-binary',
      'resources-templates-read',
      'resources-subscribe',
      'resources-unsubscribe',
      'completion-complete',
      'prompts-list',
    ])('passes %s', (scenario) => {
      const checks = results.get(scenario) ?? [];
      expect(checks.some(({ status }) => status === 'SUCCESS')).toBe(true);
    });
  },
);

describe.skipIf(!existsSync(inspector))('the Inspector (skipped when its package is not installed)', () => {
  let service: HttpService;
  beforeAll(async () => {
    service = await serve(allTools);
  });
  afterAll(() => service?.close());

  it('finds every tool schema portable', async () => {
    const { code, output } = await run(
      [
        ...[inspector, '--cli', service.url, '--transport', 'http'],
        ...['--header', `Authorization: Bearer ${token}`, '--method', 'tools/list', '--strict'],
      ],
      folder,
    );
    expect(code, output.slice(-3000)).toBe(0);
    for (const { name } of allTools) expect(output).toContain(`"${name}"`);
  });

  it('is told that it needs the token', async () => {
    const { code, output } = await run(
      [inspector, '--cli', service.url, '--transport', 'http', '--method', 'tools/list'],
      folder,
    );
    expect(code).not.toBe(0);
    expect(output).toContain('Authorization: Bearer');
  });
});
