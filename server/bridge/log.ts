/** What the bridge logs to; pino's loggers fit. */
export interface BridgeLog {
  debug(facts: object, text: string): void;
  info(facts: object, text: string): void;
  warn(facts: object, text: string): void;
}

export const silentLog: BridgeLog = { debug() {}, info() {}, warn() {} };
