/** Catalogues of components a project may have: Storybook's manifests and index, shadcn-style registries. */
import { z } from 'zod';

const docgen = z
  .looseObject({ props: z.record(z.string(), z.unknown()).optional() })
  .optional()
  .catch(undefined);
const text = z.string().optional().catch(undefined);

export const storybookComponentSchema = z.looseObject({
  /** In newer manifests: where the component's own file lies. */
  $ref: text,
  id: text,
  name: text,
  path: text,
  /** The import statement a story would write. */
  import: text,
  description: text,
  summary: text,
  reactDocgen: docgen,
  reactDocgenTypescript: docgen,
  reactComponentMeta: docgen,
});
export type StorybookComponent = z.infer<typeof storybookComponentSchema>;

export const storybookManifestSchema = z.looseObject({
  v: z.number().optional(),
  components: z.record(z.string(), z.unknown()),
});

const storySchema = z.looseObject({
  title: z.string(),
  importPath: text,
  componentPath: text,
  type: text,
});

/** `index.json`, version 4 and later. */
export const storybookIndexSchema = z.looseObject({ entries: z.record(z.string(), storySchema) });
/** `stories.json`, version 3 and earlier. */
export const storybookStoriesSchema = z.looseObject({ stories: z.record(z.string(), storySchema) });

const registryItemSchema = z.looseObject({
  name: z.string(),
  type: text,
  title: text,
  description: text,
});

/** `registry.json`, or the bare list some registries serve as their index. */
export const registryIndexSchema = z.union([
  z.looseObject({ name: text, homepage: text, items: z.array(registryItemSchema) }),
  z.array(registryItemSchema),
]);
export type RegistryIndex = z.infer<typeof registryIndexSchema>;

/** A URL with "{name}" in it, alone or with what goes along. */
const registryConfigSchema = z.union([
  z.string().includes('{name}'),
  z.looseObject({
    url: z.string().includes('{name}'),
    params: z.record(z.string(), z.string()).optional(),
    headers: z.record(z.string(), z.string()).optional(),
  }),
]);
export type RegistryConfig = z.infer<typeof registryConfigSchema>;

export const componentsJsonSchema = z.looseObject({
  style: z.string().default(''),
  registries: z.record(z.string(), registryConfigSchema).default({}),
});
