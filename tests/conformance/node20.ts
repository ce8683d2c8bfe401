/**
 * The suite's bundle imports `globSync`, which Node has since version 22, for a command that is not used here. On
 * Node 20 it is started with this hook, so that no second Node has to be installed.
 */
const resolveHook = `
export async function resolve(specifier, context, next) {
  if (specifier === 'fs' && context.parentURL?.includes('/conformance/'))
    return { url: 'fs-with-glob:', format: 'module', shortCircuit: true };
  return next(specifier, context);
}
export async function load(url, context, next) {
  if (url !== 'fs-with-glob:') return next(url, context);
  const source = \`
    import fs from 'node:fs';
    export * from 'node:fs';
    export const globSync = fs.globSync ?? (() => { throw new Error('globSync needs Node 22'); });
  \`;
  return { format: 'module', shortCircuit: true, source };
}`;

const dataUrl = (source: string) => `data:text/javascript,${encodeURIComponent(source)}`;

/** Arguments for `node` before the suite's own file. */
export const nodeArguments = [
  '--import',
  dataUrl(
    `import { register } from 'node:module'; register(${JSON.stringify(dataUrl(resolveHook))}, import.meta.url);`,
  ),
];
