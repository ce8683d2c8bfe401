import { mapPaints, readBackground } from '../../server/adapt/index.ts';
import { readAd } from '../../server/design/ad-frame.ts';
import type { ToolContext } from '../context.ts';
import { call, saidSchema } from './call.ts';
import type { PictureFiles } from './picture-files.ts';
import type { Source } from './source.ts';

export async function layBackground(
  { ad, root }: Source,
  frameId: string,
  pictures: PictureFiles,
  context: ToolContext,
): Promise<void> {
  const background = readBackground(root);
  if (background.kind === 'paints') {
    const { width, height } = (await readAd(context.canvas, frameId)).node;
    const fills = mapPaints(background.paints, ad.node, { width, height });
    await context.canvas.run({ ops: [{ op: 'update', node: frameId, props: { fills } }] });
    return;
  }
  const { backdrop, hash, veiled } = background;
  const { path, original } = await pictures.pathOf(backdrop?.imagePath, hash);
  await call('set_background', saidSchema, pictures.context, {
    frameId,
    type: 'image',
    config: {
      imagePath: path,
      ...(backdrop?.scaleMode && { scaleMode: backdrop.scaleMode }),
      // What is left of a cropped picture has its own middle.
      ...(original && backdrop?.focus && { focus: backdrop.focus }),
      scrim: veiled ? 'auto' : 'none',
    },
  });
}
