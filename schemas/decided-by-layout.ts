/** Why stored geometry was not kept: the layout of the rebuilt nodes computes it. Apart, as the plugin has no zod. */
export const decidedByLayout = 'auto layout decides otherwise';
