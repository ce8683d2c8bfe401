/**
 * Solves one auto-layout tree: widths first (bottom-up what content needs, then top-down what each child gets), then
 * heights the same way, because the only thing a height can depend on is a width (wrapped text, wrapped lines, locked
 * ratios). Every frame is visited a constant number of times, so deep nesting stays linear.
 */
import type { NodeRecord, ShapedText, TextMeasurer } from '../model.ts';
import { alignBaselines, type BaselineItem } from './baseline.ts';
import { contentInsets, mainAxis, outerStroke, wraps } from './frame.ts';
import { type GridItem, gridGap, gridPlace, gridTracks, placeInTracks, trackLengths } from './grid.ts';
import { alignIn, type FlexItem, fixedGap, outerLength, type Span, sum } from './item.ts';
import { solveLine } from './line.ts';
import { isQuarterTurned, isTurned } from './transform.ts';
import {
  type Axis,
  clamp,
  flowChildren,
  flowMode,
  hasFlowParent,
  isGroupLike,
  isSoft,
  length,
  limits,
  NO_LIMITS,
  other,
  sizing,
  textHugs,
} from './tree.ts';
import { solveWrap, type WrapItem } from './wrap.ts';

/** What the solver found for a node: its box in the parent, along each axis of the parent. */
export interface Cell {
  x: Span;
  y: Span;
}

export class Solver {
  readonly cells = new Map<NodeRecord, Cell>();
  private readonly own: Record<Axis, Map<NodeRecord, number>> = { x: new Map(), y: new Map() };
  private readonly firm: Record<Axis, Map<NodeRecord, boolean>> = { x: new Map(), y: new Map() };
  private readonly soft: Record<Axis, Map<NodeRecord, boolean>> = { x: new Map(), y: new Map() };
  private readonly filledHeights = new Map<NodeRecord, number>();
  private readonly lockedWidths = new Map<NodeRecord, number>();
  private readonly children = new Map<NodeRecord, NodeRecord[]>();

  /** `boxOf` settles a node the solver does not look into (turned, grouped) and returns its upright size. */
  constructor(
    private readonly root: NodeRecord,
    private readonly text: TextMeasurer,
    private readonly boxOf: (record: NodeRecord) => { width: number; height: number },
  ) {}

  /** Fills `cells` for the whole tree. The root keeps its stored size where it does not hug. */
  run(): void {
    this.solve();
    // Widths that depend on a height are only known now. They may change heights again, but a layout in which that
    // goes on has no answer in Figma either.
    const locked = this.lockWidths();
    const filled = this.noteFilledHeights();
    if (locked || filled) this.solve();
  }

  /** Notes the heights that wrapped columns got from their parents; whether any differs from what was assumed. */
  private noteFilledHeights(): boolean {
    let changed = false;
    for (const [frame, cell] of this.cells) {
      if (frame.props.layoutMode !== 'VERTICAL' || !wraps(frame) || sizing(frame, 'y') !== 'FILL') continue;
      if (Math.abs((this.columnHeight(frame) ?? 0) - cell.y.length) > 1e-3) changed = true;
      this.filledHeights.set(frame, cell.y.length);
    }
    return changed;
  }

  private solve(): void {
    this.own.x.clear();
    this.own.y.clear();
    for (const axis of ['x', 'y'] as const) {
      this.assign(this.root, axis, { start: 0, length: this.ownLength(this.root, axis) });
    }
  }

  /** Notes the widths that locked aspect ratios ask for; whether any differs from what was solved. */
  private lockWidths(): boolean {
    let changed = false;
    for (const [record, cell] of this.cells) {
      const ratio = lockedRatio(record);
      if (!ratio || sizing(record, 'x') !== 'FIXED' || sizing(record, 'y') !== 'FILL') continue;
      const width = (cell.y.length * ratio.x) / ratio.y;
      if (Math.abs(width - cell.x.length) > 1e-3) changed = true;
      this.lockedWidths.set(record, width);
    }
    return changed;
  }

  flow(record: NodeRecord): NodeRecord[] {
    let list = this.children.get(record);
    if (!list) {
      list = flowChildren(record);
      this.children.set(record, list);
    }
    return list;
  }

  /** Whether the solver lays out this node's children as part of the tree it is solving. */
  looksInto(record: NodeRecord): boolean {
    return flowMode(record) !== null && (record === this.root || !isTurned(record));
  }

