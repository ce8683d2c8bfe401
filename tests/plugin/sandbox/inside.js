// Runs inside QuickJS: `figma` as a stand-in for the host's, whose objects stay outside. Values cross as JSON.
(() => {
  const proxies = new Map(); // id of a host object -> its stand-in
  const idOf = new Map(); // the reverse
  const callbacks = [];
  const promises = new Map();
  const timers = new Map();
  const mixed = Symbol('figma.mixed');
  let timerCount = 0;

  function encode(value) {
    if (value === undefined) return { t: 'undefined' };
    if (value === mixed) return { t: 'mixed' };
    if (idOf.has(value)) return { t: 'ref', id: idOf.get(value) };
    if (typeof value === 'function') {
      if (callbacks.indexOf(value) < 0) callbacks.push(value);
      return { t: 'callback', id: callbacks.indexOf(value) };
    }
    if (value === null || typeof value !== 'object') return { t: 'value', value };
    if (value instanceof Uint8Array) return { t: 'bytes', bytes: Array.from(value) };
    if (Array.isArray(value)) return { t: 'array', items: value.map(encode) };
    return { t: 'object', entries: Object.keys(value).map((key) => [key, encode(value[key])]) };
  }

  function decode(coded) {
    switch (coded.t) {
      case 'undefined':
        return undefined;
      case 'mixed':
        return mixed;
      case 'value':
        return coded.value;
      case 'bytes':
        return new Uint8Array(coded.bytes);
      case 'array':
        return Object.freeze(coded.items.map(decode));
      case 'object': {
        const object = {};
        for (const [key, item] of coded.entries) object[key] = decode(item);
        return object;
      }
      case 'promise':
        return new Promise((resolve, reject) => promises.set(coded.id, { resolve, reject }));
      default:
        return standIn(coded.id, coded.callable);
    }
  }

  function ask(question) {
    const answer = JSON.parse(__ask(JSON.stringify(question)));
    if (answer.error !== undefined) throw new Error(answer.error);
    return decode(answer.value);
  }

  function standIn(id, callable) {
    const known = proxies.get(id);
    if (known) return known;
    const proxy = new Proxy(callable ? () => {} : {}, {
      get: (_, name) => (typeof name === 'symbol' ? undefined : ask({ do: 'get', id, name })),
      set(_, name, value) {
        ask({ do: 'set', id, name, value: encode(value) });
        return true;
      },
      has: (_, name) => ask({ do: 'has', id, name: String(name) }),
      apply: (_, self, args) => ask({ do: 'call', id, self: encode(self), args: args.map(encode) }),
    });
    proxies.set(id, proxy);
    idOf.set(proxy, id);
    return proxy;
  }

  globalThis.__callback = (json) => {
    const { id, args } = JSON.parse(json);
    callbacks[id](...args.map(decode));
  };
  globalThis.__settle = (json) => {
    const { id, value, error } = JSON.parse(json);
    const promise = promises.get(id);
    promises.delete(id);
    if (error === undefined) promise.resolve(decode(value));
    else promise.reject(new Error(error));
  };
  globalThis.__fire = (id) => {
    const callback = timers.get(Number(id));
    timers.delete(Number(id));
    if (callback) callback();
  };
  globalThis.setTimeout = (callback, ms) => {
    timerCount += 1;
    timers.set(timerCount, callback);
    __wait(timerCount, ms || 0);
    return timerCount;
  };
  globalThis.clearTimeout = (id) => {
    timers.delete(id);
  };
  const say = (...words) => __say(words.map(String).join(' '));
  globalThis.console = { log: say, info: say, warn: say, error: say };
  globalThis.figma = standIn(0, false);
})();
