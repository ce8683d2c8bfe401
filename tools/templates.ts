/** The template store for the tools, and words of their arguments. */
import { join } from 'node:path';
import { z } from 'zod';
import { formatCategories, formatCategory } from '../server/brand/index.ts';
import { packageRoot } from '../server/config/settings.ts';
import { createTemplateStore, type TemplateStore } from '../server/templates/index.ts';
import type { ToolContext } from './context.ts';
import { ToolError } from './errors.ts';

/** The user's templates in the home folder, and the ones that ship. */
export const templateStore = ({ settings }: Pick<ToolContext, 'settings'>): TemplateStore =>
  createTemplateStore(join(settings.home, 'templates'), join(packageRoot, 'ad-library', '_templates'));

export const formatCategoryParam = z.string().min(1).max(80);

/** The category's name. Throws `ToolError` naming all of them. */
export function categoryName(written: string): string {
  const found = formatCategory(written);
  if (found) return found.name;
  throw new ToolError(`"${written}" is no format category.`, {
    path: 'formatCategory',
    hint: `There are ${formatCategories.map(({ name }) => name).join(', ')}.`,
  });
}
