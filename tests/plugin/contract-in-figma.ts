/** The contract suite as the plugin's development build carries it: `npm run plugin -- --contract`. */
import { z } from 'zod';
import type { ContractSuite } from '../../figma-bridge-plugin/main/contract.ts';
import { canvasOpSchema } from '../../schemas/canvas-program.ts';
import { contract } from '../contract/index.ts';

const opsSchema = z.array(canvasOpSchema);

/** A 2 x 2 px PNG; hex, because the sandbox has no `atob`. */
const png =
  '89504e470d0a1a0a0000000d4948445200000002000000020802000000fdd49a730000000970485973000003e8000003e801b57b526b000000104944415408d76338612402440c100a0020660439cb299b4d0000000049454e44ae426082';
const image = {
  hash: '7ccd74c13754258f16378c3521fa57dae1269e1690695333725d89c9b5c751d9',
  bytes: new Uint8Array((png.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16))),
};

export const contractSuite: ContractSuite = {
  cases: contract.map(({ name, run }) => ({
    name,
    run: ({ executor, figma }) => run({ executor, figma, parseOps: (ops) => opsSchema.parse(ops), image }),
  })),
  image: (hash) => (hash === image.hash ? image.bytes : undefined),
};
