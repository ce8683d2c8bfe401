import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { createExecutor } from '../../figma-bridge-plugin/executor/index.ts';
import { canvasOpSchema } from '../../schemas/canvas-program.ts';
import { startHeadless } from '../../server/headless/test-support.ts';
import { type ContractContext, contract, runContract } from './index.ts';
import { type Leniency, lenientFigma } from './lenient-figma.ts';

async function contextOn(figma: PluginAPI): Promise<ContractContext> {
  const png = await sharp({ create: { width: 4, height: 3, channels: 3, background: '#336699' } })
    .png()
    .toBuffer();
  const bytes = new Uint8Array(png);
  const hash = createHash('sha256').update(bytes).digest('hex');
  const executor = createExecutor(figma, {
    async image(wanted) {
      if (wanted !== hash) throw new Error('unknown');
      return bytes;
    },
    now: () => Date.now(),
  });
  const parseOps: ContractContext['parseOps'] = (ops) => ops.map((op) => canvasOpSchema.parse(op));
  return { executor, figma, parseOps, image: { hash, bytes } };
}

describe('the headless canvas keeps the contract', () => {
  for (const each of contract) {
    it(each.name, async () => {
      const { figma } = await startHeadless();
      await each.run(await contextOn(figma));
    });
  }
});

describe('a host that breaks a rule fails the contract', () => {
  const failures = async (leniency: Leniency): Promise<string[]> => {
    const { figma } = await startHeadless();
    const reports = await runContract(contract, await contextOn(lenientFigma(figma, leniency)));
    return reports.filter((report) => !report.passed).map((report) => report.name);
  };

  it('but the wrapper alone breaks none', async () => {
    expect(await failures({})).toEqual([]);
  });

  it('when fonts are never really loaded', async () => {
    expect(await failures({ loadFontAsync: async () => {} })).toContain(
      'a text cannot be written before its font is loaded',
    );
  });

  it('when FILL is swallowed where Figma refuses it', async () => {
    const swallowFill = (node: object, name: string, value: unknown): boolean => {
      if (name !== 'layoutSizingHorizontal' || value !== 'FILL') return false;
      try {
        Reflect.set(node, name, value);
      } catch {
        // Accepted without a word, and without an effect.
      }
      return true;
    };
    expect(await failures({ set: swallowFill })).toEqual([
      'FILL needs an auto-layout parent',
      'FILL waits for an auto-layout parent that comes later in the program',
      'FILL that never becomes legal is an error of the op that asked for it',
    ]);
  });

  it('when opacity is clamped instead of refused', async () => {
    const clamp = (node: object, name: string, value: unknown): boolean =>
      name === 'opacity' && Reflect.set(node, name, Math.min(1, Math.max(0, Number(value))));
    expect(await failures({ set: clamp })).toContain('opacity outside 0..1 is refused');
  });
});