  shaped(record: NodeRecord): ShapedText {
    const props = record.props;
    const fills = hasFlowParent(record) && sizing(record, 'x') === 'FILL';
    const free = textHugs(props, 'x') && !fills;
    return this.text.shape(record, free ? null : (this.cells.get(record)?.x.length ?? props.width));
  }

  /** The length a node asks for on an axis before its parent shares out free space. */
  private ownLength(record: NodeRecord, axis: Axis): number {
    const known = this.own[axis].get(record);
    if (known !== undefined) return known;
    const asked = this.askedLength(record, axis);
    // Limits are about the node's own axes; the upright box of a turned node has none.
    const upright = record === this.root || !isTurned(record);
    const found = upright ? clamp(asked, limits(record, axis)) : asked;
    this.own[axis].set(record, found);
    return found;
  }

  private askedLength(record: NodeRecord, axis: Axis): number {
    if (record !== this.root && (isTurned(record) || isGroupLike(record))) {
      const box = this.boxOf(record);
      return axis === 'x' ? box.width : box.height;
    }
    const locked = this.lockedLength(record, axis);
    if (locked !== null) return locked;
    const fills = sizing(record, axis) === 'FILL' && hasFlowParent(record);
    // An empty frame has nothing to hug: it keeps its size.
    const soft = fills && isSoft(record, axis, this.soft[axis]);
    if (fills && !soft && this.isOverlooked(record, axis)) return 0;
    if (flowMode(record) !== null && this.flow(record).length > 0 && !soft) {
      const hugs = sizing(record, axis) === 'HUG' || (fills && this.asksForContent(record, axis));
      return hugs ? this.hugLength(record, axis) : length(record, axis);
    }
    if (record.type === 'TEXT' && !fills && textHugs(record.props, axis)) {
      const shaped = axis === 'x' ? this.text.shape(record, null) : this.shaped(record);
      return axis === 'x' ? shaped.width : shaped.height;
    }
    if (soft && this.isRunningText(record, axis)) return this.text.shape(record, null).width;
    return soft && this.isCollapsible(record, axis) ? 0 : length(record, axis);
  }

  /**
   * Text that fills a hugging frame and asks for the width at which it does not wrap: along a row, and across a column
   * where it would size itself.
   */
  private isRunningText(record: NodeRecord, axis: Axis): boolean {
    const { parent } = record;
    if (record.type !== 'TEXT' || axis !== 'x' || !textHugs(record.props, 'y') || !parent) return false;
    if (mainAxis(parent) !== axis && !textHugs(record.props, 'x')) return false;
    return this.asksForContent(record, axis);
  }

  /**
   * Across a hugging frame only the children of its FILL children count, not what FILL children of those hold, unless
   * there is nothing else to go by.
   */
  private isOverlooked(record: NodeRecord, axis: Axis): boolean {
    const { parent } = record;
    if (!parent || sizing(parent, axis) !== 'HUG' || mainAxis(parent) === axis) return false;
    return (
      this.holdsOnlyFill(record, axis) && !this.flow(parent).every((child) => this.holdsOnlyFill(child, axis))
    );
  }

  private holdsOnlyFill(record: NodeRecord, axis: Axis): boolean {
    return (
      sizing(record, axis) === 'FILL' && this.flow(record).every((child) => sizing(child, axis) === 'FILL')
    );
  }

  /**
   * A soft child (see `isSoft`) takes no part in how long its parent wants to be, unless nothing else is in there:
   * then the stored lengths are all there is to go by.
   */
  private isCollapsible(record: NodeRecord, axis: Axis): boolean {
    const { parent } = record;
    if (!parent) return false;
    let known = this.firm[axis].get(parent);
    if (known === undefined) {
      known = this.flow(parent).some(
        (child) => !isSoft(child, axis, this.soft[axis]) || this.isRunningText(child, axis),
      );
      this.firm[axis].set(parent, known);
    }
    return known;
  }

  /** Inside a hugging parent a FILL frame counts with what its content needs. */
  private asksForContent(record: NodeRecord, axis: Axis): boolean {
    const parent = record.parent;
    if (!parent || record === this.root) return false;
    const parentMode = sizing(parent, axis);
    if (parentMode === 'HUG') return true;
    return parentMode === 'FILL' && hasFlowParent(parent) && this.asksForContent(parent, axis);
  }

