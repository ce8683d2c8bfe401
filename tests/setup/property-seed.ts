/**
 * One seed for every property test, so that a green run stays green until the code changes.
 * `ADSMITH_SEED=random` explores instead (`npm run test:explore`); a number repeats one run.
 */
import fc from 'fast-check';

const wanted = process.env.ADSMITH_SEED ?? '20261121';
if (wanted !== 'random') fc.configureGlobal({ seed: Number(wanted) });
