import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSettings } from './settings.ts';

const home = mkdtempSync(join(tmpdir(), 'home-'));
const project = mkdtempSync(join(tmpdir(), 'project-'));
const read = (argv: string[] = [], environment: Record<string, string> = {}, cwd = project) =>
  readSettings(argv, { ADSMITH_HOME: home, ...environment }, cwd);

describe('settings', () => {
  it('have working defaults', () => {
    expect(read()).toMatchObject({
      home,
      workspace: project,
      allowedRoots: [project, home],
      canvasFile: join(home, 'canvas', 'canvas.json'),
      exportsDir: join(home, 'exports'),
      toolsets: ['default'],
    });
  });

  it('work in the state folder when the client starts the server in /', () => {
    expect(read([], {}, '/').workspace).toBe(home);
  });

  it('take the project folder Claude Code names', () => {
    expect(read([], { CLAUDE_PROJECT_DIR: project }, '/').workspace).toBe(project);
  });

  it('read folders separated like PATH', () => {
    expect(read([], { ADSMITH_ALLOWED_ROOTS: ['/a', 'b'].join(delimiter) }).allowedRoots).toEqual([
      '/a',
      join(project, 'b'),
    ]);
  });

  it('let flags win over the environment', () => {
    expect(read(['--log-level', 'debug'], { ADSMITH_LOG_LEVEL: 'warn' }).logLevel).toBe('debug');
  });

  it.each([
    [['--port', '80'], /ADSMITH_PORT=80: must be 10000 to 32767/],
    [['--toolsets', 'everything'], /--toolsets everything: unknown/],
    [['--colour', 'red'], /Flags: --home/],
    [['--log-level', 'loud'], /ADSMITH_LOG_LEVEL=loud/],
  ])('refuse %j', (argv, message) => {
    expect(() => read(argv)).toThrow(message);
  });

  it('say when the state folder cannot be made', () => {
    expect(() =>
      readSettings([], { ADSMITH_HOME: join(import.meta.filename, 'inside-a-file') }, project),
    ).toThrow(/ADSMITH_HOME=.*cannot be created/);
  });
});
