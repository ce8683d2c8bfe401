/**
 * Figma's sandbox in short: the main bundle in QuickJS with `figma`, `console`, timers and `__html__`, and nothing
 * else. The figma inside is a stand-in whose every access is carried out on the headless one outside.
 */
import { readFile } from 'node:fs/promises';
import { getQuickJS, type QuickJSContext } from 'quickjs-emscripten';
import { recordBehind } from '../../../server/headless/node.ts';

type Coded =
  | { t: 'undefined' }
  | { t: 'mixed' }
  | { t: 'value'; value: unknown }
  | { t: 'bytes'; bytes: number[] }
  | { t: 'array'; items: Coded[] }
  | { t: 'object'; entries: [string, Coded][] }
  | { t: 'promise' | 'callback'; id: number }
  | { t: 'ref'; id: number; callable?: boolean };

type Question =
  | { do: 'get' | 'has'; id: number; name: string }
  | { do: 'set'; id: number; name: string; value: Coded }
  | { do: 'call'; id: number; self: Coded; args: Coded[] };

export interface Sandbox {
  /** Evaluates a script. Throws what it throws. */
  run(code: string): void;
  /** Names of the globals that exist inside. */
  globals(): string[];
  /** What the script said through `console`, and errors nobody caught. */
  readonly said: string[];
  close(): void;
}

export async function openSandbox(figma: PluginAPI): Promise<Sandbox> {
  const [quickjs, inside] = await Promise.all([
    getQuickJS(),
    readFile(new URL('./inside.js', import.meta.url), 'utf8'),
  ]);
  const vm = quickjs.newContext();
  const said: string[] = [];
  const outside = new Outside(figma, (name, text) => {
    if (vm.alive) callGlobal(vm, name, text, said);
  });
  define(vm, '__ask', (json = '') => outside.answer(json));
  define(vm, '__say', (text = '') => {
    said.push(text);
    return undefined;
  });
  define(vm, '__wait', (id, ms) => {
    setTimeout(() => vm.alive && callGlobal(vm, '__fire', String(id), said), Number(ms));
    return undefined;
  });
  const run = (code: string): void => {
    vm.unwrapResult(vm.evalCode(code)).dispose();
    drain(vm, said);
  };
  run(inside);
  run('globalThis.__html__ = "<p>panel</p>";');
  return {
    run,
    globals: () =>
      vm
        .unwrapResult(vm.evalCode('Object.getOwnPropertyNames(globalThis)'))
        .consume((handle): string[] => vm.dump(handle)),
    said,
    close: () => vm.dispose(),
  };
}

function define(vm: QuickJSContext, name: string, body: (...args: string[]) => string | undefined): void {
  vm.newFunction(name, (...args) => {
    const answer = body(...args.map((arg) => String(vm.dump(arg))));
    return answer === undefined ? vm.undefined : vm.newString(answer);
  }).consume((handle) => vm.setProp(vm.global, name, handle));
}

function callGlobal(vm: QuickJSContext, name: string, text: string, said: string[]): void {
  const handle = vm.getProp(vm.global, name);
  const argument = vm.newString(text);
  const result = vm.callFunction(handle, vm.undefined, argument);
  argument.dispose();
  handle.dispose();
  if (result.error) said.push(`uncaught: ${JSON.stringify(vm.dump(result.error))}`);
  result.dispose();
  drain(vm, said);
}

function drain(vm: QuickJSContext, said: string[]): void {
  const result = vm.runtime.executePendingJobs();
  if (result.error) said.push(`uncaught: ${JSON.stringify(vm.dump(result.error))}`);
  result.dispose();
}

/** The host's side: objects by number, values as JSON. */
class Outside {
  private readonly objects: object[] = [];
  private readonly ids = new Map<object, number>();
  private promises = 0;

  constructor(
    private readonly figma: PluginAPI,
    private readonly tell: (name: '__callback' | '__settle', json: string) => void,
  ) {
    this.idOf(figma);
  }

  answer(json: string): string {
    try {
      const question: Question = JSON.parse(json);
      return JSON.stringify({ value: this.encode(this.carryOut(question)) });
    } catch (error) {
      return JSON.stringify({ error: messageOf(error) });
    }
  }

  private carryOut(question: Question): unknown {
    const target = this.objects[question.id];
    if (!target) throw new Error('no such object');
    switch (question.do) {
      case 'get':
        return Reflect.get(target, question.name);
      case 'has':
        return Reflect.has(target, question.name);
      case 'set':
        return Reflect.set(target, question.name, this.decode(question.value));
      case 'call': {
        if (typeof target !== 'function') throw new TypeError('not a function');
        const args = question.args.map((arg) => this.decode(arg));
        return Reflect.apply(target as (...args: unknown[]) => unknown, this.decode(question.self), args);
      }
    }
  }

  private encode(value: unknown): Coded {
    if (value === undefined) return { t: 'undefined' };
    if (value === this.figma.mixed) return { t: 'mixed' };
    if (typeof value === 'function') return { t: 'ref', id: this.idOf(value), callable: true };
    if (typeof value !== 'object' || value === null) return { t: 'value', value };
    if (value instanceof Uint8Array) return { t: 'bytes', bytes: [...value] };
    if (Array.isArray(value)) return { t: 'array', items: value.map((item) => this.encode(item)) };
    if (value instanceof Promise) return this.encodePromise(value);
    if (this.ids.has(value) || isLive(value)) return { t: 'ref', id: this.idOf(value) };
    return { t: 'object', entries: Object.entries(value).map(([key, item]) => [key, this.encode(item)]) };
  }

  private encodePromise(promise: Promise<unknown>): Coded {
    this.promises += 1;
    const id = this.promises;
    promise.then(
      (value) => this.tell('__settle', JSON.stringify({ id, value: this.encode(value) })),
      (error: unknown) => this.tell('__settle', JSON.stringify({ id, error: messageOf(error) })),
    );
    return { t: 'promise', id };
  }

  private decode(coded: Coded): unknown {
    switch (coded.t) {
      case 'undefined':
        return undefined;
      case 'mixed':
        return this.figma.mixed;
      case 'value':
        return coded.value;
      case 'bytes':
        return new Uint8Array(coded.bytes);
      case 'array':
        return coded.items.map((item) => this.decode(item));
      case 'object':
        return Object.fromEntries(coded.entries.map(([key, item]) => [key, this.decode(item)]));
      case 'ref':
        return this.objects[coded.id];
      case 'callback':
        return (...args: unknown[]) =>
          this.tell(
            '__callback',
            JSON.stringify({ id: coded.id, args: args.map((arg) => this.encode(arg)) }),
          );
      case 'promise':
        throw new Error('a promise does not cross inwards');
    }
  }

  private idOf(object: object): number {
    const known = this.ids.get(object);
    if (known !== undefined) return known;
    this.objects.push(object);
    this.ids.set(object, this.objects.length - 1);
    return this.objects.length - 1;
  }
}

/** Nodes and objects with methods stay outside; plain data is copied. */
function isLive(value: object): boolean {
  if (recordBehind(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return true;
  return Object.values(value).some((member) => typeof member === 'function');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
