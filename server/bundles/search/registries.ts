/** Registries in shadcn's form that a project's components.json configures, and the command that adds an item. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  componentsJsonSchema,
  type RegistryConfig,
  registryIndexSchema,
} from '../../../schemas/component-sources.ts';
import { messageOf } from '../bundle-error.ts';
import { type Answers, keepFor } from './answers.ts';
import { askJson } from './ask.ts';
import { type RegistryItem, registryItems } from './catalogues.ts';

export interface ConfiguredRegistry {
  /** "@acme". */
  namespace: string;
  config: RegistryConfig;
}

const MOST_REGISTRIES = 12;

/** `registries` of components.json; the one built into the command line needs no entry and has none here. */
export function configuredRegistries(root: string): { registries: ConfiguredRegistry[]; style: string } {
  const path = join(root, 'components.json');
  if (!existsSync(path)) return { registries: [], style: '' };
  try {
    const { registries, style } = componentsJsonSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    return {
      style,
      registries: Object.entries(registries)
        .filter(([namespace]) => /^@[\w-]{1,60}$/.test(namespace))
        .slice(0, MOST_REGISTRIES)
        .map(([namespace, config]) => ({ namespace, config })),
    };
  } catch {
    return { registries: [], style: '' };
  }
}

export interface Environment {
  [name: string]: string | undefined;
}

/**
 * Variables a project's file may have put into a request. The file is data like any other of the project: a name that
 * is not a registry's own could hold any secret of this machine.
 */
export const mayBeSent = (name: string): boolean => /(^|_)REGISTRY(_|$)/.test(name);

interface Read {
  items: RegistryItem[];
  notes: string[];
}

/** Asks every configured registry for its index, all at once. A registry that fails is a note. */
export async function askRegistries(
  root: string,
  environment: Environment,
  answers: Answers,
  signal?: AbortSignal,
): Promise<Read> {
  const { registries, style } = configuredRegistries(root);
  const read = await Promise.all(
    registries.map(async ({ namespace, config }): Promise<Read> => {
      try {
        const request = requestOf(config, style, environment);
        return await answers.get(
          [namespace, request],
          () => readIndex(namespace, request, signal),
          ({ notes }) => (signal?.aborted ? 0 : notes.length > 0 ? keepFor.failure : keepFor.registry),
        );
      } catch (error) {
        return failed(namespace, error);
      }
    }),
  );
  return { items: read.flatMap(({ items }) => items), notes: read.flatMap(({ notes }) => notes) };
}

const failed = (namespace: string, error: unknown): Read => ({
  items: [],
  notes: [`Registry ${namespace} was not read: ${messageOf(error)}.`],
});

interface Request {
  /** Addresses the index may have, best first. */
  urls: string[];
  headers: Record<string, string>;
}

/** What is sent to a registry: its URL and headers with the variables filled in. */
function requestOf(config: RegistryConfig, style: string, environment: Environment): Request {
  const { url, params = {}, headers = {} } = typeof config === 'string' ? { url: config } : config;
  const fill = (text: string) => expand(text, environment);
  const sent = Object.fromEntries(
    Object.entries(headers)
      .map(([name, value]) => [name, fill(value)] as const)
      // A header whose variable is not set says nothing.
      .filter(
        ([name, value]) => /^[\w-]+$/.test(name) && value.trim() !== '' && !/^Bearer$/i.test(value.trim()),
      ),
  );
  const urls = ['registry', 'index'].map((name) => {
    const address = fill(url).replaceAll('{name}', name).replaceAll('{style}', style);
    if (!URL.canParse(address)) throw new Error('its URL cannot be read');
    const target = new URL(address);
    for (const [key, value] of Object.entries(params)) target.searchParams.set(key, fill(value));
    return target.href;
  });
  return { urls, headers: sent };
}

async function readIndex(
  namespace: string,
  { urls, headers }: Request,
  signal: AbortSignal | undefined,
): Promise<Read> {
  try {
    for (const url of urls) {
      const json = await askJson(new URL(url), { headers, ...(signal && { signal }) });
      if (json === undefined) continue;
      const index = registryIndexSchema.safeParse(json).data;
      if (!index) throw new Error('its index is not in the form of a registry');
      const items = registryItems(index, namespace, (item) => `npx shadcn@latest add ${namespace}/${item}`);
      return { items, notes: [] };
    }
    throw new Error('it has no index (neither registry.json nor index.json)');
  } catch (error) {
    return failed(namespace, error);
  }
}

function expand(text: string, environment: Environment): string {
  return text.replace(/\$\{(\w+)\}/g, (_, name: string) => {
    if (!mayBeSent(name)) {
      throw new Error(
        `it wants the variable ${name}; only variables with REGISTRY in their name are sent, so rename it`,
      );
    }
    return environment[name] ?? '';
  });
}
