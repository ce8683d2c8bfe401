/** The components of a project, read once and kept up to date file by file. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CodeComponent, readComponents } from '../code/components.ts';
import { parseCode } from '../code/syntax.ts';
import { walkProject } from '../project/walk-project.ts';
import { nameWords } from './names.ts';
import { readSingleFile } from './read-sfc.ts';
import type { Comparable } from './score.ts';

export interface IndexedComponent extends Comparable {
  /** Relative to the project. */
  file: string;
  line: number;
  exported: boolean;
  source: 'files' | 'storybook';
  /** For a catalogue: which one, "Storybook (storybook-static)". */
  from?: string;
  /** How it is imported, where the catalogue says so. */
  importLine?: string;
}

const MOST_BYTES = 512 * 1024;
const source = /\.(tsx|jsx|vue|svelte)$/;
const notSource = /\.(test|spec|stories|story|d)\.[jt]sx?$|(^|\/)(__tests__|e2e|cypress)\//;
const page =
  /(^|\/)(pages|routes|screens|views|app)\/(?!.*\/components\/)|(^|\/)(page|layout|route)\.[jt]sx$|(Page|Screen|View)\.\w+$/;

export class ComponentIndex {
  private readonly files = new Map<string, { stamp: string; components: IndexedComponent[] }>();
  /** Files no parser could read. */
  readonly unreadable = new Set<string>();
  truncated = false;

  constructor(readonly root: string) {}

  /** Reads what is new or changed since the last call and forgets what is gone. */
  refresh(): readonly IndexedComponent[] {
    const { files, truncated } = walkProject(this.root, (path) => source.test(path) && !notSource.test(path));
    this.truncated = truncated;
    const present = new Set<string>();
    for (const { path, stamp, bytes } of files) {
      present.add(path);
      if (bytes > MOST_BYTES || this.files.get(path)?.stamp === stamp) continue;
      this.files.set(path, { stamp, components: this.read(path) });
    }
    for (const path of this.files.keys()) if (!present.has(path)) this.files.delete(path);
    return [...this.files.values()].flatMap(({ components }) => components);
  }

  private read(path: string): IndexedComponent[] {
    try {
      const text = readFileSync(join(this.root, path), 'utf8');
      this.unreadable.delete(path);
      if (/\.(vue|svelte)$/.test(path)) {
        const component = readSingleFile(path, text);
        return component ? [indexed(component)] : [];
      }
      const code = parseCode(path, text);
      if (!code) this.unreadable.add(path);
      return code ? readComponents(code).map(indexed) : [];
    } catch {
      this.unreadable.add(path);
      return [];
    }
  }
}

function indexed(component: CodeComponent): IndexedComponent {
  return {
    name: component.name,
    words: nameWords(component.name),
    props: component.props,
    elements: component.elements,
    marks: component.marks,
    text: textWords(`${component.doc ?? ''} ${component.text}`),
    kind: isPage(component) ? 'page' : 'part',
    file: component.file,
    line: component.line,
    exported: component.exported,
    source: 'files',
  };
}

/** A file in a folder of pages makes its main component a page; helpers beside it stay parts. */
const isPage = ({ name, file }: CodeComponent): boolean =>
  page.test(file) &&
  (/(Page|Screen|View)$|^Page$/.test(name) || file.replace(/^.*\//, '').replace(/\.\w+$/, '') === name);

/** Words of prose worth comparing. */
export const textWords = (text: string): string[] => [
  ...new Set(
    text
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word.length > 3),
  ),
];
