/** Bundles the plugin: the main thread's script and the panel's page, each one file as Figma wants them. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { checkMain } from './check-main.ts';

export interface PluginBundle {
  main: string;
  /** The panel, with the mark of its configuration still in it. */
  html: string;
}

export interface BundleOptions {
  /** Folder of the plugin's sources. */
  source: string;
  /** Module that exports `contractSuite`, for a development build. */
  contract?: string;
}

/** Throws when the sources do not compile or Figma would refuse the result. */
export async function bundlePlugin({ source, contract }: BundleOptions): Promise<PluginBundle> {
  const [main, html] = await Promise.all([bundleMain(source, contract), bundlePanel(source)]);
  checkMain(main);
  return { main, html };
}

async function bundleMain(source: string, contract: string | undefined): Promise<string> {
  const result = await build({
    entryPoints: [join(source, 'main.ts')],
    outfile: 'main.js',
    bundle: true,
    write: false,
    // Newer syntax parses in most of Figma's sandboxes, but not in all that are in use.
    target: 'es2017',
    format: 'iife',
    charset: 'ascii',
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    // The contract suite validates its programs itself, so that build has zod.
    plugins: [contractSuite(contract), ...(contract === undefined ? [noZod] : [englishOnly])],
  });
  return textOf(result.outputFiles, '.js');
}

/** Resolves `adsmith:contract-suite` to the suite, or to nothing. */
function contractSuite(contract: string | undefined): Plugin {
  return {
    name: 'contract-suite',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^adsmith:contract-suite$/ }, ({ path }) =>
        contract === undefined ? { path, namespace: 'none' } : { path: contract },
      );
      onLoad({ filter: /.*/, namespace: 'none' }, () => ({
        contents: 'export const contractSuite = undefined;',
      }));
    },
  };
}

/**
 * The main thread validates nothing: the panel did, at the door. 600 kB of zod would be parsed at every start, so a
 * module that brings it in by accident fails the build.
 */
const noZod: Plugin = {
  name: 'no-zod',
  setup({ onResolve }) {
    onResolve({ filter: /^zod$/ }, ({ importer }) => ({
      errors: [
        { text: `${importer} brings zod into the main bundle: import types only, or validate in the panel.` },
      ],
    }));
  },
};

/** zod brings its texts in fifty languages; they would be half of the panel. */
const englishOnly: Plugin = {
  name: 'english-only',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\/locales\/index\.js$/ }, () => ({ path: 'locales', namespace: 'english-only' }));
    onLoad({ filter: /.*/, namespace: 'english-only' }, () => ({ contents: 'export {};' }));
  },
};

async function bundlePanel(source: string): Promise<string> {
  const [page, result] = await Promise.all([
    readFile(join(source, 'ui/index.html'), 'utf8'),
    build({
      entryPoints: [join(source, 'ui/main.ts')],
      outdir: 'out',
      bundle: true,
      write: false,
      target: 'es2020',
      format: 'iife',
      charset: 'utf8',
      minify: true,
      legalComments: 'none',
      plugins: [englishOnly],
    }),
  ]);
  // A tag inside a string of the script would end the script element.
  const script = textOf(result.outputFiles, '.js')
    .replaceAll('</script', '<\\/script')
    .replaceAll('<!--', '<\\!--');
  return fill(fill(page, '/* styles */', textOf(result.outputFiles, '.css')), '/* script */', script);
}

/** Puts text in place of a mark, literally. */
function fill(page: string, mark: string, text: string): string {
  const parts = page.split(mark);
  if (parts.length !== 2) throw new Error(`The panel's page must contain ${mark} exactly once.`);
  return parts.join(text);
}

function textOf(files: { path: string; text: string }[], extension: string): string {
  const file = files.find(({ path }) => path.endsWith(extension));
  if (!file) throw new Error(`The build made no ${extension} file.`);
  return file.text.trim();
}