  /** A locked aspect ratio makes one length follow the other where the parent decides that one (FILL). */
  private lockedLength(record: NodeRecord, axis: Axis): number | null {
    if (axis === 'x') return this.lockedWidths.get(record) ?? null;
    const ratio = lockedRatio(record);
    if (!ratio || sizing(record, 'x') !== 'FILL' || sizing(record, 'y') !== 'FIXED') return null;
    const width = this.cells.get(record)?.x.length;
    return width === undefined ? null : (width * ratio.y) / ratio.x;
  }

  private hugLength(frame: NodeRecord, axis: Axis): number {
    const insets = contentInsets(frame, axis);
    return insets.before + insets.after + this.contentLength(frame, axis);
  }

  private contentLength(frame: NodeRecord, axis: Axis): number {
    if (frame.props.layoutMode === 'GRID') return this.solveTracks(frame, axis, null).length;
    const items = this.flow(frame).map((child) => this.item(frame, child, axis));
    if (mainAxis(frame) === axis) {
      const gap = fixedGap(frame.props.primaryAxisAlignItems ?? 'MIN', frame.props.itemSpacing ?? 0, items);
      return sum(items.map(outerLength)) + gap * (items.length - 1);
    }
    if (wraps(frame)) return this.solveLines(frame, axis, null).crossLength;
    if (this.alignsBaselines(frame, axis)) return alignBaselines(this.withBaselines(frame, items), 0).length;
    return Math.max(...items.map(outerLength));
  }

  private item(frame: NodeRecord, child: NodeRecord, axis: Axis): FlexItem {
    const stroke = outerStroke(frame, child, axis);
    return {
      length: this.ownLength(child, axis),
      grow: this.fills(child, axis),
      limits: isTurned(child) ? NO_LIMITS : limits(child, axis),
      before: stroke.before,
      after: stroke.after,
    };
  }

  private fills(child: NodeRecord, axis: Axis): boolean {
    if (isTurned(child) && !isQuarterTurned(child)) return false;
    return sizing(child, axis) === 'FILL';
  }

  /** Gives a node its final span on an axis and passes the space on to its children. */
  private assign(record: NodeRecord, axis: Axis, span: Span): void {
    const cell = this.cells.get(record) ?? { x: { start: 0, length: 0 }, y: { start: 0, length: 0 } };
    cell[axis] = span;
    this.cells.set(record, cell);
    if (!this.looksInto(record)) return;
    const insets = contentInsets(record, axis);
    const content = span.length - insets.before - insets.after;
    const spans = this.place(record, axis, content);
    this.flow(record).forEach((child, index) => {
      const found = spans[index];
      if (found) this.assign(child, axis, { start: insets.before + found.start, length: found.length });
    });
  }

  /** Spans of the children on an axis, relative to the content box. */
  private place(frame: NodeRecord, axis: Axis, content: number): Span[] {
    const { props } = frame;
    if (props.layoutMode === 'GRID') return this.solveTracks(frame, axis, content).spans;
    const main = mainAxis(frame) === axis;
    if (wraps(frame)) {
      const { boxes } = this.solveLines(frame, axis, main ? null : content);
      return boxes.map((box) => (main ? box.main : box.cross));
    }
    const items = this.flow(frame).map((child) => this.item(frame, child, axis));
    if (main) return solveLine(items, content, props.itemSpacing ?? 0, props.primaryAxisAlignItems ?? 'MIN');
    if (this.alignsBaselines(frame, axis))
      return alignBaselines(this.withBaselines(frame, items), content).spans;
    const children = this.flow(frame);
    return items.map((item, index) =>
      alignIn(item, content, oldAlign(children[index]) ?? props.counterAxisAlignItems ?? 'MIN'),
    );
  }

  private solveTracks(
    frame: NodeRecord,
    axis: Axis,
    content: number | null,
  ): { spans: Span[]; length: number } {
    const items: GridItem[] = this.flow(frame).map((child) => ({
      ...this.item(frame, child, axis),
      ...gridPlace(child, axis),
    }));
    const tracks = gridTracks(frame, axis, Math.max(0, ...items.map((item) => item.start + item.span)));
    const gap = gridGap(frame, axis);
    // A hugging frame has no free space to share, not even the space its own minimum adds.
    const hugging = sizing(frame, axis) === 'HUG';
    const lengths = trackLengths(tracks, items, gap, hugging ? null : content);
    return {
      spans: placeInTracks(items, lengths, gap),
      length: sum(lengths) + gap * Math.max(lengths.length - 1, 0),
    };
  }

