/** What a property or method of a node needs from the running `figma` object. */
import type { DocumentStore } from './document.ts';
import type { Engines } from './engines.ts';
import type { LoadedFonts } from './loaded-fonts.ts';
import type { NodeRecord } from './model.ts';

/** `figma.mixed`: what a property reads as when parts of the node differ. */
export const MIXED: unique symbol = Symbol('figma.mixed');

export interface HeadlessContext {
  readonly document: DocumentStore;
  readonly engines: Engines;
  readonly fonts: LoadedFonts;
  /** The page `figma.currentPage` answers. */
  currentPage: NodeRecord;
  /** Pages whose children may be read (`documentAccess: dynamic-page`). */
  readonly loadedPages: Set<NodeRecord>;
  /** The node object of a record: always the same one. */
  node(record: NodeRecord): object;
  /** The record behind a node object; throws for anything else, and for removed nodes. `name`: the argument's name. */
  recordOf(value: unknown, name: string): NodeRecord;
  /** Brings the layout of the tree around `record` up to date. Every geometry getter calls it first. */
  settle(record: NodeRecord): void;
  /** Is any instance out of date? */
  readonly isStale: boolean;
  /** Brings instances up to date with their components. Whatever reads an instance calls it first. */
  refresh(): void;
  /** Reports a write. `layout`: sizes or positions may follow from it. */
  touch(record: NodeRecord, property: string, layout: boolean): void;
  /** Called by `page.selection = ...`. */
  selectionChanged(): void;
  /** Subscribes to `page.on('nodechange')`. */
  onNodeChange(page: NodeRecord, callback: (event: NodeChangeEvent) => void, once: boolean): void;
  offNodeChange(page: NodeRecord, callback: (event: NodeChangeEvent) => void): void;
}
