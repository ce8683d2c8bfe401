/** References between files of a bundle. */
import { posix } from 'node:path';

/**
 * A reference as a path in the bundle, or as the URL it is when it leads elsewhere. Query and hash are dropped; a
 * leading "/" means the project's folder, which is where the design tool serves from.
 */
export function resolveReference(from: string, reference: string): { url: string; remote: boolean } {
  const text = reference.trim();
  if (/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(text)) return { url: text, remote: true };
  const [path = ''] = text.split(/[?#]/);
  let decoded = path;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    // A stray "%": taken as written.
  }
  if (decoded.startsWith('/'))
    return { url: posix.normalize(projectFolder(from) + decoded.slice(1)), remote: false };
  return { url: posix.normalize(posix.join(posix.dirname(from), decoded)), remote: false };
}

/** "b/project/a/b.html" -> "b/project/"; the file's own folder when there is no project folder. */
function projectFolder(path: string): string {
  const at = path.lastIndexOf('project/');
  if (at !== -1) return path.slice(0, at + 'project/'.length);
  const slash = path.lastIndexOf('/');
  return slash === -1 ? '' : path.slice(0, slash + 1);
}
