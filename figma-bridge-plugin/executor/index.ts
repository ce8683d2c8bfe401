/** The executor's public surface. */
export { CanvasError } from './errors.ts';
export { createExecutor, type Executor } from './executor.ts';
export type { ExecutorHost, Stop } from './host.ts';
export { foreignId, foreignSnapshot } from './snapshot/foreign.ts';
