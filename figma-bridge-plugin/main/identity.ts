/** Which file and which run of the plugin this is. */
import type { FileInfo } from '../protocol/messages.ts';

const fileIdKey = 'file-id';

/**
 * The file's identity: Figma's key, or (for drafts Figma gives no key for) an id kept in the document. That id is
 * copied along when a file is duplicated, which is why the key comes first.
 */
export function fileInfo(figma: PluginAPI): FileInfo {
  const name = figma.root.name.slice(0, 300);
  if (figma.fileKey) return { key: figma.fileKey, name };
  const known = figma.root.getPluginData(fileIdKey);
  if (known !== '') return { key: known, name };
  const key = `local-${randomId()}`;
  figma.root.setPluginData(fileIdKey, key);
  return { key, name };
}

/** 128 random bits in hex. Names things; proves nothing: the sandbox has no `crypto`. */
export function randomId(): string {
  let id = '';
  while (id.length < 32)
    id += Math.floor(Math.random() * 0x10000)
      .toString(16)
      .padStart(4, '0');
  return id;
}
