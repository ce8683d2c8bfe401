/** Auto layout of a frame: how it arranges its children. */
import { hasMember, isAutoLayout, setMember } from '../../node-access.ts';
import { decode } from '../../value.ts';
import { differs, type PropertyGroup, readMembers } from '../group.ts';

/** In writing order: the direction decides what the others may be. */
const always =
  'primaryAxisAlignItems counterAxisAlignItems paddingTop paddingRight paddingBottom paddingLeft itemSpacing gridRowGap gridColumnGap'.split(
    ' ',
  );
/** Figma refuses these on frames without auto layout, where they mean nothing. */
const whileOn = 'layoutWrap counterAxisAlignContent itemReverseZIndex strokesIncludedInLayout'.split(' ');
const grid =
  'gridRowCount gridColumnCount gridRowSizes gridColumnSizes gridAutoTracks gridItemsPositioning'.split(' ');
const readOff = ['layoutMode', 'counterAxisSpacing'].concat(always);
const readOn = readOff.concat(whileOn);

export const layout: PropertyGroup = {
  name: 'layout',
  phase: 'content',
  members: readOn.concat(grid),
  read(node) {
    if (!hasMember(node, 'layoutMode')) return {};
    const on = isAutoLayout(node);
    const props = readMembers(node, on ? readOn : readOff);
    if (props['layoutMode'] === 'GRID') Object.assign(props, readMembers(node, grid));
    // null means "as itemSpacing" but reads as that number; a follower is by far the commoner of the two.
    if (props['counterAxisSpacing'] === props['itemSpacing']) props['counterAxisSpacing'] = null;
    return props;
  },
  async write(node, target, current, writer) {
    const write = async (name: string): Promise<void> => {
      if (!differs(target, current, name) || !hasMember(node, name)) return;
      await writer.attempt(node, name, () => setMember(node, name, decode(target[name])));
    };
    if (target['layoutMode'] === 'NONE' && isAutoLayout(node)) {
      // What is hidden while auto layout is off must not come back when somebody turns it on again.
      await writer.attempt(node, 'layoutMode', () => {
        if (current['itemReverseZIndex'] === true) setMember(node, 'itemReverseZIndex', false);
        if (current['strokesIncludedInLayout'] === true) setMember(node, 'strokesIncludedInLayout', false);
      });
    }
    await write('layoutMode');
    if (target['layoutMode'] === 'GRID') for (const name of grid) await write(name);
    // layoutMode may have reset them, so what they were before it does not count.
    const now = layout.read(node, writer.session);
    for (const name of [...whileOn, ...always, 'counterAxisSpacing']) {
      if (!differs(target, now, name)) continue;
      await writer.attempt(node, name, () => setMember(node, name, decode(target[name])));
    }
  },
};
