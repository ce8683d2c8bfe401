/** A number with its noun: "1 layer", "3 layers". */
export const counted = (number: number, noun: string): string =>
  `${number} ${noun}${number === 1 ? '' : 's'}`;
