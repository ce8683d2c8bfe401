import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { isPublicAddress } from '../../server/bundles/address.ts';
import { checkUrl } from '../../server/bundles/download.ts';
import { BundleService } from '../../server/bundles/service.ts';
import { newFolder, page, readme, writeTarGz } from './archives.ts';

let server: Server | undefined;
afterEach(() => new Promise<void>((done) => (server ? server.close(() => done()) : done())));

async function serve(listener: RequestListener, limits = {}) {
  server = createServer(listener);
  await new Promise<void>((ready) => server?.listen(0, '127.0.0.1', ready));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const folder = newFolder('store');
  return { origin, folder, service: new BundleService({ folder, roots: [], allowLoopback: true, limits }) };
}

const archive = async () =>
  readFileSync(
    await writeTarGz({
      'README.md': readme({}),
      'project/One.html': page('<p>1</p>'),
      'project/Two.html': page('<p>2</p>'),
    }),
  );

describe('fetching a bundle', () => {
  it('takes what the link holds, and the page the link names', async () => {
    const bytes = await archive();
    const { origin, service } = await serve((_, response) =>
      response.setHeader('content-type', 'text/plain').end(bytes),
    );
    const { bundle, facts } = await service.parse(`${origin}/v1/design/h/abc?open_file=Two.html`);
    expect(facts.primary).toMatchObject({ path: 'project/Two.html', chosenBy: 'URL' });
    expect(bundle.source).toBe(`${origin}/v1/design/h/abc`);
    expect((await service.parse(`${origin}/v1/design/h/abc?open_file=One.html`)).bundle.id).toBe(bundle.id);
  });

  it('follows a few redirects, each checked anew', async () => {
    const bytes = await archive();
    const { origin, service } = await serve((request, response) => {
      const [, step = '0'] = (request.url ?? '').split('/');
      if (Number(step) >= 2) response.end(bytes);
      else response.writeHead(302, { location: `/${Number(step) + 1}` }).end();
    });
    expect((await service.parse(`${origin}/0`)).facts.completeness).toBe('complete');
  });

  it.each([
    [
      'endless redirects',
      (_: unknown, response: { writeHead(code: number, headers: object): { end(): void } }) =>
        response.writeHead(302, { location: '/again' }).end(),
      /redirects/,
    ],
    [
      'a redirect into the private network',
      (_: unknown, response: { writeHead(code: number, headers: object): { end(): void } }) =>
        response.writeHead(302, { location: 'https://10.0.0.1/x' }).end(),
      /private network/,
    ],
    [
      'a redirect to a file',
      (_: unknown, response: { writeHead(code: number, headers: object): { end(): void } }) =>
        response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
      /not https/,
    ],
    [
      'an expired link',
      (_: unknown, response: { writeHead(code: number, headers: object): { end(): void } }) =>
        response.writeHead(404, {}).end(),
      /404/,
    ],
  ])('refuses %s', async (_, listener, message) => {
    const { origin, service, folder } = await serve(listener as RequestListener);
    await expect(service.parse(`${origin}/x`)).rejects.toThrow(message);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('stops at the size limit, with and without a declared length', async () => {
    const { origin, service, folder } = await serve(
      (request, response) => {
        if (request.url === '/declared') response.setHeader('content-length', 5_000_000);
        for (let sent = 0; sent < 50; sent += 1) response.write(Buffer.alloc(100_000));
        response.end();
      },
      { archiveBytes: 1_000_000 },
    );
    for (const path of ['declared', 'streamed'])
      await expect(service.parse(`${origin}/${path}`)).rejects.toMatchObject({ code: 'too_large' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('gives up on a server that never ends', async () => {
    const { origin, service } = await serve((_, response) => void response.write('x'), { fetchMs: 300 });
    await expect(service.parse(`${origin}/slow`)).rejects.toThrow(/within 0.3 s/);
    server?.closeAllConnections();
  });

  it('a web page is no archive', async () => {
    const { origin, service } = await serve((_, response) => response.end('<!doctype html><p>sign in</p>'));
    await expect(service.parse(`${origin}/x`)).rejects.toMatchObject({ code: 'not_a_bundle' });
  });
});

describe('which addresses', () => {
  it.each([
    ['http://example.com/a.zip', /not https/],
    ['http://localhost:1/a', /this machine/],
    ['https://127.0.0.1/a', /this machine/],
    ['https://[::1]/a', /this machine/],
    ['https://192.168.1.1/a', /private network/],
    ['https://169.254.169.254/latest', /private network/],
    ['https://[fd00::1]/a', /private network/],
    ['https://[::ffff:10.0.0.1]/a', /private network/],
    ['https://0x7f000001/a', /this machine|private network/],
    ['https://user:pass@example.com/a', /user name/],
    ['https://claude.ai/design/p/1', /own page/],
  ])('%s is refused by default', (url, message) => {
    expect(() => checkUrl(new URL(url), false)).toThrow(message);
  });

  it('public ones are taken', () => {
    expect(() => checkUrl(new URL('https://api.anthropic.com/v1/design/h/x'), false)).not.toThrow();
    for (const address of ['93.184.216.34', '2606:4700::1111', '::ffff:8.8.8.8'])
      expect(isPublicAddress(address)).toBe(true);
    for (const address of [
      '10.1.2.3',
      '100.64.0.1',
      '::',
      'fe80::1',
      '64:ff9b::a00:1',
      'nonsense',
      '::ffff:7f00:1',
    ])
      expect(isPublicAddress(address), address).toBe(false);
  });
});
