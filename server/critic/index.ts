/** The two-pass critic: what it reads, what it answers, how that is scored, and how often. */
export { MAX_ROUNDS, openRound, type Round, readHistory, writeHistory } from './history.ts';
export { firstPacket, type Intent, type Subject, secondPacket } from './packet.ts';
export {
  type FirstVerdict,
  firstVerdictSchema,
  type Outcome,
  type SecondVerdict,
  score,
  secondVerdictSchema,
} from './verdict.ts';
