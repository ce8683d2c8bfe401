/** The document as JSON (images by hash only) and back. */
import { z } from 'zod/v3';
import { DocumentStore } from './document.ts';
import { frozenCopy } from './freeze.ts';
import type { ImageLibrary } from './images.ts';
import type { HeadlessNodeType, NodeProps, NodeRecord } from './model.ts';
import { isNodeType } from './node-types.ts';
import { initialProps, storedProperties } from './properties.ts';
import { lengthOf, plainRuns, styleAt } from './text-runs.ts';

export const DOCUMENT_FORMAT = 'adsmith-document';

export interface NodeJson {
  id: string;
  type: string;
  props: Record<string, unknown>;
  children?: NodeJson[] | undefined;
}

export interface DocumentJson {
  format: typeof DOCUMENT_FORMAT;
  version: 1;
  /** Number of the next new node's id. */
  nextId: number;
  currentPageId: string;
  root: NodeJson;
  /** Hashes of the images the document knows. */
  images: string[];
}

const isRecord = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);

const nodeSchema: z.ZodType<NodeJson> = z.lazy(() =>
  z
    .object({
      id: z.string().min(1),
      type: z.string(),
      // Looked at one by one later, so no need to go through them here.
      props: z.custom<Record<string, unknown>>(isRecord),
      children: z.array(nodeSchema).optional(),
    })
    .strict(),
);

const documentSchema = z
  .object({
    format: z.literal(DOCUMENT_FORMAT),
    version: z.literal(1),
    nextId: z.number().int().min(1),
    currentPageId: z.string(),
    root: nodeSchema,
    images: z.array(z.string()),
  })
  .strict();

/** A document with one empty page, as a new Figma file has. */
export function createDocument(images?: ImageLibrary): DocumentStore {
  const page = newRecord('0:1', 'PAGE', { ...initialProps('PAGE'), name: 'Page 1' });
  const root = newRecord('0:0', 'DOCUMENT', initialProps('DOCUMENT'));
  root.children = [page];
  page.parent = root;
  return new DocumentStore(root, 2, images);
}

export function documentToJson(document: DocumentStore, currentPageId: string): DocumentJson {
  return {
    format: DOCUMENT_FORMAT,
    version: 1,
    nextId: document.nextId,
    currentPageId,
    root: nodeToJson(document.root),
    images: document.images.hashes(),
  };
}

function nodeToJson(record: NodeRecord): NodeJson {
  const json: NodeJson = { id: record.id, type: record.type, props: { ...record.props } };
  if (record.children.length > 0) json.children = record.children.map(nodeToJson);
  return json;
}

/** Layout grids may repeat Infinity times, which JSON has no word for. */
const INFINITY = { $number: 'Infinity' };

export function stringifyDocument(json: DocumentJson): string {
  return JSON.stringify(json, (_key, value: unknown) =>
    value === Number.POSITIVE_INFINITY ? INFINITY : value,
  );
}

export function parseDocument(text: string): unknown {
  // Asking back for every value takes several times as long, and few documents have such a grid.
  if (!text.includes('"$number"')) return JSON.parse(text);
  return JSON.parse(text, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && '$number' in value ? Number.POSITIVE_INFINITY : value,
  );
}

export interface ParsedDocument {
  document: DocumentStore;
  currentPageId: string;
  /** Hashes of the images that the caller must add. */
  images: string[];
  /** Values that could not be used and were replaced by those of a new node. */
  warnings: string[];
}

/** Throws with the place and the reason when the data is no document. `library`: images that are there already. */
export function documentFromJson(data: unknown, library?: ImageLibrary): ParsedDocument {
  const { root, nextId, currentPageId, images } = documentSchema.parse(data);
  const ids = new Set<string>();
  const warnings: string[] = [];
  const rootRecord = nodeFromJson(root, null, ids, warnings);
  if (rootRecord.type !== 'DOCUMENT') throw new Error(`the root is a ${rootRecord.type}, not a DOCUMENT`);
  if (rootRecord.children.length === 0) throw new Error('the document has no page');
  const page = rootRecord.children.find((child) => child.id === currentPageId) ?? rootRecord.children[0];
  return {
    document: new DocumentStore(rootRecord, Math.max(nextId, highestId(ids) + 1), library),
    currentPageId: page?.id ?? currentPageId,
    images,
    warnings,
  };
}

/** Whatever the file says: an id that is in use is never given out again. */
function highestId(ids: ReadonlySet<string>): number {
  const numbers = [...ids].flatMap((id) => (/^1:\d+$/.test(id) ? [Number(id.slice(2))] : []));
  return numbers.reduce((highest, each) => Math.max(highest, each), 1);
}

function nodeFromJson(
  json: NodeJson,
  parent: NodeRecord | null,
  ids: Set<string>,
  warnings: string[],
): NodeRecord {
  if (!isNodeType(json.type)) throw new Error(`node ${json.id} has the unknown type ${json.type}`);
  if (ids.has(json.id)) throw new Error(`two nodes have the id ${json.id}`);
  ids.add(json.id);
  const expected = parent === null ? 'DOCUMENT' : parent.type === 'DOCUMENT' ? 'PAGE' : undefined;
  const isMisplaced =
    expected === undefined ? json.type === 'PAGE' || json.type === 'DOCUMENT' : json.type !== expected;
  if (isMisplaced) throw new Error(`node ${json.id} is a ${json.type}, which cannot be there`);
  const record = newRecord(json.id, json.type, propsFromJson(json.id, json.type, json.props, warnings));
  record.parent = parent;
  record.children = (json.children ?? []).map((child) => nodeFromJson(child, record, ids, warnings));
  return record;
}

function newRecord(id: string, type: HeadlessNodeType, props: NodeProps): NodeRecord {
  return { id, type, parent: null, children: [], props, removed: false };
}

/** Members that are missing or unusable get their initial value; members the type does not have are dropped. */
function propsFromJson(
  id: string,
  type: HeadlessNodeType,
  json: Record<string, unknown>,
  warnings: string[],
): NodeProps {
  const props = initialProps(type);
  for (const { name, schema } of storedProperties(type)) {
    const value = json[name];
    if (value === undefined || value === props[name]) continue;
    if (schema === undefined || schema.safeParse(value).success) props[name] = frozenCopy(value);
    else warnings.push(`The ${name} of node ${id} could not be used and was reset.`);
  }
  const { textRuns, characters } = props;
  if (type === 'TEXT' && lengthOf(textRuns) !== characters.length) {
    warnings.push(`The styles of text ${id} do not fit its characters and were reset.`);
    props.textRuns = plainRuns(characters.length, styleAt(textRuns, 0));
  }
  return props;
}
