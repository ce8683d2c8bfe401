/** The visible fills of a text, whatever characters they belong to. */
import type { NodeRecord } from '../model.ts';
import { isPaintVisible } from './record.ts';

export function styleFills(record: NodeRecord): Paint[] {
  return (record.props.textRuns ?? []).flatMap((run) => run.style.fills.filter(isPaintVisible));
}
