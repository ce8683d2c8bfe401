/** How long `generate_product_photo` keeps the caller, whatever fal does: `npx tsx bench/generation.ts`. Bar: 150 ms. */
import { builtServer } from '../tests/e2e/build-server.ts';
import { startClient } from '../tests/e2e/client.ts';
import { goodKey } from '../tests/generation/key.ts';
import { productFile } from '../tests/generation/setting.ts';
import { startStandIn } from '../tests/generation/stand-in-fal.ts';

const CALLS = 40;
const ways = {
  'fal answers': {},
  'fal hangs': { onSubmit: () => 'hang' as const },
  'fal answers 503': { onSubmit: () => 503 },
};

await builtServer();
console.log(`| | first call of the process | p50 of ${CALLS} | most |\n|---|---|---|---|`);
for (const [way, behaviour] of Object.entries(ways)) {
  const fal = await startStandIn({ side: 256, ...behaviour });
  const server = await startClient({
    args: ['--toolsets', 'default,images'],
    env: {
      FAL_KEY: goodKey,
      ADSMITH_FAL_URL: fal.url,
      ADSMITH_BUDGET_DAY: '1000',
      ADSMITH_BUDGET_CONCEPT: '1000',
    },
  });
  await productFile(server.workspace, 'serum.png', '#b5651d', '#f4efe6');
  const times: number[] = [];
  for (let call = 0; call <= CALLS; call++) {
    const began = performance.now();
    await server.call('generate_product_photo', {
      prompt: 'On wet slate',
      references: ['serum.png'],
      ratio: '4:5',
    });
    times.push(performance.now() - began);
  }
  const [first = 0, ...rest] = times.map(Math.round);
  rest.sort((one, other) => one - other);
  console.log(`| ${way} | ${first} ms | ${rest[CALLS >> 1]} ms | ${rest.at(-1)} ms |`);
  await server.close();
  await fal.close();
}
process.exit(0);
