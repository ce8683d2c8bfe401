/** Turns one of Figma's paints into a CanvasKit paint. */
import type { Paint as InkPaint } from 'canvaskit-wasm';
import { readsBackdrop, setBlend } from '../blend.ts';
import type { Painter } from '../context.ts';
import type { Size } from '../images/placement.ts';
import { gradientShader, lastStop } from './gradient.ts';
import { imageShader } from './image.ts';

/** What a fill or stroke is painted in. */
export interface InkBox {
  /** The box gradients and images are fitted to, at the origin of the node's space. */
  size: Size;
  /** Node space to device pixels. */
  toDevice: Transform;
  /** Opacity of the whole node, if it is folded into its only paint. */
  alpha: number;
  /** Blend mode of the whole node, if it is folded into its only paint. */
  blendMode?: BlendMode;
}

/** An anti-aliased CanvasKit paint, or null if this paint draws nothing (see `UNSUPPORTED`). */
export function makeInk(painter: Painter, paint: Paint, box: InkBox): InkPaint | null {
  const { kit, scope } = painter;
  const ink = plainInk(painter);
  const alpha = (paint.opacity ?? 1) * box.alpha;
  switch (paint.type) {
    case 'SOLID':
      ink.setColorComponents(paint.color.r, paint.color.g, paint.color.b, alpha);
      break;
    case 'GRADIENT_LINEAR':
    case 'GRADIENT_RADIAL':
    case 'GRADIENT_ANGULAR':
    case 'GRADIENT_DIAMOND': {
      const shader = gradientShader(kit, scope, paint, box.size);
      if (shader === null) {
        const { r, g, b, a } = lastStop(paint.gradientStops);
        ink.setColorComponents(r, g, b, a * alpha);
      } else {
        ink.setShader(shader);
        ink.setAlphaf(alpha);
      }
      break;
    }
    case 'IMAGE': {
      const shader = imageShader(kit, scope, painter.images, paint, box.size, box.toDevice);
      if (shader === null) return null;
      ink.setShader(shader);
      ink.setAlphaf(alpha);
      break;
    }
    default:
      return null;
  }
  const mode = readsBackdrop(paint.blendMode) ? paint.blendMode : box.blendMode;
  if (readsBackdrop(mode) && mode !== undefined) setBlend(kit, scope, ink, mode);
  return ink;
}

/** An anti-aliased black paint that lives as long as the drawing. */
export function plainInk(painter: Pick<Painter, 'kit' | 'scope'>): InkPaint {
  const ink = painter.scope.keep(new painter.kit.Paint());
  ink.setAntiAlias(true);
  return ink;
}
