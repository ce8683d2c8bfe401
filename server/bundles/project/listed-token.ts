/** Tokens of sources that are not CSS. */
import type { DesignToken } from '../../../schemas/bundle.ts';
import { kindOf } from '../styles/token-kind.ts';

export const listedToken = (name: string, value: string, file: string, line: number): DesignToken => ({
  name,
  value,
  kind: kindOf(name, value),
  file,
  line,
});
