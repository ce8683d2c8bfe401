/** Pictures turned about their middle. Degrees clockwise, as people mean them; sizes px. */
import type { Rect } from '../composition/compose.ts';

interface Size {
  width: number;
  height: number;
}

/** Size of the bounding box of something turned; its own when it is not. */
export function boundsOf({ width, height }: Size, degrees = 0): Size {
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))];
  return { width: width * cos + height * sin, height: width * sin + height * cos };
}

/** The unturned box of a picture whose turned bounding box is `place`. */
export function upright<Place extends Rect>(place: Place, picture: Size, degrees = 0): Place {
  if (degrees === 0) return place;
  const scale = place.width / boundsOf(picture, degrees).width;
  const [width, height] = [Math.round(picture.width * scale), Math.round(picture.height * scale)];
  const x = Math.round(place.x + (place.width - width) / 2);
  const y = Math.round(place.y + (place.height - height) / 2);
  return { ...place, x, y, width, height };
}

/** Figma's values for an upright box that is turned: it turns about the top-left corner, counter-clockwise. */
export function turned(place: Rect, degrees: number): { rotation: number; x: number; y: number } {
  const angle = (degrees * Math.PI) / 180;
  const [cx, cy] = [place.x + place.width / 2, place.y + place.height / 2];
  const [dx, dy] = [-place.width / 2, -place.height / 2];
  return {
    rotation: -degrees,
    x: cx + dx * Math.cos(angle) - dy * Math.sin(angle),
    y: cy + dx * Math.sin(angle) + dy * Math.cos(angle),
  };
}
