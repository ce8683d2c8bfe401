/** The parts of a `package.json` bundles and projects are read by. */
import { z } from 'zod';

const ranges = z.record(z.string(), z.string()).catch({}).default({});

export const packageJsonSchema = z.looseObject({
  name: z.string().optional(),
  dependencies: ranges,
  devDependencies: ranges,
  peerDependencies: ranges,
  figma: z.looseObject({ kitAttachments: z.record(z.string(), z.unknown()).optional() }).optional(),
});
export type PackageJson = z.infer<typeof packageJsonSchema>;

/** The manifest, or undefined for text that is none. */
export function readPackageJson(text: string): PackageJson | undefined {
  try {
    return packageJsonSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
