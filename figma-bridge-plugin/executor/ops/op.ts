/**
 * What an op is to the executor: one file each, with how it is checked before anything is written, how it runs, and
 * (in words, because the journal does it) how it is taken back.
 */
import type { CanvasOp, OpOf } from '../../../schemas/canvas-program.ts';
import type { OpResult } from '../../../schemas/canvas-result.ts';
import type { Journal } from '../journal/journal.ts';
import type { Props } from '../node-access.ts';
import type { Deferred } from '../properties/deferred.ts';
import type { WriteContext } from '../properties/write-props.ts';
import type { Bindings } from '../references.ts';
import type { Session } from '../session.ts';
import type { Plan } from './plan.ts';

export interface Program {
  readonly session: Session;
  readonly journal: Journal;
  readonly bindings: Bindings;
  readonly deferred: Deferred;
  /** Index and kind of the op being run. */
  op: number;
  opKind: string;
}

export type OpOutcome = Omit<OpResult, 'op' | 'box'>;

export interface Op<K extends CanvasOp['op']> {
  /** Everything that can be known without writing: references, property names, fonts and images to fetch. */
  check(op: OpOf<K>, plan: Plan): Promise<void>;
  run(op: OpOf<K>, program: Program): Promise<OpOutcome>;
}

export function writeContext(program: Program): WriteContext {
  const { session, deferred, op, opKind } = program;
  return { session, deferred, op, opKind };
}

export function hasProps(props: Props | undefined): props is Props {
  return props !== undefined && Object.keys(props).length > 0;
}
