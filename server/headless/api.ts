/** The members of the global `figma` object. Each is a plain function over the session. */
import { z } from 'zod/v3';
import { componentFromNode, groupNodes, ungroup } from './api-group.ts';
import { createFunctions, createPage } from './api-create.ts';
import type { ClientStorage } from './client-storage.ts';
import { toRgb, toRgba, toSolidPaint } from './color.ts';
import { walk } from './document.ts';
import { FigmaError, unsupported, within } from './errors.ts';
import { absoluteBounds } from './geometry.ts';
import type { NodeRecord } from './model.ts';
import type { Session } from './session.ts';
import { fontNameSchema } from './schema-text.ts';
import { createFromSvg } from './svg-import.ts';
import { parseArgument } from './validation.ts';

export interface Notification {
  message: string;
  options: unknown;
}

type Members = Record<string, unknown>;

/** Functions whose errors say `in <name>: `, as Figma's do. */
function named(members: Record<string, (...args: unknown[]) => unknown>): Members {
  return Object.fromEntries(
    Object.entries(members).map(([name, run]) => [name, (...args: unknown[]) => within(name, () => run(...args))]),
  );
}

const bytesSchema = z.instanceof(Uint8Array);

function imageFunctions(session: Session) {
  const { images } = session.document;
  const imageObject = (hash: string): object =>
    Object.freeze({
      hash,
      async getBytesAsync() {
        const image = images.get(hash);
        if (image === undefined) throw new FigmaError(`in getBytesAsync: The image ${hash} does not exist`, true);
        return image.bytes.slice();
      },
      async getSizeAsync() {
        const image = images.get(hash);
        if (image === undefined) throw new FigmaError(`in getSizeAsync: The image ${hash} does not exist`, true);
        return { width: image.width, height: image.height };
      },
    });
  return {
    createImage: (data: unknown) => imageObject(images.add(parseArgument('data', bytesSchema, data))),
    async createImageAsync(rawSource: unknown) {
      const source = parseArgument('src', z.string(), rawSource);
      const match = /^data:[^,]*;base64,(.*)$/s.exec(source);
      if (match?.[1] === undefined) {
        throw new FigmaError(
          'The headless canvas does not load images from the network. Pass a data: URL, or the bytes to createImage.',
        );
      }
      return imageObject(images.add(new Uint8Array(Buffer.from(match[1], 'base64'))));
    },
    getImageByHash(rawHash: unknown) {
      const hash = parseArgument('hash', z.string(), rawHash);
      return images.get(hash) === undefined ? null : imageObject(hash);
    },
  };
}

function fontFunctions(session: Session) {
  const { fonts } = session;
  return {
    listAvailableFontsAsync: async () =>
      fonts.registry
        .families()
        .flatMap(({ family, styles }) => styles.map((style) => ({ fontName: { family, style } }))),
    async loadFontAsync(raw: unknown) {
      const { family, style } = parseArgument('fontName', fontNameSchema, raw);
      await fonts.load(family, style);
    },
    getFontFamilyVariationAxes(raw: unknown) {
      const family = parseArgument('family', z.string(), raw);
      if (!fonts.registry.families().some((entry) => entry.family === family)) {
        throw new FigmaError(`The font family "${family}" does not exist`);
      }
      return fonts.registry.variationAxes(family);
    },
  };
}

const BOOLEAN_NAMES = { UNION: 'Union', SUBTRACT: 'Subtract', INTERSECT: 'Intersect', EXCLUDE: 'Exclude' } as const;

function groupFunctions(session: Session) {
  const boolean =
    (booleanOperation: keyof typeof BOOLEAN_NAMES) =>
    (...args: unknown[]) =>
      groupNodes('BOOLEAN_OPERATION', args, { booleanOperation, name: BOOLEAN_NAMES[booleanOperation] }, session);
  return {
    group: (...args: unknown[]) => groupNodes('GROUP', args, {}, session),
    ungroup: (node: unknown) => ungroup(node, session),
    union: boolean('UNION'),
    subtract: boolean('SUBTRACT'),
    intersect: boolean('INTERSECT'),
    exclude: boolean('EXCLUDE'),
    createComponentFromNode: (node: unknown) => componentFromNode(node, session),
    createPage: () => createPage(session),
    createNodeFromSvg: (svg: unknown) =>
      session.node(createFromSvg(parseArgument('svg', z.string(), svg), session)),
  };
}

function pageFunctions(session: Session) {
  const { document } = session;
  const noStyles = async (): Promise<never[]> => [];
  return {
    async getNodeByIdAsync(rawId: unknown) {
      const record = document.get(parseArgument('id', z.string(), rawId));
      return record === undefined ? null : session.node(record);
    },
    async setCurrentPageAsync(rawPage: unknown) {
      const page = session.recordOf(rawPage, 'page');
      if (page.type !== 'PAGE') throw new FigmaError(`Expected "page" to be a PAGE node, got ${page.type}`);
      session.loadedPages.add(page);
      if (page === session.currentPage) return;
      session.currentPage = page;
      document.changed(document.root, 'currentPage');
      session.events.announce('currentpagechange');
    },
    async loadAllPagesAsync() {
      for (const page of document.pages) session.loadedPages.add(page);
    },
    getStyleByIdAsync: async () => null,
    getLocalPaintStylesAsync: noStyles,
    getLocalTextStylesAsync: noStyles,
    getLocalEffectStylesAsync: noStyles,
    getLocalGridStylesAsync: noStyles,
  };
}

