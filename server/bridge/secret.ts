/**
 * The per-user secret of the bridge. Processes of one user prove to one another that they can read it, both ways,
 * without ever sending it; the plugin gets a token made from it.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { chmod, link, mkdir, readFile, stat, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BridgeError } from './bridge-error.ts';

export const secretFile = 'bridge-secret';

/**
 * Reads the secret in `home`, making it (mode 0600, 32 random bytes as hex) when there is none. Several processes
 * may do so at once: all get the same one. Throws `SECRET` when the file is damaged or belongs to another user.
 */
export async function loadSecret(home: string): Promise<string> {
  const path = join(home, secretFile);
  const found = await readSecret(path);
  if (found) return found;
  await mkdir(home, { recursive: true, mode: 0o700 });
  const draft = join(home, `${secretFile}.${process.pid}.${randomBytes(6).toString('hex')}`);
  await writeFile(draft, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  try {
    // A link appears whole or not at all, and fails if another process was first: its secret is then the one.
    await link(draft, path);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  } finally {
    await unlink(draft);
  }
  const made = await readSecret(path);
  if (!made) throw new BridgeError('SECRET', `The file ${path} vanished while it was being made.`);
  return made;
}

async function readSecret(path: string): Promise<string | undefined> {
  let text: string;
  try {
    text = (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    if (isCode(error, 'EACCES')) throw new BridgeError('SECRET', `The file ${path} cannot be read.`);
    throw error;
  }
  if (!/^[0-9a-f]{64}$/.test(text))
    throw new BridgeError('SECRET', `The file ${path} is damaged; delete it and build the plugin again.`);
  const { mode, uid } = await stat(path);
  const me = process.getuid?.();
  if (me === undefined) return text;
  if (uid !== me) throw new BridgeError('SECRET', `The file ${path} belongs to another user.`);
  if ((mode & 0o077) !== 0) await chmod(path, 0o600);
  return text;
}

/** The token written into the plugin's page when it is built. It does not reveal the secret. */
export function pairingToken(secret: string): string {
  return createHmac('sha256', secret).update('plugin-token').digest('hex');
}

/** A fresh challenge. */
export function makeNonce(): string {
  return randomBytes(24).toString('hex');
}

/** Proof that its maker knows the secret, bound to both nonces and to the role, so it cannot be reflected. */
export function makeProof(
  secret: string,
  role: 'peer' | 'hub',
  challengeNonce: string,
  joinNonce: string,
): string {
  return createHmac('sha256', secret).update(`${role}:${challengeNonce}:${joinNonce}`).digest('hex');
}

/** Compares two secrets in constant time. */
export function sameSecret(a: string, b: string): boolean {
  const left = createHmac('sha256', 'compare').update(a).digest();
  const right = createHmac('sha256', 'compare').update(b).digest();
  return timingSafeEqual(left, right);
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
