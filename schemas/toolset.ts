/** Groups of tools; `default` is always a small list, the others are switched on by `--toolsets`. */
export const toolsetNames = ['default', 'memory', 'templates', 'quality', 'images', 'bundles'] as const;
export type Toolset = (typeof toolsetNames)[number];
