/** Plugin data: strings that plugins keep on nodes. */
import { z } from 'zod/v3';
import { FigmaError } from './errors.ts';
import { type Method, method } from './method.ts';
import type { NodeRecord } from './model.ts';
import { ALL } from './node-types.ts';
import { parseArgument, textSchema } from './validation.ts';

/** Figma's limit for one entry: namespace or plugin id, key and value together, in bytes. */
export const MAX_ENTRY_BYTES = 100_000;

const entriesSchema = z.record(textSchema);

function checkSize(...parts: string[]): void {
  const bytes = parts.reduce((sum, part) => sum + Buffer.byteLength(part), 0);
  if (bytes > MAX_ENTRY_BYTES) {
    throw new FigmaError(`The entry is ${bytes} bytes long. Plugin data cannot exceed 100 kB per entry.`);
  }
}

function parseNamespace(value: unknown): string {
  const namespace = parseArgument('namespace', textSchema, value);
  if (!/^[A-Za-z0-9_.]{3,}$/.test(namespace)) {
    throw new FigmaError(
      `Invalid namespace "${namespace}": it must be at least 3 characters long and can only contain letters, digits, _ and .`,
    );
  }
  return namespace;
}

/** The empty string deletes the key. */
function withEntry(
  data: Readonly<Record<string, string>>,
  key: string,
  value: string,
): Record<string, string> {
  const { [key]: _old, ...rest } = data;
  return Object.freeze(value === '' ? rest : { ...rest, [key]: value });
}

function relaunchData(record: NodeRecord): Record<string, string> {
  return entriesSchema.parse(record.props['relaunchData'] ?? {});
}

export const dataMethods: readonly Method[] = [
  method(
    'getPluginData',
    ALL,
    (record, [key]) => record.props.pluginData[parseArgument('key', textSchema, key)] ?? '',
  ),
  method('setPluginData', ALL, (record, [rawKey, rawValue], context) => {
    const key = parseArgument('key', textSchema, rawKey);
    const value = parseArgument('value', textSchema, rawValue);
    checkSize(key, value);
    record.props.pluginData = withEntry(record.props.pluginData, key, value);
    context.touch(record, 'pluginData', false);
  }),
  method('getPluginDataKeys', ALL, (record) => Object.keys(record.props.pluginData)),
  method('getSharedPluginData', ALL, (record, [namespace, key]) => {
    const entries = record.props.sharedPluginData[parseNamespace(namespace)];
    return entries?.[parseArgument('key', textSchema, key)] ?? '';
  }),
  method('setSharedPluginData', ALL, (record, [rawNamespace, rawKey, rawValue], context) => {
    const namespace = parseNamespace(rawNamespace);
    const key = parseArgument('key', textSchema, rawKey);
    const value = parseArgument('value', textSchema, rawValue);
    checkSize(namespace, key, value);
    const { [namespace]: old = {}, ...rest } = record.props.sharedPluginData;
    const entries = withEntry(old, key, value);
    const isEmpty = Object.keys(entries).length === 0;
    record.props.sharedPluginData = Object.freeze(isEmpty ? rest : { ...rest, [namespace]: entries });
    context.touch(record, 'pluginData', false);
  }),
  method('getSharedPluginDataKeys', ALL, (record, [namespace]) =>
    Object.keys(record.props.sharedPluginData[parseNamespace(namespace)] ?? {}),
  ),
  method('setRelaunchData', ALL, (record, [data], context) => {
    record.props['relaunchData'] = Object.freeze(parseArgument('data', entriesSchema, data));
    context.touch(record, 'relaunchData', false);
  }),
  method('getRelaunchData', ALL, (record) => relaunchData(record)),
];
