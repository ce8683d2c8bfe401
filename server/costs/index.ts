/** What was paid, what may be paid, and what it will cost. USD. */
export { BudgetError } from './budget-error.ts';
export { type Estimate, type EstimateRequest, estimate, knownModels } from './estimate.ts';
export {
  type Budgets,
  type CostScope,
  type Costs,
  type CostsOptions,
  type CostTotal,
  createCosts,
  type NewEntry,
} from './ledger.ts';
export { money } from './money.ts';
