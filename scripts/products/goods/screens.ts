/** What the phones show, 71 × 152 units. */
import { fonts, text } from '../lettering.ts';

/** Sprekka: one exercise, half done. */
export function lessonScreen(): string {
  const line = (content: string, y: number, options: Partial<Parameters<typeof text>[1]> = {}) =>
    text(content, {
      font: fonts.poppinsBold,
      size: 5,
      x: 7,
      y,
      fill: '#1b1464',
      tracking: -0.02,
      ...options,
    });
  const option = (label: string, y: number, fill: string, ink: string) =>
    `<rect x="7" y="${y}" width="57" height="14.5" rx="7.2" fill="${fill}"/>${line(label, y + 9.1, { x: 35.5, anchor: 'middle', size: 5, fill: ink })}`;
  return [
    '<rect width="71" height="152" fill="#fff6e5"/>',
    line('9:41', 10.5, { size: 4, x: 10 }),
    '<rect x="56" y="7.4" width="7" height="3.4" rx="1" fill="#1b1464"/>',
    '<rect x="7" y="18" width="57" height="4" rx="2" fill="#f1dfc0"/><rect x="7" y="18" width="36" height="4" rx="2" fill="#2ec4b6"/>',
    line('Lesson 7: the waiter', 31, { size: 3.6, font: fonts.textBold, fill: '#6a63a8' }),
    '<rect x="7" y="37" width="57" height="44" rx="7" fill="#ffffff"/>',
    line('“Vous avez', 51, { size: 7.6, x: 12 }),
    line('terminé ?”', 61, { size: 7.6, x: 12 }),
    '<circle cx="16.4" cy="71.4" r="4.4" fill="#ff5c8a"/><path d="M15 69L19 71.4L15 73.8Z" fill="#ffffff"/>',
    line('Hear it slowly', 73, { size: 3.4, x: 23, font: fonts.textBold, fill: '#6a63a8' }),
    option('Not yet, merci', 89, '#ffffff', '#1b1464'),
    option('Yes. Wonderful.', 107, '#2ec4b6', '#1b1464'),
    option('Where am I?', 125, '#ffffff', '#1b1464'),
    '<rect x="25" y="146.6" width="21" height="1.4" rx="0.7" fill="#1b1464"/>',
  ].join('');
}
