/** What a node is for in the ad. */
import { type Role, roles } from '../../../schemas/role.ts';
import { countWords, type TextRole } from '../../typography/sizes.ts';

export type { Role };

export const asRole = (text: string | undefined): Role | undefined => roles.find((role) => role === text);

/** Roles whose text is copy: it must be read. Text in a picture, a logo or an ornament is not. */
const copyRoles: ReadonlySet<Role> = new Set([
  'headline',
  'subhead',
  'body',
  'label',
  'eyebrow',
  'legal',
  'price',
  'cta_label',
  'cta',
  'copy',
]);
export const isCopyRole = (role: Role | undefined): boolean => role !== undefined && copyRoles.has(role);

/** Longer than this is read as copy, not looked at as a label. */
export const labelWords = 8;

/**
 * The role by which a text's least size is looked up: running copy, secondary text (short: labels, tags, cells of a
 * table) or fine print. Signs without a letter or number ("★★★") are secondary at most.
 */
export function sizeRoleOf(role: Role | undefined, characters: string): TextRole {
  if (isSign(characters)) return 'legal';
  switch (role) {
    case 'headline':
    case 'subhead':
    case 'eyebrow':
    case 'legal':
      return role;
    case 'label':
      return 'eyebrow';
    case 'cta':
    case 'cta_label':
      return 'cta';
    case 'body':
      return countWords(characters) <= labelWords ? 'eyebrow' : 'body';
    default:
      return 'body';
  }
}

/** Stars, ticks, arrows, rules of dashes: graphics set as text. */
export const isSign = (characters: string): boolean => !/[\p{Letter}\p{Number}]/u.test(characters);
