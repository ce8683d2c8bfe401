import { fork, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { claimCanvasFile } from './canvas-file.ts';

const file = () => join(mkdtempSync(join(tmpdir(), 'canvas-')), 'deep', 'canvas.json');

it('gives the file itself to the first and a numbered one to the next', () => {
  const path = file();
  const first = claimCanvasFile(path);
  expect(first.path).toBe(path);
  expect(claimCanvasFile(path).path).toBe(path.replace('.json', '-2.json'));
  first.release();
  expect(claimCanvasFile(path).path).toBe(path);
});

/** A claim as a process that was killed leaves it. */
function leaveDeadClaim(path: string): string {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  const claim = `${path}.${pid}-0123abcd.lock`;
  writeFileSync(claim, 'has');
  return claim;
}

it('takes over what a dead process left', () => {
  const path = file();
  claimCanvasFile(path).release();
  const dead = leaveDeadClaim(path);
  const claimed = claimCanvasFile(path);
  expect(claimed.path).toBe(path);
  expect(existsSync(dead)).toBe(false);
  claimed.release();
  expect(readdirSync(dirname(path))).toEqual([]);
});

it('gives eight processes that start at once on a dead claim eight files', async () => {
  const path = file();
  claimCanvasFile(path).release();
  leaveDeadClaim(path);
  const script = join(dirname(path), 'claim.mjs');
  const source = fileURLToPath(new URL('./canvas-file.ts', import.meta.url));
  writeFileSync(
    script,
    `import { claimCanvasFile } from ${JSON.stringify(source)};
     process.send('ready');
     process.on('message', () => process.send(claimCanvasFile(${JSON.stringify(path)}).path));`,
  );
  const children = Array.from({ length: 8 }, () => fork(script, { execArgv: ['--import', 'tsx'] }));
  const next = (child: (typeof children)[number]) =>
    new Promise<unknown>((resolve) => child.once('message', resolve));
  try {
    await Promise.all(children.map(next));
    const claimed = Promise.all(children.map(next));
    for (const child of children) child.send('go');
    const paths = await claimed;
    expect(new Set(paths).size).toBe(8);
    expect(paths).toContain(path);
  } finally {
    for (const child of children) child.kill();
  }
}, 20_000);
