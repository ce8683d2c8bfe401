/** One write to Figma, whose refusal says which property it was about. */
import { messageOf, pathOf, withContext } from '../errors.ts';

export function guarded(path: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    throw withContext(error, { path: pathOf(path, messageOf(error)) });
  }
}

export async function guardedAsync(path: string, write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    throw withContext(error, { path: pathOf(path, messageOf(error)) });
  }
}
