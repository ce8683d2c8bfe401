/** The real layout, text, render and SVG parts, behind the interfaces of `engines.ts`. */
import type { Engines } from './engines.ts';
import { loadLayout, relayout, resizeRecord } from './layout/index.ts';

export interface EngineOptions {
  /** Folders with further fonts. */
  fontDirs?: string[];
  /** Also the fonts installed on this machine. Default true. */
  systemFonts?: boolean;
}

/** Loads the engines; ~150 ms, most of it CanvasKit and the font index. */
export async function createEngines(options: EngineOptions): Promise<Engines> {
  const [{ createTextEngine }, { exportRecord, renderBounds }, { parseSvg }] = await Promise.all([
    import('./text/index.ts'),
    import('./render/index.ts'),
    import('./svg/index.ts'),
    loadLayout(),
  ]);
  const text = await createTextEngine(options);
  return {
    text,
    layout: { relayout, resizeRecord },
    renderer: {
      exportRecord: (record, settings, images) => exportRecord(record, settings, { text, images }),
      renderBounds: (record) => renderBounds(record, { text }),
    },
    parseSvg,
  };
}
