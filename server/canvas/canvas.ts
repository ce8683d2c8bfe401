/** The canvas as the tools see it, whichever host runs it. */
import type { CanvasProgramInput } from '../../schemas/canvas-program.ts';
import type { CanvasStatus, FontFamily } from '../../schemas/canvas-request.ts';
import type { ExportRequestInput, ProgramResult } from '../../schemas/canvas-result.ts';
import type { RestoreReport, Snapshot } from '../../schemas/snapshot.ts';

export interface Canvas {
  readonly kind: 'headless' | 'figma';
  /**
   * Runs a program, all or nothing. Throws `CanvasError`; then nothing of the program remains. When `signal` aborts,
   * the program ends at its next op and is taken back.
   */
  run(program: CanvasProgramInput, signal?: AbortSignal): Promise<ProgramResult>;
  /**
   * Holds one undo journal open over everything `work` does. If `work` throws or `signal` aborts, the canvas is
   * exactly as it was before, node ids included. Transactions nest: an inner one joins the outer.
   */
  transaction<T>(work: (canvas: Canvas) => Promise<T>, signal?: AbortSignal): Promise<T>;
  export(request: ExportRequestInput): Promise<{ bytes: Uint8Array; width: number; height: number }>;
  snapshot(nodeId?: string): Promise<Snapshot>;
  restore(snapshot: Snapshot): Promise<RestoreReport>;
  status(): Promise<CanvasStatus>;
  fonts(query?: string): Promise<FontFamily[]>;
  /** Makes bytes (PNG, JPEG or GIF, at most 4096 px a side) known; answers their SHA-256 for `set_image` and image paints. */
  putImage(bytes: Uint8Array): Promise<string>;
  /** The bytes of an image by SHA-256, or by the `imageHash` of a paint. Throws `CanvasError` if it is not known. */
  image(hash: string): Promise<Uint8Array>;
}
