/** `page.selection`. The ids are stored; nodes that are gone or moved off the page drop out when it is read. */
import type { HeadlessContext } from './context.ts';
import { isInside, pageOf } from './document.ts';
import { FigmaError } from './errors.ts';
import type { NodeRecord } from './model.ts';
import type { Property } from './property.ts';
import { textsSchema } from './validation.ts';

const idsSchema = textsSchema.catch([]);

/** The ids as stored, nodes that are gone included. */
export function selectedIds(page: NodeRecord): string[] {
  return idsSchema.parse(page.props['selectedIds']);
}

function selected(page: NodeRecord, context: HeadlessContext): NodeRecord[] {
  return selectedIds(page).flatMap((id) => {
    const record = context.document.get(id);
    return record !== undefined && pageOf(record) === page ? [record] : [];
  });
}

export const pageProperties: readonly Property[] = [
  {
    name: 'selection',
    types: ['PAGE'],
    geometry: false,
    serialised: false,
    read: (page, context) => Object.freeze(selected(page, context).map((record) => context.node(record))),
    write(page, raw, context) {
      if (!Array.isArray(raw)) {
        throw new FigmaError(
          `Property "selection" failed validation: Expected array, received ${typeof raw}`,
        );
      }
      const records = [...new Set(raw.map((node) => context.recordOf(node, 'selection')))];
      const stray = records.find((record) => pageOf(record) !== page || record === page);
      if (stray !== undefined) {
        throw new FigmaError(
          `The selection of a page can only include nodes on that page: ${stray.id} is not`,
        );
      }
      // Only directly selected nodes: not those inside another selected one.
      const direct = records.filter(
        (record) => !records.some((each) => each !== record && isInside(record, each)),
      );
      page.props['selectedIds'] = Object.freeze(direct.map((record) => record.id));
      context.touch(page, 'selection', false);
      context.selectionChanged();
    },
  },
];
