/** What the parts of the importer share while they walk one drawing. */
import type { SvgNode as BaseNode } from '../engines.ts';
import type { SvgDocument, SvgElement } from './document.ts';
import type { Viewport } from './length.ts';
import type { Style } from './style.ts';
import { limits, SvgError } from './svg-error.ts';

export interface SvgNode extends BaseNode {
  children?: SvgNode[];
  /**
   * TEXT only: where SVG anchors the line. `props` places it with estimated metrics; a host that can measure moves the
   * text so that its first baseline and its left, middle or right edge are at this point of the drawing.
   */
  anchor?: { x: number; y: number; align: 'start' | 'middle' | 'end' };
}

/** The place of an element in the walk. */
export interface Place {
  /** The element's coordinates to the drawing's. */
  matrix: Transform;
  style: Style;
  viewport: Viewport;
  /** Ids that `use`, `clip-path` and `mask` are in the middle of following. */
  following: readonly string[];
}

export class Scene {
  private readonly notes = new Map<string, number>();
  private elements = 0;
  private commands = 0;
  private work = 0;

  constructor(readonly document: SvgDocument) {}

  /** Something left out, told once with a count. */
  note(what: string): void {
    this.notes.set(what, (this.notes.get(what) ?? 0) + 1);
  }

  get ignored(): string[] {
    return [...this.notes].map(([what, count]) => (count === 1 ? what : `${what} (${count} times)`));
  }

  /** Counts an element; a drawing that multiplies itself through `use` ends here. */
  countElement(element: SvgElement): void {
    this.countWork(element);
    if (++this.elements <= limits.elements) return;
    throw new SvgError(
      `The SVG draws more than ${limits.elements} elements (copies by <use> counted). Simplify it, or place it as a PNG.`,
    );
  }

  /** Counts looking at an element that draws nothing by itself, such as a gradient stop. */
  countWork(element: SvgElement): void {
    // The constant stands for computing a style.
    this.work += element.cost + 200;
    if (this.work <= limits.work) return;
    throw new SvgError('The SVG repeats too much long markup. Simplify it, or place it as a PNG.');
  }

  countCommands(count: number): void {
    this.commands += count;
    if (this.commands <= limits.allPathCommands) return;
    throw new SvgError(
      `The paths of the SVG have more than ${limits.allPathCommands} commands. Simplify it, or place it as a PNG.`,
    );
  }

  /** The element `url(#id)` or `#id` names; noted when it leads out of the document, is missing or a circle. */
  follow(id: string | null, place: Place, what: string): SvgElement | undefined {
    if (id === null) {
      this.note(`${what} to something outside the drawing`);
      return undefined;
    }
    const element = this.document.byId.get(id);
    if (element === undefined) this.note(`${what} to the missing "#${id}"`);
    if (place.following.includes(id)) {
      this.note(`${what} to "#${id}", which contains itself`);
      return undefined;
    }
    return element;
  }
}

/** The id in `url(#id)`; null: it leads out of the document; undefined: no url. */
export function urlId(value: string | undefined): string | null | undefined {
  const match = /^url\(\s*(["']?)([^"')]*)\1\s*\)/.exec(value ?? '');
  if (!match) return undefined;
  const target = match[2] ?? '';
  return target.startsWith('#') ? target.slice(1) : null;
}
