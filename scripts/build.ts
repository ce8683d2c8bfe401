/**
 * Builds the published form: one bundle with lazily loaded chunks, native packages left outside.
 *
 *   npm run build [-- FOLDER]     default: dist
 */
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundlePlugin } from '../figma-bridge-plugin/package/bundle.ts';

const outdir = process.argv[2] ?? 'dist';
await rm(outdir, { recursive: true, force: true });
const result = await build({
  entryPoints: ['server/main.ts'],
  outdir,
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  minifySyntax: true,
  // Identifiers keep their names; esbuild's `keepNames` would also name every inner function again, each time it is made.
  minifyWhitespace: true,
  legalComments: 'none',
  metafile: true,
  chunkNames: 'chunks/[name]-[hash]',
  // Packages with binaries or data files beside their code stay in node_modules.
  external: [
    'sharp',
    'better-sqlite3',
    'canvaskit-wasm',
    'yoga-layout',
    'css-tree',
    'playwright-core',
    '@fontsource/*',
    '@fontsource-variable/*',
    'inter-ui',
  ],
  // CommonJS packages inside an ES module bundle ask for `require`.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
});
await chmod(join(outdir, 'main.js'), 0o755);

// The plugin without its pairing token, which `adsmith plugin` writes in on the user's machine.
const plugin = await bundlePlugin({ source: 'figma-bridge-plugin' });
await mkdir(join(outdir, 'plugin'), { recursive: true });
await writeFile(join(outdir, 'plugin', 'main.js'), plugin.main);
await writeFile(join(outdir, 'plugin', 'ui.html'), plugin.html);

const outputs = Object.entries(result.metafile.outputs);
const total = outputs.reduce((sum, [, { bytes }]) => sum + bytes, 0);
process.stdout.write(`${outdir}: ${outputs.length} files, ${Math.round(total / 1024)} kB\n`);
