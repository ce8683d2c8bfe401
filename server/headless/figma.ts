/**
 * The headless Figma: Figma's Plugin API in Node, strict where Figma is strict, without Figma.
 * Programs get `figma` handed in, so the same code runs here and in the plugin.
 */
import { apiMembers, hasMissingFont, type Notification } from './api.ts';
import { ClientStorage } from './client-storage.ts';
import { createEngines, type EngineOptions } from './default-engines.ts';
import type { DocumentStore } from './document.ts';
import { createDocument, type DocumentJson, documentFromJson, documentToJson } from './document-json.ts';
import type { Engines } from './engines.ts';
import { FigmaError, unsupported } from './errors.ts';
import type { ImageLibrary } from './images.ts';
import { Autosave, loadDocument, saveDocument } from './persistence.ts';
import { Session } from './session.ts';
import { UNSUPPORTED_API } from './unsupported.ts';

export interface HeadlessFigmaOptions extends EngineOptions {
  /** Where the document is kept. Omitted: in memory only. */
  file?: string;
  /** Milliseconds from a change to its saving. Default 500. */
  autosaveDelay?: number;
  /** Where `figma.clientStorage` is kept. Omitted: in memory only. */
  clientStorageFile?: string;
  /** Called before the document is written. */
  beforeSave?: () => void;
  /** Images that are loaded already. */
  images?: ImageLibrary | undefined;
  /** The file belongs to another process for now: what cannot be read is left where it is. */
  lookOnly?: boolean | undefined;
  /** Used instead of the real engines. */
  engines?: Engines;
  /** A document as `toJSON` gave it, instead of an empty one. Its images must be added by hand. */
  document?: DocumentJson;
  /** Told about what could not be read or saved. */
  onWarning?: (message: string) => void;
}

export interface HeadlessFigma {
  readonly figma: PluginAPI;
  readonly document: DocumentStore;
  readonly engines: Engines;
  /** What `figma.notify` was given. */
  readonly notifications: readonly Notification[];
  /** Problems met while opening the document. */
  readonly warnings: readonly string[];
  /** Characters of a text that no font here has; they are drawn as boxes. Empty for other nodes. */
  unshown(nodeId: string): string[];
  /** Keeps in mind what links instances and components; the answer puts it back. See `components/remember.ts`. */
  remember(): () => void;
  /** The instances that may change with the tree around a node. */
  followers(nodeId: string): SceneNode[];
  /** The laid-out document. */
  toJSON(): DocumentJson;
  /** No saving by itself until the answer is called: a crash must not leave half a transaction on disk. */
  holdSaving(): () => void;
  /** Saves what is not saved yet. */
  flush(): Promise<void>;
  /** Saves and stops. */
  close(): Promise<void>;
}

/** Starts a headless Figma on a new document or on the one in `options.file`. */
export async function createHeadlessFigma(options: HeadlessFigmaOptions = {}): Promise<HeadlessFigma> {
  const { file, autosaveDelay = 500, onWarning = () => {} } = options;
  const [engines, loaded] = await Promise.all([
    options.engines ?? createEngines(options),
    file === undefined ? openInMemory(options.document) : loadDocument(file, options),
  ]);
  for (const warning of loaded.warnings) onWarning(warning);
  const { document } = loaded;
  const page = document.get(loaded.currentPageId) ?? document.pages[0];
  if (page === undefined) throw new Error('a document always has a page');
  const session = new Session(document, engines, page, (error) =>
    onWarning(`A listener of figma.on failed: ${String(error)}`),
  );
  const toJSON = (): DocumentJson => {
    session.settleAll();
    return documentToJson(document, session.currentPage.id);
  };
  const autosave =
    file === undefined
      ? undefined
      : new Autosave({
          document,
          delay: autosaveDelay,
          save: async () => {
            options.beforeSave?.();
            await saveDocument(file, toJSON(), document);
          },
          onError: (error) => onWarning(`The document ${file} could not be saved (${String(error)}).`),
        });
  const notifications: Notification[] = [];
  return {
    figma: createApi(session, notifications, new ClientStorage(options.clientStorageFile)),
    document,
    engines,
    notifications,
    warnings: loaded.warnings,
    unshown(nodeId) {
      const record = document.get(nodeId);
      if (record?.type !== 'TEXT') return [];
      return engines.text.shape(record, null).missing.map((codePoint) => String.fromCodePoint(codePoint));
    },
    remember: () => session.links.remember(),
    followers(nodeId) {
      const record = document.get(nodeId);
      // An instance's node object has every member of SceneNode's InstanceNode: the coverage test proves it.
      return record === undefined
        ? []
        : session.links.followers(record).map((each) => session.node(each) as SceneNode);
    },
    toJSON,
    holdSaving: () => autosave?.hold() ?? (() => {}),
    flush: async () => autosave?.flush(),
    close: async () => autosave?.close(),
  };
}

function openInMemory(json: DocumentJson | undefined) {
  if (json === undefined) return { document: createDocument(), currentPageId: '0:1', warnings: [] };
  return documentFromJson(json);
}

/** Names JavaScript itself asks any object for. */
const LANGUAGE_NAMES = new Set(['then', 'toJSON', 'constructor', 'valueOf', 'toString', 'hasOwnProperty']);

/** The `figma` object: strict about unknown and unsupported members. */
function createApi(session: Session, notifications: Notification[], storage: ClientStorage): PluginAPI {
  const members = apiMembers(session, notifications, storage);
  const target = Object.create(null, {
    ...Object.getOwnPropertyDescriptors(members),
    root: { enumerable: true, get: () => session.node(session.document.root) },
    currentPage: {
      enumerable: true,
      get: () => session.node(session.currentPage),
      set() {
        throw new FigmaError(
          'in set_currentPage: Cannot set figma.currentPage with documentAccess: dynamic-page. Use figma.setCurrentPageAsync instead.',
          true,
        );
      },
    },
    hasMissingFont: { enumerable: true, get: () => hasMissingFont(session) },
    skipInvisibleInstanceChildren: { enumerable: true, writable: true, value: false },
  });
  const api = new Proxy(target, {
    get(object, name) {
      if (name in object || typeof name === 'symbol' || LANGUAGE_NAMES.has(name))
        return Reflect.get(object, name);
      const reason = UNSUPPORTED_API.get(name);
      if (reason !== undefined) throw unsupported(`figma.${name}`, reason);
      throw new TypeError(`no such property '${name}' on the figma global object`);
    },
    set(object, name, value) {
      const descriptor = Reflect.getOwnPropertyDescriptor(object, name);
      if (name === 'skipInvisibleInstanceChildren' || descriptor?.set !== undefined) {
        return Reflect.set(object, name, value);
      }
      if (descriptor !== undefined) throw new TypeError(`no setter for property '${String(name)}' on figma`);
      throw new TypeError(`Cannot add property ${String(name)}, object is not extensible`);
    },
    deleteProperty(_object, name) {
      throw new TypeError(`Cannot delete property '${String(name)}' of figma`);
    },
  });
  // The proxy has every member of PluginAPI or throws for it: the coverage test proves it.
  return api;
}

export type { Notification } from './api.ts';
