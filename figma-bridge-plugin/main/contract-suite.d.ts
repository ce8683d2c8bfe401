/** Filled in by the build: the contract suite in a development build, nothing otherwise. */
declare module 'adsmith:contract-suite' {
  import type { ContractSuite } from './contract.ts';
  export const contractSuite: ContractSuite | undefined;
}
