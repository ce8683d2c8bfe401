/** Token files of projects: W3C Design Tokens, Style Dictionary and Tokens Studio differ in the key of a value. */
import { z } from 'zod';

export const tokensFileSchema = z.record(z.string(), z.unknown());

/** A tree node that is a token in any of the three. */
export const tokenNodeSchema = z.union([
  z.looseObject({ $value: z.unknown(), $type: z.string().optional() }).refine((node) => '$value' in node),
  z.looseObject({ value: z.unknown(), type: z.string().optional() }).refine((node) => 'value' in node),
]);
