import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

it('takes over what a dead process left', () => {
  const path = file();
  claimCanvasFile(path).release();
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  writeFileSync(`${path}.lock`, String(pid));
  const claimed = claimCanvasFile(path);
  expect(claimed.path).toBe(path);
  claimed.release();
  expect(existsSync(`${path}.lock`)).toBe(false);
});
