/** How long it takes to draw a finished story ad, and what comes out. */
import { z } from 'zod';
import { type Data, idOf, type MeteredClient } from './metered-client.ts';
import { median } from './numbers.ts';

export interface RenderTime {
  picture: string;
  px: string;
  bytes: number;
  ms: number;
}

const TIMES = 7;
const exportedSchema = z.looseObject({ size: z.array(z.number()), bytes: z.number() });

export async function measureRender(client: MeteredClient, product: string): Promise<RenderTime[]> {
  const frameId = idOf(
    await client.call('build_ad_skeleton', { format: 'story', layout: 'stacked' }),
    'frameId',
  );
  await client.call('set_background', {
    frameId,
    type: 'gradient',
    config: { stops: ['#f9e3a6', '#f3c476'] },
  });
  await client.call('apply_typography', { frameId, headline: 'Morning, in one drop.', cta: 'Meet it' });
  await client.call('place_product', { frameId, imagePath: product, shadow: 'soft' });

  const exported = await repeated(client, () =>
    client.call('export_ad', { frameId, format: 'PNG', path: 'render.png' }),
  );
  const { size, bytes } = exportedSchema.parse(exported.data);
  const draft = await repeated(client, () => client.call('get_canvas_screenshot', { nodeId: frameId }));
  const image = client.meter.images.at(-1);
  return [
    { picture: 'PNG at 1x, to a file', px: size.join('x'), bytes, ms: exported.ms },
    {
      picture: 'JPEG at 0.5x, to the model',
      px: image ? `${image.width}x${image.height}` : '-',
      bytes: image?.bytes ?? 0,
      ms: draft.ms,
    },
  ];
}

async function repeated(
  client: MeteredClient,
  act: () => Promise<Data>,
): Promise<{ data: Data; ms: number }> {
  const taken: number[] = [];
  let data = await act();
  for (let index = 0; index < TIMES; index += 1) {
    const before = client.meter.ms;
    data = await act();
    taken.push(client.meter.ms - before);
  }
  return { data, ms: median(taken) };
}
