/** `.claude/design-handoffs/<bundle-id>.json` in the project a bundle is built into. */
import { z } from 'zod';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const provenanceSchema = z.looseObject({
  bundle_id: sha256,
  /** URL without query, or the archive's file name: no path of somebody's machine. */
  bundle_url: z.string(),
  content_id: sha256.optional(),
  project_name: z.string().optional(),
  kind: z.string().optional(),
  fetched_at: z.string(),
  imported_at: z.string(),
  status: z.string(),
  components: z
    .array(
      z.looseObject({
        name: z.string(),
        decision: z.enum(['reuse', 'adapt', 'scaffold']).optional(),
        path: z.string().optional(),
      }),
    )
    .default([]),
  /** Files written from the bundle, with their hash then: later edits by people are visible. */
  files: z
    .array(
      z.strictObject({
        path: z.string(),
        sha256: sha256.nullable(),
        components: z.array(z.string()).default([]),
      }),
    )
    .default([]),
  pr: z
    .strictObject({ number: z.number().int().positive().optional(), url: z.string(), opened_at: z.string() })
    .nullable()
    .default(null),
  /** Hashes of the bundle's own files: what a newer one changed. */
  bundle_files: z.record(z.string(), z.string()).default({}),
  bundle_components: z.record(z.string(), z.string()).default({}),
  tokens: z.record(z.string(), z.string()).default({}),
  supersedes: sha256.optional(),
});
export type Provenance = z.infer<typeof provenanceSchema>;
