/** What the bundle store keeps on disk beside the blobs. */
import { z } from 'zod';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const storedBundleSchema = z.strictObject({
  id: sha256,
  contentId: sha256,
  source: z.string(),
  topFolder: z.string().optional(),
  archive: z.enum(['tar.gz', 'tar', 'zip', 'folder']),
  fetchedAt: z.string(),
  notes: z.array(z.string()),
  files: z.array(z.strictObject({ path: z.string(), sha256, bytes: z.number().int().nonnegative() })),
});
export type StoredBundle = z.infer<typeof storedBundleSchema>;
