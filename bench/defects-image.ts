/** Defects of pictures and colour, and of things that are missing. */
import sharp from 'sharp';
import { distanceToBrand } from '../server/quality/checks/brand-colour.ts';
import { headlineOf, type Injector, type Node, type Scene, update } from './defects-lift.ts';

const pictureOf = ({ input }: Scene): (Node & { hash: string }) | undefined => {
  const node = input.nodes.find(
    (each) =>
      each.shown &&
      !each.turned &&
      each.role !== 'decor' &&
      each.fills.some(({ type, imageHash }) => type === 'IMAGE' && imageHash),
  );
  const hash = node?.fills.find(({ type }) => type === 'IMAGE')?.imageHash;
  return node && typeof hash === 'string' ? { ...node, hash } : undefined;
};

const resolution: Injector = async (scene) => {
  const picture = pictureOf(scene);
  if (!picture) return false;
  const { width } = picture.box;
  const small = Math.max(2, Math.round(width * scene.pick(0.9, 0.6, 0.25)));
  const bytes = await sharp(await scene.canvas.image(picture.hash))
    .resize({ width: small, fit: 'inside' })
    .png()
    .toBuffer();
  const image = await scene.canvas.putImage(bytes);
  await scene.canvas.run({ ops: [{ op: 'set_image', node: picture.id, image, scaleMode: 'FILL' }] });
  return true;
};

/** The product in nearly the colour of what is around it. */
const melting: Injector = async (scene) => {
  const { nodes } = scene.input;
  const node = nodes.find(
    ({ role, shown, opacity, fills }) => role === 'product' && shown && opacity > 0.9 && fills[0]?.imageHash,
  );
  const hash = node?.fills[0]?.imageHash;
  if (!node || typeof hash !== 'string') return false;
  const { data, info } = await sharp(await scene.canvas.image(hash))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const clear = data.filter((value, at) => at % 4 === 3 && value < 128).length;
  // A photo that fills its box has no outline of its own.
  if (clear < info.width * info.height * 0.1) return false;
  const behind = await scene.input.pixels.without([node]);
  const { x, y, width, height } = node.box;
  const near = scene.pick(0.9, 0.94, 0.98);
  for (let row = 0; row < info.height; row++) {
    for (let column = 0; column < info.width; column++) {
      const clamp = (value: number, most: number) => Math.min(most - 1, Math.max(0, Math.round(value)));
      const seen =
        clamp(y + (row * height) / info.height, behind.height) * behind.width +
        clamp(x + (column * width) / info.width, behind.width);
      for (let channel = 0; channel < 3; channel++) {
        const at = (row * info.width + column) * 4 + channel;
        const below = behind.data[seen * behind.channels + channel] ?? 0;
        data[at] = (data[at] ?? 0) * (1 - near) + below * near;
      }
    }
  }
  const png = await sharp(data, { raw: { width: info.width, height: info.height, channels: 4 } })
    .png()
    .toBuffer();
  const image = await scene.canvas.putImage(png);
  const fills = node.fills.map((paint) => (paint.type === 'IMAGE' ? { ...paint, imageHash: image } : paint));
  await update(scene.canvas, node.id, { fills });
  return true;
};

const aspect: Injector = async (scene) => {
  const picture = pictureOf(scene);
  if (!picture || picture.inFlow) return false;
  const size = await scene.input.imageSize(picture.hash);
  if (!size) return false;
  // The picture fills its box whatever the box's shape, and the box gets wider.
  const natural = (picture.box.height * size.width) / size.height;
  const fills = picture.fills.map((paint) =>
    paint.type === 'IMAGE'
      ? {
          ...paint,
          scaleMode: 'CROP',
          imageTransform: [
            [1, 0, 0],
            [0, 1, 0],
          ],
        }
      : paint,
  );
  await update(scene.canvas, picture.id, {
    width: natural * (1 + scene.pick(0.04, 0.12, 0.4)),
    height: picture.box.height,
  });
  await update(scene.canvas, picture.id, { fills });
  return true;
};

/** Black and white noise of an amplitude (0..1) in blocks of `grain` px. */
async function noise(width: number, height: number, amplitude: number, grain: number): Promise<Buffer> {
  let state = 12_345;
  const random = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
  const [w, h] = [Math.max(1, Math.round(width / grain)), Math.max(1, Math.round(height / grain))];
  const data = Buffer.from(Array.from({ length: w * h * 3 }, () => 0));
  for (let at = 0; at < w * h; at++) {
    for (let channel = 0; channel < 3; channel++)
      data[at * 3 + channel] = Math.round(
        127.5 + (random() < 0.5 ? -1 : 1) * 127.5 * amplitude * (grain > 1 ? 1 : random()),
      );
    if (grain > 1) for (let channel = 1; channel < 3; channel++) data[at * 3 + channel] = data[at * 3] ?? 0;
  }
  return sharp(data, { raw: { width: w, height: h, channels: 3 } })
    .resize(Math.round(width), Math.round(height), { kernel: 'nearest', fit: 'fill' })
    .png()
    .toBuffer();
}

