import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadSecret, makeNonce, makeProof, pairingToken, sameSecret, secretFile } from './secret.ts';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'adsmith-secret-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

it('makes one secret, readable by its owner only, in a folder that may not exist yet', async () => {
  const folder = join(home, 'a', 'b');
  const secret = await loadSecret(folder);
  expect(secret).toMatch(/^[0-9a-f]{64}$/);
  expect(await loadSecret(folder)).toBe(secret);
  expect((await stat(join(folder, secretFile))).mode & 0o777).toBe(0o600);
});

it('gives everyone the same secret when many ask at once, and leaves no drafts behind', async () => {
  const secrets = await Promise.all(Array.from({ length: 30 }, () => loadSecret(home)));
  expect(new Set(secrets).size).toBe(1);
  expect(await readdir(home)).toEqual([secretFile]);
});

it('takes away the rights of others', async () => {
  await loadSecret(home);
  await chmod(join(home, secretFile), 0o644);
  await loadSecret(home);
  expect((await stat(join(home, secretFile))).mode & 0o777).toBe(0o600);
});

it('does not replace a damaged secret, but says what to do', async () => {
  await writeFile(join(home, secretFile), 'short');
  await expect(loadSecret(home)).rejects.toMatchObject({ bridge: 'SECRET' });
  await expect(loadSecret(home)).rejects.toThrow(/delete it/);
  expect(await readFile(join(home, secretFile), 'utf8')).toBe('short');
});

it('makes proofs that depend on the secret, the role and both nonces', () => {
  const [a, b] = [makeNonce(), makeNonce()];
  const proof = makeProof('secret', 'peer', a, b);
  expect(makeProof('secret', 'peer', a, b)).toBe(proof);
  const others = [
    makeProof('other', 'peer', a, b),
    makeProof('secret', 'hub', a, b),
    makeProof('secret', 'peer', b, a),
    makeProof('secret', 'peer', a, makeNonce()),
  ];
  expect(others).not.toContain(proof);
});

it('gives the plugin a token that is not the secret', async () => {
  const secret = await loadSecret(home);
  expect(pairingToken(secret)).not.toContain(secret);
  expect(sameSecret(pairingToken(secret), pairingToken(secret))).toBe(true);
  expect(sameSecret(pairingToken(secret), pairingToken(`${secret}x`))).toBe(false);
});
