/** Catalogues of components a project may have: Storybook's manifests and index, shadcn-style registries. */
import { z } from 'zod';

export const storybookManifestSchema = z.looseObject({
  v: z.number().optional(),
  components: z.record(
    z.string(),
    z.looseObject({
      id: z.string().optional(),
      name: z.string().optional(),
      path: z.string().optional(),
      description: z.string().optional(),
      summary: z.string().optional(),
      reactDocgen: z
        .looseObject({ props: z.record(z.string(), z.unknown()).optional() })
        .optional()
        .catch(undefined),
      reactDocgenTypescript: z
        .looseObject({ props: z.record(z.string(), z.unknown()).optional() })
        .optional()
        .catch(undefined),
      stories: z
        .array(z.looseObject({ name: z.string() }))
        .optional()
        .catch(undefined),
    }),
  ),
});

export const storybookIndexSchema = z.looseObject({
  entries: z.record(
    z.string(),
    z.looseObject({ title: z.string(), importPath: z.string().optional(), type: z.string().optional() }),
  ),
});

export const registrySchema = z.looseObject({
  name: z.string().optional(),
  homepage: z.string().optional(),
  items: z.array(
    z.looseObject({
      name: z.string(),
      type: z.string().optional(),
      title: z.string().optional(),
      description: z.string().optional(),
      files: z
        .array(z.looseObject({ path: z.string() }))
        .optional()
        .catch(undefined),
    }),
  ),
});