  /** Wrapped lines, as far as they are known while `phase` is being solved. */
  private solveLines(frame: NodeRecord, phase: Axis, crossContent: number | null) {
    const main = mainAxis(frame);
    const cross = other(main);
    const { props } = frame;
    const probing = phase === 'x' && main === 'y';
    const crossKnown = phase === 'y' || probing;
    const items: WrapItem[] = this.flow(frame).map((child) => ({
      main: probing ? this.probedHeight(frame, child) : this.item(frame, child, main),
      cross: crossKnown ? this.item(frame, child, cross) : UNKNOWN,
    }));
    return solveWrap(items, {
      mainContent: this.lineLength(frame, probing),
      crossContent,
      crossHugs: sizing(frame, cross) === 'HUG',
      itemSpacing: props.itemSpacing ?? 0,
      lineSpacing: props.counterAxisSpacing ?? props.itemSpacing ?? 0,
      justify: props.primaryAxisAlignItems ?? 'MIN',
      align: props.counterAxisAlignItems ?? 'MIN',
      alignContent: props.counterAxisAlignContent ?? 'AUTO',
    });
  }

  /** Room on a line; null when the frame hugs and so never breaks its lines. */
  private lineLength(frame: NodeRecord, probing: boolean): number | null {
    const main = mainAxis(frame);
    const insets = contentInsets(frame, main);
    const room = probing
      ? this.columnHeight(frame)
      : (this.cells.get(frame)?.[main].length ?? length(frame, main));
    return room === null ? null : room - insets.before - insets.after;
  }

  /** The height at which columns wrap, which widths must know before heights are solved; null: they do not. */
  private columnHeight(frame: NodeRecord): number | null {
    const { max } = limits(frame, 'y');
    if (sizing(frame, 'y') === 'HUG') return Number.isFinite(max) ? max : null;
    return this.filledHeights.get(frame) ?? clamp(length(frame, 'y'), limits(frame, 'y'));
  }

  /** Columns need heights before widths are solved: the child is laid out alone, at the width it asks for. */
  private probedHeight(frame: NodeRecord, child: NodeRecord): FlexItem {
    const stroke = outerStroke(frame, child, 'y');
    const alone = new Solver(child, this.text, this.boxOf);
    if (!isTurned(child) && !isGroupLike(child)) alone.run();
    const found = alone.cells.get(child)?.y.length ?? this.boxOf(child).height;
    return { length: found, grow: this.fills(child, 'y'), limits: limits(child, 'y'), ...stroke };
  }

  private alignsBaselines(frame: NodeRecord, axis: Axis): boolean {
    return (
      axis === 'y' &&
      frame.props.layoutMode === 'HORIZONTAL' &&
      frame.props.counterAxisAlignItems === 'BASELINE'
    );
  }

  /** A text's baseline is its first line's; that of anything else is its bottom edge. */
  private withBaselines(frame: NodeRecord, items: FlexItem[]): BaselineItem[] {
    const children = this.flow(frame);
    return items.map((item, index) => {
      const child = children[index];
      const isText = child?.type === 'TEXT' && !isTurned(child);
      const line = isText ? this.shaped(child).lines[0] : undefined;
      return { ...item, baseline: line ? Math.round(line.baseline) : item.length };
    });
  }
}

/** The aspect ratio an in-flow child keeps. Text that sizes itself cannot have one. */
function lockedRatio(record: NodeRecord): { x: number; y: number } | null {
  const ratio = record.props.targetAspectRatio;
  if (!ratio || ratio.x <= 0 || ratio.y <= 0 || record.type === 'TEXT' || !hasFlowParent(record)) return null;
  return ratio;
}

/** Stands in for the counter axis while only line breaks matter. */
const UNKNOWN: FlexItem = {
  length: 0,
  grow: false,
  limits: NO_LIMITS,
  before: 0,
  after: 0,
};

/** The per-child alignment of documents from before November 2020 (deprecated values of `layoutAlign`). */
function oldAlign(child: NodeRecord | undefined): 'MIN' | 'CENTER' | 'MAX' | null {
  const align = child?.props.layoutAlign;
  return align === 'MIN' || align === 'CENTER' || align === 'MAX' ? align : null;
}
