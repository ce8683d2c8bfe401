/** What the model and the designer are told about a task. */
import { money } from '../costs/index.ts';
import { priceOf } from './make.ts';
import type { Failure, Task } from './tasks/task.ts';

/** One line for whoever asked: what there is, and what to do with it. */
export function newsOf(task: Task): string {
  const use = ['background', 'texture', 'scene'].includes(task.what) ? 'set_background' : 'place_product';
  if (task.failure) return `Asset failed: task:${task.id} (${task.what}). ${failureText(task.failure)}`;
  const { width = 0, height = 0, warnings = [] } = task.checks ?? {};
  const look = warnings.length > 0 ? ` Check: ${warnings.join('; ')}.` : '';
  return `Asset ready: task:${task.id} (${task.what}, ${width}×${height}, ${money(costOf(task))}). ${use} with imagePath "task:${task.id}" puts it in.${look}`;
}

/** Shorter, for the feed. */
export function feedLine(task: Task): string {
  if (task.failure) return `${task.what} failed: ${task.failure.said}`;
  return `${task.what} is ready (${money(costOf(task))})`;
}

/** fal's words, what to change, and what became of the money. */
export function failureText({ said, advice, spent }: Failure): string {
  const cost = { no: 'No money was spent.', yes: 'It was paid for.', possibly: 'It may have been paid for.' }[
    spent
  ];
  return `${/[.!?]$/.test(said) ? said : `${said}.`} ${advice} ${cost}`;
}

/** USD of a picture that was made. */
export function costOf(task: Task): number {
  const cut = task.checks?.warnings.some((warning) =>
    warning.startsWith('the background could not be removed'),
  );
  return priceOf(task, 'generate') + (cut ? 0 : priceOf(task, 'cutout'));
}
