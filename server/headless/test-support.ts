/** Short ways to a running headless Figma for tests. The engines are the real ones, loaded once per test file. */
import { createEngines } from './default-engines.ts';
import type { Engines } from './engines.ts';
import { createHeadlessFigma, type HeadlessFigma, type HeadlessFigmaOptions } from './figma.ts';

let engines: Promise<Engines> | undefined;

export async function startHeadless(options: HeadlessFigmaOptions = {}): Promise<HeadlessFigma> {
  engines ??= createEngines({ systemFonts: false });
  return createHeadlessFigma({ ...options, engines: await engines });
}

/** With Inter Regular and Inter Bold loaded. */
export async function startWithFonts(options: HeadlessFigmaOptions = {}): Promise<HeadlessFigma> {
  const headless = await startHeadless(options);
  await headless.figma.loadFontAsync({ family: 'Inter', style: 'Regular' });
  await headless.figma.loadFontAsync({ family: 'Inter', style: 'Bold' });
  return headless;
}
