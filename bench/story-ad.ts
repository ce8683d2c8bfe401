/**
 * One standard story ad, made three ways on the same server: a frame of 1080 x 1920 with a gradient, two texts, a
 * product from disk with a shadow, and a screenshot of the result.
 */
import { type Data, idOf, type MeteredClient } from './metered-client.ts';

const headline = 'You have four minutes. We need one.';
const subhead = 'Dry in under a minute.';
const stops = ['#f9e3a6', '#f3c476'];

/** Everything in one call. */
export async function inOnePipeline(client: MeteredClient, product: string): Promise<void> {
  const frameId = '$ad.frameId';
  await client.call('batch_pipeline', {
    pipeline: [
      { id: 'ad', tool: 'build_ad_skeleton', args: { format: 'story', layout: 'stacked' } },
      {
        tool: 'set_background',
        args: { frameId, type: 'gradient', config: { stops, angle: 180 } },
      },
      { tool: 'apply_typography', args: { frameId, headline, subhead } },
      { tool: 'place_product', args: { frameId, imagePath: product, shadow: 'soft' } },
      { tool: 'get_canvas_screenshot', args: { nodeId: frameId } },
    ],
  });
}

/** The same tools, one call each. */
export async function withSingleTools(client: MeteredClient, product: string): Promise<void> {
  const ad = await client.call('build_ad_skeleton', { format: 'story', layout: 'stacked' });
  const frameId = idOf(ad, 'frameId');
  await client.call('set_background', { frameId, type: 'gradient', config: { stops, angle: 180 } });
  await client.call('apply_typography', { frameId, headline, subhead });
  await client.call('place_product', { frameId, imagePath: product, shadow: 'soft' });
  await client.call('get_canvas_screenshot', { nodeId: frameId });
}

/** One Figma operation a call: every node is created, filled, named, sized and placed by itself. */
export async function naively(client: MeteredClient, product: string): Promise<void> {
  const raw = async (method: string, nodeId?: string, ...args: unknown[]): Promise<Data> =>
    client.call('raw_figma_operation', { method, args, ...(nodeId && { nodeId }) });
  const create = async (method: string): Promise<string> => idOf(await raw(method), 'nodeId');
  const set = (nodeId: string, props: Data): Promise<Data> =>
    client.call('batch_update', { updates: [{ nodeId, props }] });
  const script = (operations: string): Promise<Data> => client.call('batch_operations', { operations });

  const frame = await create('createFrame');
  await raw('resize', frame, 1080, 1920);
  await set(frame, { name: 'Story' });
  await script(`SET_GRADIENT("${frame}", {type:"LINEAR", angle:180, stops:["${stops.join('","')}"]})`);
  const text = async (
    place: number,
    characters: string,
    y: number,
    fontSize: number,
    fontWeight: number,
  ): Promise<void> => {
    const node = await create('createText');
    await script(`REPARENT("${node}", "${frame}", ${place})`);
    await set(node, { fontWeight });
    await set(node, { characters });
    await set(node, { fontSize });
    await set(node, { fontColor: '#2b2118' });
    await set(node, { textAlignHorizontal: 'CENTER' });
    await set(node, { textAutoResize: 'HEIGHT' });
    await set(node, { width: 920 });
    await set(node, { x: 80, y });
  };
  await text(0, headline, 300, 112, 700);
  await text(1, subhead, 580, 44, 400);
  const picture = await create('createRectangle');
  await script(`REPARENT("${picture}", "${frame}", 2)`);
  await raw('resize', picture, 520, 960);
  await set(picture, { x: 280, y: 760 });
  await script(`SET_IMAGE_FILL("${picture}", {imagePath:${JSON.stringify(product)}, scaleMode:"FIT"})`);
  await client.call('add_effect', { nodeId: picture, type: 'drop_shadow' });
  await client.call('get_canvas_screenshot', { nodeId: frame });
}