async function layBehind(
  scene: Scene,
  bytes: Buffer,
  box: { x: number; y: number; width: number; height: number },
): Promise<void> {
  const { canvas, input } = scene;
  const image = await canvas.putImage(bytes);
  await canvas.run({
    ops: [
      {
        op: 'create',
        type: 'RECTANGLE',
        parent: input.frame.id,
        index: 0,
        props: {
          name: 'Noise',
          ...(input.frame.layoutMode !== 'NONE' && { layoutPositioning: 'ABSOLUTE' }),
          ...box,
          fills: [{ type: 'IMAGE', image, scaleMode: 'FILL' }],
          pluginData: { role: 'decor' },
        },
      },
    ],
  });
}

/** Panels above the bottom would hide what is laid there. */
const isBare = ({ input }: Scene, node: Node): boolean =>
  !input.nodes.some(
    (other) =>
      other !== node &&
      !other.text &&
      other.shown &&
      other.fills.some(({ visible }) => visible !== false) &&
      meets(other, node),
  );

const meets = (a: Node, b: Node): boolean =>
  a.box.x < b.box.x + b.box.width &&
  b.box.x < a.box.x + a.box.width &&
  a.box.y < b.box.y + b.box.height &&
  b.box.y < a.box.y + a.box.height;

const busy: Injector = async (scene) => {
  const headline = headlineOf(scene.input);
  if (!headline || !isBare(scene, headline)) return false;
  const { x, y, width, height } = headline.box;
  const box = { x: x - 20, y: y - 20, width: width + 40, height: height + 40 };
  await layBehind(scene, await noise(box.width, box.height, scene.pick(0.4, 0.6, 1), 12), box);
  return true;
};

const weight: Injector = async (scene) => {
  const { frame, placement } = scene.input;
  if (placement.maxBytes > 600_000 || frame.box.width * frame.box.height < 400_000) return false;
  const { width, height } = frame.box;
  const box = { x: 0, y: 0, width, height: Math.round(height * scene.pick(0.75, 0.85, 1)) };
  await layBehind(scene, await noise(box.width, box.height, 1, 1), box);
  return true;
};

const brandColour: Injector = async (scene) => {
  const { brand, frame } = scene.input;
  if (!brand || brand.palette.length < 2) return false;
  const [from, to] = scene.pick([0.075, 0.1], [0.13, 0.18], [0.22, 0.4]);
  for (let step = 0; step < 4096; step++) {
    const colour = {
      r: (step % 16) / 15,
      g: (Math.floor(step / 16) % 16) / 15,
      b: Math.floor(step / 256) / 15,
    };
    const off = distanceToBrand(colour, brand.palette);
    if (off < (from ?? 0) || off > (to ?? 1)) continue;
    await update(scene.canvas, frame.id, { fills: [{ type: 'SOLID', color: colour }] });
    return true;
  }
  return false;
};

const without =
  (roles: readonly string[]): Injector =>
  async ({ canvas, input }) => {
    const nodes = input.nodes.filter(
      (node) => roles.includes(node.role ?? '') && !roles.includes(node.parent?.role ?? ''),
    );
    if (nodes.length === 0) return false;
    await canvas.run({ ops: nodes.map(({ id }) => ({ op: 'delete' as const, node: id })) });
    return true;
  };

/** The copy says whose ad it is, so that the logo is not missed. */
const isNamed = ({ input }: Scene): boolean =>
  input.copy.some(({ text }) =>
    text.characters.toLowerCase().includes(input.brand?.name.toLowerCase() ?? '\u0000'),
  );

/** A button's face goes most of the way to the colour of its ground. */
const paleButton: Injector = async (scene) => {
  const node = scene.input.nodes.find(
    ({ role, shown, type, fills, strokes }) =>
      role === 'cta' && shown && type !== 'TEXT' && fills[0]?.color !== undefined && strokes.length === 0,
  );
  const face = node?.fills[0]?.color;
  if (!node || !face) return false;
  const { data, width, channels } = await scene.input.pixels.without([node]);
  const { x, y, width: wide, height } = node.box;
  const at = (Math.round(y + height / 2) * width + Math.round(x + wide / 2)) * channels;
  const near = scene.pick(0.8, 0.9, 0.97);
  const mixed = ([face.r, face.g, face.b] as const).map(
    (value, channel) => value * (1 - near) + ((data[at + channel] ?? 0) / 255) * near,
  );
  const [r = 0, g = 0, b = 0] = mixed;
  const fills = [{ type: 'SOLID', color: { r, g, b } }];
  await scene.canvas.run({ ops: [{ op: 'update', node: node.id, props: { fills } }] });
  return true;
};

export const imageDefects: Record<string, Injector> = {
  'img.resolution': resolution,
  'product.contrast': melting,
  'button.contrast': paleButton,
  'img.aspect': aspect,
  'text.busy': busy,
  'export.weight': weight,
  'brand.color': brandColour,
  // No brand, no logo to miss; social placements bring a button of their own.
  'logo.present': async (scene) =>
    scene.input.brand !== undefined && !isNamed(scene) && (await without(['logo'])(scene)),
  'cta.present': async (scene) =>
    scene.input.placement.kind === 'display' && (await without(['cta', 'cta_label'])(scene)),
};
