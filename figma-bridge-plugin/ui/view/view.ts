/** What every part of the panel is: an element, and a function that brings it up to date. */
import type { Model } from '../model.ts';

export interface View {
  readonly node: HTMLElement;
  update(model: Model, previous: Model | undefined): void;
}

/** What the designer can do. */
export interface Actions {
  say(text: string): void;
  newConcept(): void;
  pick(brand: string, product: string | undefined): void;
  hide(): void;
  retry(): void;
  setDebug(debug: boolean): void;
  closeContract(): void;
}
