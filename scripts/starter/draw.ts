/**
 * Drawing with canvas operations: a tree of boxes, texts and pictures becomes `batch_operations` scripts.
 * px at 1x of the ad. Children of the ad's frame are placed by x and y; inside `column` and `row` they flow.
 */
type Props = Record<string, unknown>;

export interface Drawn {
  kind: 'FRAME' | 'TEXT' | 'RECT';
  props: Props;
  image?: Props;
  gradient?: Props;
  effects?: Props[];
  children: Drawn[];
}

export interface BoxStyle extends Props {
  fill?: string | null;
  radius?: number | number[];
  role?: string;
  name?: string;
  gradient?: Props;
  shadow?: boolean | Props;
}

function resolve({
  fill,
  radius,
  role,
  gradient,
  shadow,
  font,
  size,
  weight,
  color,
  line,
  track,
  ...rest
}: Props) {
  const props: Props = { ...rest };
  if (fill !== undefined) props['fillColor'] = fill;
  if (radius !== undefined) props['cornerRadius'] = radius;
  if (role !== undefined) props['pluginData'] = { role };
  if (font !== undefined) props['fontFamily'] = font;
  if (size !== undefined) props['fontSize'] = size;
  if (weight !== undefined) props['fontWeight'] = weight;
  if (color !== undefined) props['fontColor'] = color;
  if (line !== undefined) props['lineHeight'] = `${line}%`;
  if (track !== undefined) props['letterSpacing'] = `${track}%`;
  const soft = { type: 'drop_shadow', color: '#000000', opacity: 0.16, x: 0, y: 14, blur: 40 };
  const effects =
    shadow === true ? [soft] : shadow ? [{ type: 'drop_shadow', ...(shadow as Props) }] : undefined;
  return { props, gradient: gradient as Props | undefined, effects };
}

/** A frame without flow: its children are placed by x and y. */
export function box(style: BoxStyle, ...children: Drawn[]): Drawn {
  const { props, gradient, effects } = resolve({ fill: null, clipsContent: false, ...style });
  return { kind: 'FRAME', props, children, ...(gradient && { gradient }), ...(effects && { effects }) };
}

/** A frame whose children flow: hugs its content unless given a size. */
function flow(
  layoutMode: 'VERTICAL' | 'HORIZONTAL',
  style: BoxStyle & { gap?: number },
  children: Drawn[],
): Drawn {
  const { gap, width, height, ...rest } = style as BoxStyle & {
    gap?: number;
    width?: number;
    height?: number;
  };
  return box(
    {
      layoutMode,
      itemSpacing: gap ?? 0,
      ...(width === undefined ? {} : { width }),
      ...(height === undefined ? {} : { height }),
      ...('layoutSizingHorizontal' in rest
        ? {}
        : { layoutSizingHorizontal: width === undefined ? 'HUG' : 'FIXED' }),
      ...('layoutSizingVertical' in rest
        ? {}
        : { layoutSizingVertical: height === undefined ? 'HUG' : 'FIXED' }),
      ...rest,
    },
    ...children,
  );
}
export const column = (style: BoxStyle & { gap?: number }, ...children: Drawn[]): Drawn =>
  flow('VERTICAL', style, children);
export const row = (style: BoxStyle & { gap?: number }, ...children: Drawn[]): Drawn =>
  flow('HORIZONTAL', { counterAxisAlignItems: 'CENTER', ...style }, children);

export interface TextStyle extends Props {
  size: number;
  font?: string;
  weight?: number;
  color?: string;
  /** % of the size. */
  line?: number;
  /** % of the size. */
  track?: number;
  role?: string;
}

/** Text: wraps at `width` if one is given (or `fill: true` in a flow), else as wide as it is. */
export function text(characters: string, style: TextStyle): Drawn {
  const { wide, align, ...rest } = style as TextStyle & { wide?: boolean; align?: string };
  const { props } = resolve({ line: 120, ...rest });
  return {
    kind: 'TEXT',
    children: [],
    props: {
      name: characters.slice(0, 40),
      characters,
      ...(align && { textAlignHorizontal: align }),
      textAutoResize: rest['width'] === undefined && !wide ? 'WIDTH_AND_HEIGHT' : 'HEIGHT',
      ...(wide && { layoutSizingHorizontal: 'FILL' }),
      ...props,
    },
  };
}

