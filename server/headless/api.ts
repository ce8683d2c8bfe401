/** The members of the global `figma` object. Each is a plain function over the session. */
import { z } from 'zod/v3';
import { fontFunctions, imageFunctions } from './api-assets.ts';
import { createFunctions, createPage } from './api-create.ts';
import { combineAsVariants, componentFromNode, groupNodes, ungroup } from './api-group.ts';
import { createViewport } from './api-viewport.ts';
import type { ClientStorage } from './client-storage.ts';
import { toRgb, toRgba, toSolidPaint } from './color.ts';
import { walk } from './document.ts';
import { FigmaError, unsupported, within } from './errors.ts';
import type { Session } from './session.ts';
import { createFromSvg } from './svg-import.ts';
import { bytesSchema, parseArgument, textSchema } from './validation.ts';

export interface Notification {
  message: string;
  options: unknown;
}

type Members = Record<string, unknown>;

/** Functions whose errors say `in <name>: `, as Figma's do. */
function named(members: Record<string, (...args: unknown[]) => unknown>): Members {
  return Object.fromEntries(
    Object.entries(members).map(([name, run]) => [
      name,
      (...args: unknown[]) => within(name, () => run(...args)),
    ]),
  );
}

const BOOLEAN_NAMES = {
  UNION: 'Union',
  SUBTRACT: 'Subtract',
  INTERSECT: 'Intersect',
  EXCLUDE: 'Exclude',
} as const;

function groupFunctions(session: Session) {
  const boolean =
    (booleanOperation: keyof typeof BOOLEAN_NAMES) =>
    (...args: unknown[]) =>
      groupNodes(
        'BOOLEAN_OPERATION',
        args,
        { booleanOperation, name: BOOLEAN_NAMES[booleanOperation] },
        session,
      );
  return {
    group: (...args: unknown[]) => groupNodes('GROUP', args, {}, session),
    ungroup: (node: unknown) => ungroup(node, session),
    union: boolean('UNION'),
    subtract: boolean('SUBTRACT'),
    intersect: boolean('INTERSECT'),
    exclude: boolean('EXCLUDE'),
    combineAsVariants: (...args: unknown[]) => combineAsVariants(args, session),
    createComponentFromNode: (node: unknown) => componentFromNode(node, session),
    createPage: () => createPage(session),
    createNodeFromSvg: (svg: unknown) =>
      session.node(createFromSvg(parseArgument('svg', textSchema, svg), session)),
  };
}

function pageFunctions(session: Session) {
  const { document } = session;
  const noStyles = async (): Promise<never[]> => [];
  return {
    async getNodeByIdAsync(rawId: unknown) {
      session.refresh();
      const record = document.get(parseArgument('id', textSchema, rawId));
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
    if (!isCallback(callback))
      throw new FigmaError('Argument "callback" failed validation: Expected function');
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

/** All functions and values of `figma` but the two accessors that need getters (`root`, `currentPage`). */
export function apiMembers(
  session: Session,
  notifications: Notification[],
  clientStorage: ClientStorage,
): Members {
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
    viewport: createViewport(session),
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
        notifications.push({ message: parseArgument('message', textSchema, message), options });
        return { cancel() {} };
      },
      // Nothing to close: undoing is the executor's journal.
      commitUndo() {},
      base64Encode: (data) => Buffer.from(parseArgument('data', bytesSchema, data)).toString('base64'),
      base64Decode: (text) => decodeBase64(parseArgument('data', textSchema, text)),
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
