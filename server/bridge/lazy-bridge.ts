/** A bridge that is made when it is first needed, when the client's name is known. */
import { type Bridge, type BridgeOptions, createBridge } from './bridge.ts';

export interface LazyBridge {
  get(): Bridge;
  /** The bridge, if something has needed it already. */
  ifMade(): Bridge | undefined;
  close(): Promise<void>;
}

export function createLazyBridge(options: () => BridgeOptions): LazyBridge {
  let bridge: Bridge | undefined;
  return {
    get() {
      bridge ??= createBridge(options());
      return bridge;
    },
    ifMade: () => bridge,
    close: async () => bridge?.close(),
  };
}
