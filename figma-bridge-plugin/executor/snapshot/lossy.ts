/** What Figma lets nobody rebuild: it survives a restore in place, and is lost when the node has to be made anew. */
import type { Snapshot } from '../../../schemas/snapshot.ts';
import { isRecord, peekMember } from '../node-access.ts';
import { isInsideInstance } from '../tree.ts';

type Lossy = Snapshot['lossy'][number];

/** Types that restore knows how to make. */
export const buildable = new Set([
  'FRAME',
  'GROUP',
  'SECTION',
  'COMPONENT',
  'COMPONENT_SET',
  'INSTANCE',
  'TEXT',
  'RECTANGLE',
  'ELLIPSE',
  'LINE',
  'POLYGON',
  'STAR',
  'VECTOR',
  'BOOLEAN_OPERATION',
  'SLICE',
]);

const isFilled = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 : isRecord(value) && Object.keys(value).length > 0;

/** Only what this very node has and would lose. */
export function lossyOf(node: BaseNode): Lossy[] {
  const found: Lossy[] = [];
  const note = (what: string): void => {
    found.push({ nodeId: node.id, what });
  };
  if (!buildable.has(node.type)) note(`type ${node.type}`);
  if (node.type === 'TEXT') {
    const features = peekMember(node, 'openTypeFeatures');
    if (
      typeof features === 'symbol' ||
      (isRecord(features) && Object.keys(features).some((key) => features[key] === true))
    )
      note('openTypeFeatures');
    if (node.hasMissingFont) note('a font that is missing here');
  }
  if (node.type === 'COMPONENT' || node.type === 'COMPONENT_SET') {
    note('component key and the links of its instances');
    if (isFilled(peekMember(node, 'componentPropertyDefinitions'))) note('componentPropertyDefinitions');
  }
  if (node.type === 'INSTANCE' && isFilled(peekMember(node, 'overrides')))
    note('overrides of nested instances');
  if (isRecord(peekMember(node, 'detachedInfo'))) note('detachedInfo');
  if (isFilled(peekMember(node, 'animationStyles')) || isFilled(peekMember(node, 'manualKeyframeTracks')))
    note('motion');
  if (isFilled(peekMember(node, 'stuckNodes'))) note('stuck nodes');
  if (peekMember(node, 'overlayBackgroundInteraction') === 'CLOSE_ON_CLICK_OUTSIDE') note('overlay settings');
  const stroke = peekMember(node, 'complexStrokeProperties');
  if (isRecord(stroke) && stroke['brushName'] === 'CUSTOM') note('custom brush');
  return isInsideInstance(node) ? [] : found;
}
