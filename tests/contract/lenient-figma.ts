/**
 * Deliberately wrong hosts: the headless Figma behind a wrapper that breaks one rule. Each must fail the contract, or
 * the contract would not notice a host that differs from Figma.
 */

export interface Leniency {
  /** Instead of the real write; answer true when it is done. */
  set?(node: object, name: string, value: unknown): boolean;
  /** Instead of the real `loadFontAsync`. */
  loadFontAsync?: () => Promise<void>;
}

/** Nodes are wrapped on their way out and unwrapped on their way in, so the wrong rule holds everywhere. */
export function lenientFigma(figma: PluginAPI, leniency: Leniency): PluginAPI {
  const wrappers = new WeakMap<object, object>();
  const originals = new WeakMap<object, object>();

  const unwrap = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(unwrap);
    return typeof value === 'object' && value !== null ? (originals.get(value) ?? value) : value;
  };
  const isNode = (value: object): boolean => 'id' in value && 'removed' in value;
  const wrap = (value: unknown): unknown => {
    if (value instanceof Promise) return value.then(wrap);
    if (
      Array.isArray(value) &&
      value.some((entry) => typeof entry === 'object' && entry !== null && isNode(entry))
    ) {
      return value.map(wrap);
    }
    return typeof value === 'object' && value !== null && isNode(value) ? wrapped(value) : value;
  };
  const member = (owner: object, name: string | symbol): unknown => {
    const value: unknown = Reflect.get(owner, name);
    if (typeof value !== 'function') return wrap(value);
    return (...args: unknown[]) => wrap(value.apply(owner, args.map(unwrap)));
  };
  function wrapped(node: object): object {
    const known = wrappers.get(node);
    if (known !== undefined) return known;
    const proxy = new Proxy(
      {},
      {
        get: (_, name) => member(node, name),
        has: (_, name) => name in node,
        set(_, name, value) {
          if (leniency.set?.(node, String(name), value) !== true) Reflect.set(node, name, unwrap(value));
          return true;
        },
      },
    );
    wrappers.set(node, proxy);
    originals.set(proxy, node);
    return proxy;
  }

  return new Proxy(figma, {
    get(_, name) {
      if (name === 'loadFontAsync' && leniency.loadFontAsync !== undefined) return leniency.loadFontAsync;
      return member(figma, name);
    },
  });
}
