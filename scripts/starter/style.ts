/** Colours and type of a brand in the short form the ads are written with. */
import { brandOf } from './brands.ts';

export function styleOf(id: string) {
  const { colours, headline, body } = brandOf(id);
  return {
    ...colours,
    /** Headline type. */
    h: { font: headline.family, weight: headline.weight },
    /** Body type. */
    b: { font: body.family, weight: body.weight },
    strong: { font: body.family, weight: 700 },
  };
}
