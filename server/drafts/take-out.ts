/** Takes ids, texts, numbers and colours out of a call's arguments and leaves the structure. */
import { isFixedWord, isProperty } from './figma-words.ts';
import type { Example, Part, Slot, SlotKind } from './pattern.ts';

/** A call with more open places than this is an ad of its own, not a pattern. */
const MOST_SLOTS = 120;
const DEEPEST = 10;

/** A variable of a script, standing in the place of a value. */
export class Variable {
  constructor(readonly name: string) {}
}

export class TooLarge extends Error {}

/** Values of these are copy, whatever they look like. */
const freeText = new Set(['characters', 'name', 'fontFamily', 'family', 'style', 'text', 'url', 'value']);

export class TakenOut {
  readonly slots: Slot[] = [];
  readonly example: Example = [];
  private readonly nodes = new Map<string, number>();
  private readonly taken = new Set<string>();

  /** `name` is what a person would call the value; `key` the property it stands in. */
  part(value: unknown, name: string, key = '', depth = 0): Part {
    if (depth > DEEPEST) throw new TooLarge();
    if (value === null || value === undefined) return { nothing: true };
    if (value instanceof Variable) return { variable: value.name };
    if (typeof value === 'string') return this.text(value, name, key);
    if (typeof value === 'boolean') {
      this.example.push(value);
      return this.slot('boolean', name);
    }
    if (Array.isArray(value)) return this.list(value, name, key, depth);
    if (typeof value === 'object') return this.object(Object.entries(value), name, key, depth);
    return this.slot('number', name);
  }

  /** A place that can only hold a node. The same node is the same place. */
  node(id: string, name: string): Part {
    const known = this.nodes.get(id);
    if (known !== undefined) return { slot: known };
    const part = this.slot('node', name);
    this.nodes.set(id, part.slot);
    return part;
  }

  private text(value: string, name: string, key: string): Part {
    if (key === 'imagePath') return this.slot('image', name);
    if (key === '$node') return this.node(value, name);
    if (!freeText.has(key)) {
      const kind = kindOf(value);
      if (kind === 'node') return this.node(value, name);
      if (kind !== 'text') return this.slot(kind, name);
      if (isFixedWord(value)) {
        this.example.push(value);
        return this.slot('word', name);
      }
    }
    return this.slot('text', name);
  }

  private list(items: readonly unknown[], name: string, key: string, depth: number): Part {
    const [first] = items;
    const kinds = new Set(items.map((item) => plainKind(item, key)));
    const [kind] = kinds;
    // A list of one kind of value is one parameter, however long it is.
    if (first !== undefined && kinds.size === 1 && kind !== undefined) return this.slot(`${kind}s`, name);
    return {
      list: items.map((item, index) => this.part(item, `${name}${index + 1}`, key, depth + 1)),
    };
  }

  private object(entries: [string, unknown][], name: string, key: string, depth: number): Part {
    if (isRgb(entries)) return this.slot('rgb', name);
    if (key === 'pluginData' || !entries.every(([property]) => isProperty(property)))
      return this.slot('object', name);
    const sorted = entries.toSorted(([a], [b]) => (a < b ? -1 : 1));
    return {
      object: sorted.map(([property, value]) => [
        property,
        this.part(value, joinName(name, property), property, depth + 1),
      ]),
    };
  }

  private slot(kind: SlotKind, wanted: string): { slot: number } {
    if (this.slots.length >= MOST_SLOTS) throw new TooLarge();
    const base = wanted.replaceAll(/\W/g, '') || 'value';
    let name = base;
    for (let number = 2; this.taken.has(name); number += 1) name = `${base}${number}`;
    this.taken.add(name);
    return { slot: this.slots.push({ kind, name }) - 1 };
  }
}

/** "card" + "fontSize" -> "cardFontSize". */
export function joinName(start: string, end: string): string {
  const plain = end.replaceAll(/\W/g, '');
  return start === '' ? plain : `${start}${plain.charAt(0).toUpperCase()}${plain.slice(1)}`;
}

const nodeId = /^I?\d+:\d+(;\d+:\d+)*$/;
const hexColour = /^#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i;

function kindOf(text: string): 'node' | 'color' | 'text' {
  return nodeId.test(text) ? 'node' : hexColour.test(text) ? 'color' : 'text';
}

function plainKind(value: unknown, key: string): 'number' | 'node' | 'color' | 'text' | undefined {
  if (typeof value === 'number') return 'number';
  if (typeof value !== 'string' || (isFixedWord(value) && !freeText.has(key))) return undefined;
  return freeText.has(key) ? 'text' : kindOf(value);
}

function isRgb(entries: [string, unknown][]): boolean {
  const names = entries.map(([name]) => name).toSorted();
  return (
    ['a,b,g,r', 'b,g,r'].includes(names.join()) && entries.every(([, value]) => typeof value === 'number')
  );
}