export function rect(style: BoxStyle): Drawn {
  const { props, gradient, effects } = resolve(style);
  return { kind: 'RECT', props, children: [], ...(gradient && { gradient }), ...(effects && { effects }) };
}

/** A circle or ellipse by its box. */
export const oval = (x: number, y: number, width: number, height: number, style: BoxStyle): Drawn =>
  rect({ x, y, width, height, radius: Math.min(width, height) / 2, ...style });

/** A straight line of `weight` px from one point to another, as a thin rectangle. */
export function stroke(x1: number, y1: number, x2: number, y2: number, color: string, weight = 3): Drawn {
  const length = Math.hypot(x2 - x1, y2 - y1);
  const angle = Math.atan2(y2 - y1, x2 - x1);
  return rect({
    name: 'Line',
    x: x1 + (Math.sin(angle) * weight) / 2,
    y: y1 - (Math.cos(angle) * weight) / 2,
    width: Math.max(1, length),
    height: weight,
    rotation: (-angle * 180) / Math.PI,
    fill: color,
    radius: weight / 2,
    role: 'decor',
  });
}

/** A picture file filling a box. */
export function picture(imagePath: string, style: BoxStyle & { scaleMode?: string; trim?: boolean }): Drawn {
  const { scaleMode, trim, ...rest } = style;
  return {
    ...rect({ fill: '#00000000', role: 'image', ...rest }),
    image: { imagePath, scaleMode: scaleMode ?? 'FILL', ...(trim && { trim }) },
  };
}

/** A button as apply_typography makes them: a face with a label. */
export function button(
  label: string,
  style: BoxStyle & {
    size?: number;
    font: string;
    face: string;
    ink: string;
    weight?: number;
    shape?: number;
  },
): Drawn {
  const { size = 42, font, face, ink, weight = 600, shape, ...rest } = style;
  return row(
    {
      name: 'CTA',
      role: 'cta',
      fill: face,
      radius: shape ?? Math.round(size * 1.4),
      padding: [Math.round(size * 0.55), Math.round(size * 1.05)],
      primaryAxisAlignItems: 'CENTER',
      ...rest,
    },
    text(label, { size, font, weight, color: ink, line: 110, role: 'cta_label' }),
  );
}

const MAX = 46;

/** Scripts of at most `MAX` operations; a name made by an earlier script is passed on through `variables`. */
export function scriptsOf(
  nodes: readonly Drawn[],
  stem: string,
): { operations: string; needs: { name: string; script: number }[] }[] {
  const scripts: { lines: string[]; needs: Set<string> }[] = [];
  const home = new Map<string, number>();
  let counter = 0;
  const write = (node: Drawn, parent: string, top: boolean) => {
    const weight = 1 + (node.image ? 1 : 0) + (node.gradient ? 1 : 0) + (node.effects?.length ?? 0);
    let current = scripts.at(-1);
    if (!current || current.lines.length + weight > MAX) {
      current = { lines: [], needs: new Set() };
      scripts.push(current);
    }
    const at = scripts.length - 1;
    const name = `${stem}${++counter}`;
    home.set(name, at);
    if (parent !== 'frame' && home.get(parent) !== at) current.needs.add(parent);
    const props = top ? { layoutPositioning: 'ABSOLUTE', ...node.props } : node.props;
    current.lines.push(`${name}=CREATE_${node.kind}($${parent}, ${JSON.stringify(props)})`);
    if (node.image) current.lines.push(`SET_IMAGE_FILL($${name}, ${JSON.stringify(node.image)})`);
    if (node.gradient) current.lines.push(`SET_GRADIENT($${name}, ${JSON.stringify(node.gradient)})`);
    for (const effect of node.effects ?? [])
      current.lines.push(`ADD_EFFECT($${name}, ${JSON.stringify(effect)})`);
    for (const child of node.children) write(child, name, false);
  };
  for (const node of nodes) write(node, 'frame', true);
  return scripts.map(({ lines, needs }) => ({
    operations: lines.join('\n'),
    needs: [...needs].map((name) => ({ name, script: home.get(name) ?? 0 })),
  }));
}