const EVENTS = [
  'selectionchange',
  'currentpagechange',
  'documentchange',
  'stylechange',
  'run',
  'drop',
  'close',
  'timerstart',
  'timerstop',
  'timerpause',
  'timerresume',
  'timeradjust',
  'timerdone',
  'textreview',
  'slidesviewchange',
  'canvasviewchange',
] as const;
const eventSchema = z.enum(EVENTS);

function eventFunctions(session: Session) {
  const { events } = session;
  const subscribe = (rawType: unknown, callback: unknown, once: boolean): void => {
    const type = parseArgument('type', eventSchema, rawType);
    if (type === 'documentchange' && session.document.pages.some((page) => !session.loadedPages.has(page))) {
      throw new FigmaError(
        'Cannot register a documentchange handler in incremental mode without calling figma.loadAllPagesAsync first.',
      );
    }
    if (!isCallback(callback)) throw new FigmaError('Argument "callback" failed validation: Expected function');
    events.add(type, callback, once);
  };
  return {
    on: (type: unknown, callback: unknown) => subscribe(type, callback, false),
    once: (type: unknown, callback: unknown) => subscribe(type, callback, true),
    off(rawType: unknown, callback: unknown) {
      if (isCallback(callback)) events.remove(parseArgument('type', eventSchema, rawType), callback);
    },
  };
}

function isCallback(value: unknown): value is (event: unknown) => unknown {
  return typeof value === 'function';
}

function viewport(session: Session) {
  let center = { x: 0, y: 0 };
  let zoom = 1;
  /** As if a window of 1440 x 900 showed the page. */
  const size = { width: 1440, height: 900 };
  return {
    get center() {
      return center;
    },
    set center(value: Vector) {
      center = { x: value.x, y: value.y };
    },
    get zoom() {
      return zoom;
    },
    set zoom(value: number) {
      zoom = value;
    },
    get bounds() {
      const width = size.width / zoom;
      const height = size.height / zoom;
      return { x: center.x - width / 2, y: center.y - height / 2, width, height };
    },
    scrollAndZoomIntoView(nodes: readonly unknown[]) {
      const boxes = nodes.map((node) => session.recordOf(node, 'nodes')).flatMap((record) => boxOf(record, session));
      if (boxes.length === 0) return;
      const left = Math.min(...boxes.map((box) => box.x));
      const top = Math.min(...boxes.map((box) => box.y));
      const right = Math.max(...boxes.map((box) => box.x + box.width));
      const bottom = Math.max(...boxes.map((box) => box.y + box.height));
      center = { x: (left + right) / 2, y: (top + bottom) / 2 };
      zoom = Math.min(1, size.width / Math.max(right - left, 1), size.height / Math.max(bottom - top, 1));
    },
  };
}

function boxOf(record: NodeRecord, session: Session): Rect[] {
  if (record.type === 'PAGE' || record.type === 'DOCUMENT') return [];
  session.settle(record);
  return [absoluteBounds(record)];
}

/** All functions and values of `figma` but the two accessors that need getters (`root`, `currentPage`). */
export function apiMembers(session: Session, notifications: Notification[], clientStorage: ClientStorage): Members {
  return {
    apiVersion: '1.0.0',
    editorType: 'figma',
    mode: 'default',
    command: '',
    pluginId: undefined,
    widgetId: undefined,
    fileKey: undefined,
    mixed: session.mixed,
    clientStorage,
    viewport: viewport(session),
    util: Object.freeze({
      ...named({
        rgb: (color) => toRgb(color),
        rgba: (color, alpha) => toRgba(color, alpha),
        solidPaint: (color, overrides) => toSolidPaint(color, overrides),
        normalizeMarkdown() {
          throw unsupported('util.normalizeMarkdown', 'descriptions are plain text');
        },
      }),
    }),
    ...named({
      ...createFunctions(session),
      ...groupFunctions(session),
      ...imageFunctions(session),
      ...fontFunctions(session),
      ...pageFunctions(session),
      ...eventFunctions(session),
      notify(message, options) {
        notifications.push({ message: parseArgument('message', z.string(), message), options });
        return { cancel() {} };
      },
      // Nothing to close: undoing is the executor's journal.
      commitUndo() {},
      base64Encode: (data) => Buffer.from(parseArgument('data', bytesSchema, data)).toString('base64'),
      base64Decode: (text) => decodeBase64(parseArgument('data', z.string(), text)),
    }),
  };
}

function decodeBase64(text: string): Uint8Array {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw new FigmaError('The string to decode is not valid base64');
  return new Uint8Array(Buffer.from(text, 'base64'));
}

/** Does any text of the document use a font this machine lacks? */
export function hasMissingFont(session: Session): boolean {
  return [...walk(session.document.root)].some((record) => session.fonts.isMissing(record));
}
