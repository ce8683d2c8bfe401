/** Fonts in folders: the user's own and the operating system's. Only the tables that name a font are read. */
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { FontFace } from './face.ts';
import { type FaceInfo, readFace } from './face-info.ts';
import { faceCount, withFile } from './sfnt.ts';

export interface FontProblem {
  path: string;
  reason: string;
}

/** Where each operating system keeps fonts. */
export function systemFontFolders(platform: NodeJS.Platform = process.platform): string[] {
  const home = homedir();
  if (platform === 'darwin') return ['/System/Library/Fonts', '/Library/Fonts', join(home, 'Library/Fonts')];
  if (platform === 'win32') {
    const local = process.env['LOCALAPPDATA'] ?? join(home, 'AppData/Local');
    return [join(process.env['WINDIR'] ?? 'C:/Windows', 'Fonts'), join(local, 'Microsoft/Windows/Fonts')];
  }
  const data = process.env['XDG_DATA_HOME'] ?? join(home, '.local/share');
  return ['/usr/share/fonts', '/usr/local/share/fonts', join(data, 'fonts'), join(home, '.fonts')];
}

type IndexedFace = Pick<
  FaceInfo,
  'family' | 'style' | 'weight' | 'italic' | 'axes' | 'instances' | 'unicodeRangeBits'
>;
interface IndexedFile {
  size: number;
  modified: number;
  faces?: IndexedFace[];
  problem?: string;
}
interface IndexFile {
  version: 1;
  files: Record<string, IndexedFile>;
}

/**
 * The faces of every font file below `folders`. Missing folders are skipped; broken files are reported, not thrown.
 * `indexPath` keeps what was read, so an unchanged file is not opened again.
 */
export function scanFontFolders(
  folders: string[],
  indexPath: string | undefined,
): { faces: FontFace[]; problems: FontProblem[] } {
  const known = indexPath ? readIndex(indexPath) : {};
  const next: Record<string, IndexedFile> = {};
  let changed = false;
  for (const path of new Set(folders.flatMap(fontFilesBelow))) {
    try {
      const stat = statSync(path);
      const before = known[path];
      if (before && before.size === stat.size && before.modified === stat.mtimeMs) next[path] = before;
      else {
        next[path] = { size: stat.size, modified: stat.mtimeMs, ...readFaces(path) };
        changed = true;
      }
    } catch (error) {
      next[path] = { size: 0, modified: 0, problem: messageOf(error) };
    }
  }
  if (indexPath && (changed || Object.keys(known).length !== Object.keys(next).length))
    writeIndex(indexPath, next);
  return {
    faces: Object.entries(next).flatMap(([path, file]) =>
      (file.faces ?? []).flatMap((face, index) => fontFaces(path, index, face)),
    ),
    problems: Object.entries(next).flatMap(([path, file]) =>
      file.problem ? [{ path, reason: file.problem }] : [],
    ),
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function fontFilesBelow(folder: string): string[] {
  let entries: string[];
  try {
    entries = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch {
    return [];
  }
  return entries
    .filter((name) => /\.(ttf|otf|ttc|otc|woff2?)$/i.test(name))
    .sort()
    .map((name) => join(folder, name));
}

function readFaces(path: string): Pick<IndexedFile, 'faces' | 'problem'> {
  try {
    return withFile(path, (source) => {
      const faces: IndexedFace[] = [];
      for (let i = 0; i < faceCount(source); i++) {
        const { metrics: _, ...face } = readFace(source, i);
        faces.push(face);
      }
      return { faces };
    });
  } catch (error) {
    return { problem: messageOf(error) };
  }
}

/** A variable font offers its named instances as styles; a font without any offers its own style. */
function fontFaces(path: string, faceIndex: number, face: IndexedFace): FontFace[] {
  const files = [{ id: `${path}#${faceIndex}`, path, faceIndex }];
  const common = {
    family: face.family,
    axes: face.axes,
    files,
    unicodeRangeBits: face.unicodeRangeBits,
  };
  if (face.instances.length === 0)
    return [{ ...common, style: face.style, weight: face.weight, italic: face.italic, variations: {} }];
  return face.instances.map((instance) => ({
    ...common,
    style: instance.name,
    weight: instance.coordinates['wght'] ?? face.weight,
    italic: face.italic || (instance.coordinates['ital'] ?? 0) > 0 || (instance.coordinates['slnt'] ?? 0) < 0,
    variations: instance.coordinates,
  }));
}

function readIndex(path: string): Record<string, IndexedFile> {
  try {
    const index: IndexFile = JSON.parse(readFileSync(path, 'utf8'));
    return index.version === 1 ? index.files : {};
  } catch {
    return {}; // No index yet, or one that was cut short: read the fonts again.
  }
}

function writeIndex(path: string, files: Record<string, IndexedFile>): void {
  const index: IndexFile = { version: 1, files };
  try {
    mkdirSync(dirname(path), { recursive: true });
    const temporary = `${path}.${process.pid}.tmp`;
    writeFileSync(temporary, JSON.stringify(index));
    renameSync(temporary, path);
  } catch {
    // The index only saves time; a read-only folder must not break text.
  }
}
