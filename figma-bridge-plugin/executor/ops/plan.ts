/**
 * A program read through before its first write: every reference is known, every property exists on its node's type,
 * every image is there. What it needs from the host (fonts, images) is fetched at once, in parallel.
 */
import { fail } from '../errors.ts';
import { isRecord, type Props } from '../node-access.ts';
import { checkProps } from '../properties/check-props.ts';
import { fontRequest } from '../properties/write-text.ts';
import { nodeById, unknownBinding } from '../references.ts';
import type { Session } from '../session.ts';
import { loadFontsOf } from '../snapshot/groups/text.ts';

const defaultFont: FontName = { family: 'Inter', style: 'Regular' };

interface Known {
  /** undefined: only the run will tell (the result of a `call`). */
  type?: string;
  /** The font a text has by then, as far as the program says. */
  font?: FontName;
}

export class Plan {
  private readonly bound = new Map<string, Known>();
  private readonly existing = new Map<string, Known>();
  private readonly needs: Promise<unknown>[] = [];

  constructor(private readonly session: Session) {}

  bind(name: string | undefined, type: string | undefined): void {
    if (name === undefined) return;
    const known: Known = {};
    if (type !== undefined) known.type = type;
    if (type === 'TEXT') known.font = defaultFont;
    this.bound.set(name, known);
  }

  /** What is known of a node. Throws `unknown_binding` or `unknown_node`. */
  async node(ref: string, path: string): Promise<Known> {
    if (ref.charAt(0) === '$') {
      return this.bound.get(ref.slice(1)) ?? unknownBinding(ref, Array.from(this.bound.keys()), path);
    }
    const seen = this.existing.get(ref);
    if (seen !== undefined) return seen;
    const node = await nodeById(ref, this.session, path);
    const known: Known = { type: node.type };
    if (node.type === 'TEXT') {
      this.needs.push(loadFontsOf(node, this.session));
      const font = node.fontName;
      if (typeof font !== 'symbol') known.font = font;
    }
    this.existing.set(ref, known);
    return known;
  }

  async parent(ref: string | null | undefined, path = 'parent'): Promise<void> {
    if (ref === null || ref === undefined) return;
    const { type } = await this.node(ref, path);
    if (type !== undefined && leaves.indexOf(type) >= 0) {
      fail('not_allowed', `A ${type} node cannot have children.`, {
        path,
        hint: 'Use a FRAME, GROUP, SECTION or COMPONENT as the parent, or null for the page.',
      });
    }
  }

  props(props: Props | undefined, known: Known): void {
    if (props === undefined) return;
    checkProps(props, known.type);
    for (const name of ['fills', 'strokes', 'backgrounds']) this.paints(props[name]);
    if (known.type === 'TEXT' || known.type === undefined) this.text(props, known);
  }

  image(hash: string): void {
    this.needs.push(this.session.images.figmaHash(hash));
  }

  /** The font of a text that is about to be created. */
  newText(): void {
    this.needs.push(this.session.fonts.load([defaultFont]).catch(() => undefined));
  }

  /** Waits for everything asked for. Throws the first failure; nothing has been written yet. */
  async ready(): Promise<void> {
    await Promise.all(this.needs);
  }

  private paints(paints: unknown): void {
    if (!Array.isArray(paints)) return;
    for (const paint of paints) {
      if (!isRecord(paint) || paint['type'] !== 'IMAGE') continue;
      const hash = paint['image'] ?? paint['imageHash'];
      if (typeof hash === 'string') this.image(hash);
    }
  }

  private text(props: Props, known: Known): void {
    const request = fontRequest(props, known.font);
    if (request !== undefined) this.font(request, known);
    const ranges = props['textRanges'];
    if (!Array.isArray(ranges)) return;
    for (const range of ranges) {
      if (!isRecord(range)) continue;
      this.paints(range['fills']);
      const ranged = fontRequest(range, known.font);
      if (ranged !== undefined) this.font(ranged, {});
    }
  }

  private font(request: Parameters<Session['fonts']['resolve']>[0], known: Known): void {
    const { fonts } = this.session;
    known.font = {
      family: request.family,
      style: request.style ?? `${request.weight ?? 400}${request.italic ? ' Italic' : ''}`,
    };
    this.needs.push(fonts.resolve(request).then(({ fontName }) => fonts.load([fontName])));
  }
}

const leaves = ['TEXT', 'RECTANGLE', 'ELLIPSE', 'LINE', 'POLYGON', 'STAR', 'VECTOR', 'SLICE'];
