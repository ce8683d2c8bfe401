/** The work telemetry adds to one pipeline of five steps, without the pipeline. */
import type { RecordedTurn } from '../server/telemetry/record.ts';
import { createTelemetry, noTelemetry, type Telemetry } from '../server/telemetry/recorder.ts';
import { type CallStore, openCallStore } from '../server/telemetry/store.ts';
import { allTools } from '../tools/index.ts';
import { median } from './numbers.ts';

const REPEATS = 500;
/** A screenshot's size. */
const picture = { bytes: new Uint8Array(15_000) };
const frameId = '$ad.frameId';
const steps = [
  { id: 'ad', tool: 'build_ad_skeleton', args: { format: 'story', layout: 'stacked' } },
  { tool: 'set_background', args: { frameId, type: 'gradient', config: { stops: ['#fff', '#000'] } } },
  { tool: 'apply_typography', args: { frameId, headline: 'One.', subhead: 'Two.' } },
  { tool: 'place_product', args: { frameId, imagePath: 'product.png', shadow: 'soft' } },
  { tool: 'get_canvas_screenshot', args: { nodeId: frameId } },
];
const data = { frameId: '1:2', box: [0, 0, 1080, 1920] };
const text = JSON.stringify({ steps: steps.map(() => data) });

/** Medians, ms. `home`: a folder that does not exist yet. */
export async function addedWork(
  home: string,
): Promise<{ openingMs: number; recordingMs: number; writingMs: number }> {
  const turns: RecordedTurn[] = [];
  const keeping: CallStore = {
    add: (batch) => {
      turns.push(...batch);
      return true;
    },
    close: () => {},
  };
  const problem = (error: unknown) => {
    throw error;
  };
  const recording = createTelemetry({ open: async () => keeping, onProblem: problem });
  const withIt = await pipelineMs(recording);
  const without = await pipelineMs(noTelemetry);
  await recording.close();

  const opened = performance.now();
  const store = openCallStore({
    home,
    tools: allTools,
    draftFolder: `${home}/drafts`,
    onDraft: () => {},
    onProblem: problem,
  });
  const openingMs = performance.now() - opened;
  const times = turns.map((turn) => {
    const at = performance.now();
    store.add([turn]);
    return performance.now() - at;
  });
  store.close();
  return { openingMs, recordingMs: Math.max(0, withIt - without), writingMs: median(times) };
}

/** The way a call takes through telemetry, around steps that do nothing. */
async function pipelineMs(telemetry: Telemetry): Promise<number> {
  const session = telemetry.session('s', () => 'bench');
  const times: number[] = [];
  for (let repeat = 0; repeat < REPEATS; repeat += 1) {
    const at = performance.now();
    const call = session.call({ tool: 'batch_pipeline', args: { pipeline: steps }, reads: false });
    for (const { tool, args } of steps) await call.step(tool, args, async () => ({ data, images: [] }));
    call.succeeded({ text, images: [picture], canvas: 'headless' });
    times.push(performance.now() - at);
  }
  return median(times);
}
