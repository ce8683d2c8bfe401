/** Which frames on the canvas belong to which concept: written on the frames, so it travels with the design. */
import type { CanvasStatus } from '../schemas/canvas-request.ts';
import { adKey } from '../server/design/ad-frame.ts';

type Frame = CanvasStatus['frames'][number];

export function withConcepts(frames: readonly Frame[]): (Frame & { conceptId?: string | undefined })[] {
  return frames.map((frame) => ({ ...frame, conceptId: conceptIdOf(frame) }));
}

/** The newest frame of each concept. */
export function framesByConcept(frames: readonly Frame[]): Map<string, string> {
  return new Map(withConcepts(frames).flatMap(({ id, conceptId }) => (conceptId ? [[conceptId, id]] : [])));
}

function conceptIdOf({ role }: Frame): string | undefined {
  try {
    const record: unknown = JSON.parse(role?.[adKey] ?? '{}');
    const id =
      typeof record === 'object' && record !== null && 'conceptId' in record ? record.conceptId : undefined;
    return typeof id === 'string' ? id : undefined;
  } catch {
    return undefined;
  }
}
