/** The key the stand-in takes. */
export const goodKey = 'stand-in-key';
