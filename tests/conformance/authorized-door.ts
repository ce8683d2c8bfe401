/** A door in front of the endpoint that adds the bearer token, because the suite has no way to send one. */
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Passes everything on unchanged but for the token and the port in `Host` and `Origin`: with that, a foreign Host or
 * Origin of the suite reaches the endpoint as foreign as it was.
 */
export async function openAuthorizedDoor(
  target: number,
  token: string,
): Promise<{ port: number; close(): Promise<void> }> {
  const door = createServer((incoming, outgoing) => {
    const { port } = door.address() as AddressInfo;
    const own = (value: string | undefined) => value?.replace(`:${port}`, `:${target}`);
    const headers = { ...incoming.headers, authorization: `Bearer ${token}` };
    if (headers.host !== undefined) headers.host = own(headers.host);
    if (headers.origin !== undefined) headers.origin = own(headers.origin);
    const onward = request(
      { host: '127.0.0.1', port: target, method: incoming.method, path: incoming.url, headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        outgoing.flushHeaders();
        answer.pipe(outgoing);
      },
    );
    onward.on('error', () => outgoing.destroy());
    outgoing.on('close', () => onward.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  return {
    port: (door.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        door.close(() => resolve());
        door.closeAllConnections();
      }),
  };
}
