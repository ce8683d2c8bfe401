/** A brand's style for the tools, read from its files. */
import type { BrandStyle } from '../server/design/brand-style.ts';
import type { ToolContext } from './context.ts';

export async function brandStyle(context: Pick<ToolContext, 'brands'>, brand: string): Promise<BrandStyle> {
  return context.brands.style(brand);
}
