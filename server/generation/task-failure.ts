/** The end of a task without a picture. */
import type { Failure } from './tasks/task.ts';

export class TaskFailure extends Error {
  override readonly name = 'TaskFailure';
  constructor(readonly failure: Failure) {
    super(failure.said);
  }
}
