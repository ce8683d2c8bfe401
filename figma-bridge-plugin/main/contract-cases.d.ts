/** Filled in by the build: the cases of the contract suite in a development build, an empty list otherwise. */
declare module 'adsmith:contract-cases' {
  import type { ContractCase } from './contract.ts';
  export const contractCases: readonly ContractCase[];
}
