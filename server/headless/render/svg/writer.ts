/** State of one SVG export: shared definitions with short unique ids, and what the parts need to draw. */
import type { NodeRecord } from '../../model.ts';
import type { Measure, RenderContext } from '../context.ts';
import { element } from './markup.ts';

export interface SvgSettings {
  /** Write node names as ids. */
  ids: boolean;
  /** Draw texts as outlines. */
  outlines: boolean;
}

export class SvgWriter {
  readonly #definitions: string[] = [];
  readonly #counts = new Map<string, number>();
  readonly #names = new Set<string>();
  readonly #shared = new Map<string, string>();

  constructor(
    readonly context: RenderContext,
    readonly measure: Measure,
    readonly settings: SvgSettings,
  ) {}

  /** Adds a definition under a new id and answers the id. */
  define(kind: string, write: (id: string) => string): string {
    const count = this.#counts.get(kind) ?? 0;
    this.#counts.set(kind, count + 1);
    const id = `${kind}${count}`;
    this.#definitions.push(write(id));
    return id;
  }

  /** Like `define`, but the same `key` is written once. */
  share(kind: string, key: string, write: (id: string) => string): string {
    let id = this.#shared.get(key);
    if (id === undefined) {
      id = this.define(kind, write);
      this.#shared.set(key, id);
    }
    return id;
  }

  /** The node's name as an id, made unique; null when ids are off. */
  idOf(record: NodeRecord): string | null {
    if (!this.settings.ids) return null;
    let name = record.props.name;
    for (let count = 2; this.#names.has(name); count += 1) name = `${record.props.name}_${count}`;
    this.#names.add(name);
    return name;
  }

  definitions(): string {
    return this.#definitions.length === 0 ? '' : element('defs', {}, this.#definitions.join(''));
  }
}
