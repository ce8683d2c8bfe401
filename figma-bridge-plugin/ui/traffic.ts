/** A message of the socket as a line of the debug view. */
import type { TrafficLine } from './model.ts';

let number = 0;
const longest = 20_000;

export function trafficLine(
  direction: 'in' | 'out',
  message: { type: string; bytes?: Uint8Array },
): TrafficLine {
  const json = JSON.stringify(
    message,
    (_, value: unknown) => (value instanceof Uint8Array ? `<${value.length} bytes>` : value),
    2,
  );
  number += 1;
  return {
    id: number,
    at: Date.now(),
    direction,
    type: message.type,
    bytes: json.length + (message.bytes?.length ?? 0),
    payload:
      json.length > longest ? `${json.slice(0, longest)}\n… ${json.length - longest} more characters` : json,
  };
}
