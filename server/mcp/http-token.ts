/** The bearer token of `adsmith serve`, kept in Adsmith's folder so that clients can be configured once. */
import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, readFile, stat, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const tokenFile = 'http-token';
/** Shorter ones could be guessed by a program on the same machine. */
const shortestToken = 24;

export class HttpTokenError extends Error {
  override readonly name = 'HttpTokenError';
}

/**
 * Reads the token in `home`, making it (mode 0600, 32 random bytes as hex) when there is none. Several processes may
 * do so at once: all get the same one.
 * @throws HttpTokenError when the file is another user's, or holds no usable token.
 */
export async function loadHttpToken(home: string): Promise<{ token: string; file: string }> {
  const file = join(home, tokenFile);
  const found = await readToken(file);
  if (found !== undefined) return { token: found, file };
  await mkdir(home, { recursive: true, mode: 0o700 });
  const draft = join(home, `${tokenFile}.${process.pid}.${randomBytes(6).toString('hex')}`);
  await writeFile(draft, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  // A link appears whole or not at all, and fails if another process was first: its token is then the one.
  await link(draft, file)
    .catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    })
    .finally(() => unlink(draft));
  const token = await readToken(file);
  if (token === undefined) throw new HttpTokenError(`${file} vanished while it was being made; start again.`);
  return { token, file };
}

/** Checks a token given by flag or environment. */
export function checkHttpToken(token: string): string {
  if (token.length >= shortestToken && /^[\x21-\x7e]+$/.test(token)) return token;
  throw new HttpTokenError(
    `The HTTP token must have at least ${shortestToken} visible ASCII characters; leave it out to get a random one.`,
  );
}

async function readToken(file: string): Promise<string | undefined> {
  let text: string;
  try {
    text = (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new HttpTokenError(`${file} cannot be read: ${(error as Error).message}`);
  }
  const { mode, uid } = await stat(file);
  const me = process.getuid?.();
  if (me !== undefined && uid !== me) throw new HttpTokenError(`${file} belongs to another user.`);
  if (me !== undefined && (mode & 0o077) !== 0) await chmod(file, 0o600);
  try {
    return checkHttpToken(text);
  } catch {
    throw new HttpTokenError(`${file} is damaged; delete it to get a new token.`);
  }
}
