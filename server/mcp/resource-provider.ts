/**
 * What a part of the house offers as MCP resources: brands, design knowledge, the library, bundles. Providers are
 * plain objects without the SDK; `addResources` puts them together behind one server.
 */

/** A resource as `resources/list` shows it. */
export interface ListedResource {
  uri: string;
  /** What people pick it by, e.g. "ondrelle: voice". */
  name: string;
  title?: string;
  description?: string;
  mimeType?: string;
  /** Bytes of the content. */
  size?: number;
  annotations?: {
    /** 0 to 1: how much it matters. */
    priority?: number;
    audience?: ('user' | 'assistant')[];
    /** ISO time. */
    lastModified?: string;
  };
}

/** A family of resources, e.g. "adsmith://brand/{brand}/{+path}" (RFC 6570). */
export interface ListedTemplate {
  uriTemplate: string;
  name: string;
  title?: string;
  description?: string;
  mimeType?: string;
}

export type ResourceContent = { mimeType: string } & ({ text: string } | { bytes: Uint8Array });

/** What a completion is for: a variable of a resource template, or an argument of a prompt. */
export type CompletionTarget = { template: string } | { prompt: string };

/** Proposes values while somebody types one. Prompts use it too. */
export interface Completer {
  /**
   * Values for `argument`, best first, already filtered by what was typed; undefined: not this one's template or
   * prompt. `given` are the variables that are already set.
   */
  complete(
    target: CompletionTarget,
    argument: { name: string; value: string },
    given: Readonly<Record<string, string>>,
  ): Promise<string[] | undefined>;
}

/** `list`: a resource came or went. `updated`: the content behind one URI changed. */
export type ResourceChange = { kind: 'list' } | { kind: 'updated'; uri: string };

export interface ResourceProvider extends Partial<Completer> {
  /** A short list: the entry points. What else there is, templates reach. */
  list(): Promise<ListedResource[]>;
  templates(): readonly ListedTemplate[];
  /**
   * The content of a URI; undefined: the URI is not this provider's. Throws an error written for readers (a named
   * error with `message`) when the URI is its own but cannot be read.
   */
  read(uri: string): Promise<ResourceContent | undefined>;
  /**
   * Reports changes until the answer is called. Called when a client first lists or subscribes, so it may cost
   * something; several clients of one process call it several times.
   */
  watch?(report: (change: ResourceChange) => void): () => void;
}
