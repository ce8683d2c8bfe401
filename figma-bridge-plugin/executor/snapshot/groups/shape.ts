/** What makes a shape: arcs, points, vector data, the kind of boolean operation. */
import { hasMember, setMember } from '../../node-access.ts';
import { decode } from '../../value.ts';
import { differs, type PropertyGroup, plainGroup, readMembers } from '../group.ts';

export const shape: PropertyGroup = plainGroup(
  'shape',
  'content',
  'arcData pointCount innerRadius booleanOperation transformModifiers',
);

/**
 * The network keeps what paths lose (caps and radii per vertex, fills per region), so it is written first; paths are
 * written only if they still differ, as where a host stores paths. In the geometry phase because both carry the size.
 */
export const vector: PropertyGroup = {
  name: 'vector',
  phase: 'geometry',
  members: ['vectorPaths', 'vectorNetwork'],
  read: (node) => (node.type === 'VECTOR' ? readMembers(node, ['vectorPaths', 'vectorNetwork']) : {}),
  async write(node, target, current, writer) {
    if (node.type !== 'VECTOR') return;
    if (!differs(target, current, 'vectorPaths') && !differs(target, current, 'vectorNetwork')) return;
    if ('vectorNetwork' in target) {
      await writer.attempt(node, 'vectorNetwork', () =>
        node.setVectorNetworkAsync(decode(target['vectorNetwork']) as VectorNetwork),
      );
    }
    const now = vector.read(node, writer.session);
    if (differs(target, now, 'vectorPaths') && hasMember(node, 'vectorPaths')) {
      await writer.attempt(node, 'vectorPaths', () =>
        setMember(node, 'vectorPaths', decode(target['vectorPaths'])),
      );
    }
  },
};
