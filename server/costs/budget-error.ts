/** A paid call that would go over a budget: nothing was sent. */
import { money } from './money.ts';

export interface BudgetErrorData {
  budget: 'day' | 'concept';
  /** USD. */
  limit: number;
  asked: number;
  spent: number;
  reserved: number;
  unknown: number;
}

export class BudgetError extends Error {
  override readonly name = 'BudgetError';
  readonly hint: string;
  constructor(readonly data: BudgetErrorData) {
    const { budget, limit, asked, spent, reserved, unknown } = data;
    const parts = [
      `${money(spent)} spent`,
      ...(reserved > 0 ? [`${money(reserved)} under way`] : []),
      ...(unknown > 0 ? [`${money(unknown)} possibly spent`] : []),
    ];
    super(
      `This would cost ${money(asked)}, and the budget ${budget === 'day' ? 'of the day' : 'of this concept'} is ${money(limit)}: ${parts.join(', ')}. Nothing was sent, nothing was spent.`,
    );
    this.hint =
      `Use a picture the brand already has, ask for less (a smaller resolution, no cutout), or let the designer raise ` +
      `ADSMITH_BUDGET_${budget === 'day' ? 'DAY' : 'CONCEPT'} (USD).`;
  }
}
