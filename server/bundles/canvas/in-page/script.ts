/**
 * The measuring code as text for the page. Each reader of this folder is one function that uses nothing but its
 * parameters, so that its own text is all the page needs; here they are put together there.
 */
import { boxReader } from './boxes.ts';
import { drawingReader } from './drawing.ts';
import { flexReader } from './flex.ts';
import { generatedReader } from './generated.ts';
import { pageKit } from './kit.ts';
import { lossCounter } from './losses.ts';
import { type MeasureOptions, measurePage } from './measure-page.ts';
import { paintReader } from './paint.ts';
import { pseudoElements } from './pseudo-elements.ts';
import { runReader } from './runs.ts';
import { stackingReader } from './stacking.ts';
import { textReader } from './text.ts';
import { turnReader } from './turns.ts';

/** An expression that measures the page it is evaluated in. */
export const measureScript = (options: MeasureOptions): string => `(() => {
  const options = ${JSON.stringify(options)};
  const kit = (${pageKit})(options.mostLayers);
  const runs = (${runReader})(kit);
  const paint = (${paintReader})(kit);
  const turns = (${turnReader})(kit);
  const boxes = (${boxReader})(kit, {
    ...runs,
    ...turns,
    ...(${stackingReader})(kit),
    ...paint,
    ...(${textReader})(kit),
    ...(${flexReader})(kit),
    ...(${lossCounter})(kit, turns, paint),
    ...(${drawingReader})(kit),
    ...(${generatedReader})(kit, runs, paint),
  });
  return (${measurePage})(options, kit, { ...boxes, ...turns, ...(${pseudoElements})(kit, paint) });
})()`;
