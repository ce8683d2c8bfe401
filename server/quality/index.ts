/** Quality control: the computed checks of an ad, their fixes, and the gate before it leaves. */

export { type Role, roles } from '../../schemas/role.ts';
export type { BrandLook } from './check.ts';
export type { Finding, Update } from './finding.ts';
export { type Fixed, fixFrame } from './fix/apply.ts';
export { type Gate, gateOf, qualityGate, recordOverride } from './gate.ts';
export { type CheckId, checkFacts, checkIds, type Level } from './limits.ts';
export { type Metrics, metricsOf } from './metrics.ts';
export { markedPicture } from './picture.ts';
export { type CheckOptions, checkFrame, ofLevel, type Report } from './run.ts';
