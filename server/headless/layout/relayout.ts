/** Runs the solver over a whole tree and writes its boxes back into the records. */
import type { NodeRecord, TextMeasurer } from '../model.ts';
import { resizeRecord } from './constraints.ts';
import { fitGroup } from './groups.ts';
import { Solver } from './solve.ts';
import { bounds, isQuarterTurned, isTurned, moveTo } from './transform.ts';
import { flowMode, isGroupLike, isInFlow, sizing, textHugs } from './tree.ts';

/**
 * Recomputes size and position of everything at or below `top` that auto-layout, text auto-resize or group bounds
 * decide. `top` itself keeps its position. Needs `loadLayout()` to have resolved.
 */
export function relayout(top: NodeRecord, text: TextMeasurer): void {
  settle(top, text);
}

/** Brings a node that no auto-layout places, and everything below it, to rest. */
function settle(record: NodeRecord, text: TextMeasurer): void {
  if (flowMode(record) !== null) {
    settleFrame(record, text);
  } else if (record.type === 'TEXT') {
    settleText(record, text);
  } else {
    for (const child of record.children) settle(child, text);
    if (isGroupLike(record)) fitGroup(record);
  }
}

function settleText(record: NodeRecord, text: TextMeasurer): void {
  const { props } = record;
  if (!textHugs(props, 'y')) return;
  const free = textHugs(props, 'x');
  const shaped = text.shape(record, free ? null : props.width);
  resizeRecord(record, free ? shaped.width : props.width, shaped.height, { constraints: false });
}

function settleFrame(root: NodeRecord, text: TextMeasurer): void {
  const settled = new Set<NodeRecord>();
  const solver = new Solver(root, text, (record) => {
    if (!settled.has(record)) {
      settled.add(record);
      settle(record, text);
    }
    return bounds(record);
  });
  solver.run();
  commit(root, solver, text);
}

/** Writes a solved frame's size, then places its children in it. */
function commit(frame: NodeRecord, solver: Solver, text: TextMeasurer): void {
  const cell = solver.cells.get(frame);
  if (cell) resizeRecord(frame, cell.x.length, cell.y.length, { constraints: true });
  for (const child of frame.children) {
    const placed = isInFlow(child) ? solver.cells.get(child) : undefined;
    if (!placed) {
      settle(child, text);
      continue;
    }
    if (solver.looksInto(child)) commit(child, solver, text);
    else commitBox(child, placed.x.length, placed.y.length, text);
    moveTo(child, placed.x.start, placed.y.start);
  }
}

/** Writes the upright size of a child the solver did not look into, and settles what is inside it. */
function commitBox(record: NodeRecord, width: number, height: number, text: TextMeasurer): void {
  if (isTurned(record)) {
    const fills = sizing(record, 'x') === 'FILL' || sizing(record, 'y') === 'FILL';
    if (fills && isQuarterTurned(record)) resizeRecord(record, height, width, { constraints: true });
    return;
  }
  resizeRecord(record, width, height, { constraints: true });
  if (!isGroupLike(record)) for (const child of record.children) settle(child, text);
}
