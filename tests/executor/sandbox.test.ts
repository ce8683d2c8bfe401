import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { startHeadless } from '../../server/headless/test-support.ts';

const entry = fileURLToPath(new URL('../../figma-bridge-plugin/executor/index.ts', import.meta.url));

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'executor',
    target: 'es2017',
    platform: 'neutral',
  });
  return outputFiles[0]?.text ?? '';
}

describe("the executor in Figma's main thread", () => {
  it('runs without any global of Node or of a browser', async () => {
    const { figma } = await startHeadless();
    const context: Record<string, unknown> = { figma, program: programFor(), Uint8Array, answer: undefined };
    vm.createContext(context);
    // What QuickJS lacks and V8 has: using it must fail here as it would there.
    vm.runInContext(
      `delete Array.prototype.at; delete String.prototype.at; delete String.prototype.replaceAll;
       delete Array.prototype.findLast; delete Object.groupBy; delete Array.prototype.toSorted;
       delete globalThis.WebAssembly; delete globalThis.SharedArrayBuffer;`,
      context,
    );
    vm.runInContext(await bundle(), context);
    const answer: unknown = await vm.runInContext(
      `executor.createExecutor(figma, { image: () => Promise.reject(new Error('none')), now: () => 0 })
         .handle({ kind: 'run', program })`,
      context,
    );
    expect(answer).toMatchObject({
      results: [{ op: 'create' }, { op: 'create' }, { op: 'fit_text', fits: true }, { op: 'read' }],
    });
  });
});

function programFor() {
  return {
    ops: [
      {
        op: 'create',
        type: 'FRAME',
        as: 'frame',
        parent: null,
        props: { layoutMode: 'VERTICAL', width: 300, height: 300 },
      },
      {
        op: 'create',
        type: 'TEXT',
        as: 'text',
        parent: '$frame',
        props: { characters: 'Hello there', fontWeight: 700 },
      },
      { op: 'fit_text', node: '$text', width: 280, minFontSize: 8, maxFontSize: 90, step: 1, balance: true },
      { op: 'read', node: '$frame', fields: '*' },
    ],
  };
}
