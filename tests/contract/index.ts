/** The whole contract. */
import type { ContractCase } from './case.ts';
import { componentCases } from './component-cases.ts';
import { executorCases } from './executor-cases.ts';
import { hostCases } from './host-cases.ts';

export { type ContractCase, type ContractContext, runContract } from './case.ts';

export const contract: readonly ContractCase[] = [...hostCases, ...componentCases, ...executorCases];
