/** Makes drafts of tool calls, checks them with the compiler, and loads them as tools. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import ts from 'typescript';
import { packageRoot } from '../../server/config/settings.ts';
import { draftName, draftSource, observe } from '../../server/drafts/index.ts';
import { referenceableArguments } from '../../server/telemetry/argument-names.ts';
import type { AnyTool } from '../../tools/define.ts';
import { allTools } from '../../tools/index.ts';

const isReferenceable = referenceableArguments(allTools);

export interface Draft {
  name: string;
  source: string;
}

/** The draft that several uses of a tool, all of one pattern, lead to. */
export function draftOf(tool: string, uses: readonly unknown[]): Draft {
  const observed = uses.map((args) => observe(tool, args, isReferenceable));
  const [first] = observed;
  if (!first) throw new Error(`${tool}: no pattern`);
  const patterns = new Set(observed.map((use) => JSON.stringify(use?.pattern)));
  if (patterns.size > 1) throw new Error(`${tool}: ${patterns.size} patterns, not one`);
  const name = draftName(first.pattern);
  const seen = observed.flatMap((use) => (use ? [{ example: use.example, uses: 1 }] : []));
  const source = draftSource({ name, pattern: first.pattern, seen, uses: 5, sessions: 2 });
  if (source === undefined) throw new Error(`${tool}: not drafted`);
  return { name, source };
}

/** What the compiler says about them, as if they stood in `tools/_drafts/`. */
export function compilerErrors(drafts: readonly Draft[]): string[] {
  const config = ts.readConfigFile(join(packageRoot, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, packageRoot);
  const files = new Map(
    drafts.map(({ name, source }) => [join(packageRoot, 'tools', '_drafts', `${name}.ts`), source]),
  );
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists, getSourceFile, directoryExists } = host;
  host.readFile = (path) => files.get(path) ?? readFile(path);
  host.fileExists = (path) => files.has(path) || fileExists(path);
  host.directoryExists = (path) =>
    [...files.keys()].some((file) => dirname(file) === path) || (directoryExists?.(path) ?? true);
  host.getSourceFile = (path, language, ...rest) => {
    const source = files.get(path);
    return source === undefined
      ? getSourceFile(path, language, ...rest)
      : ts.createSourceFile(path, source, language, true);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return [...files.keys()].flatMap((path) => {
    const file = program.getSourceFile(path);
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
      ({ messageText }) => `${path}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
    );
  });
}

/** The tool a draft defines. */
export async function loadDraft({ name, source }: Draft): Promise<AnyTool> {
  const folder = join(packageRoot, 'node_modules', '.cache', 'adsmith-drafts', `${process.pid}`);
  await mkdir(folder, { recursive: true });
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: join(packageRoot, 'tools', '_drafts'), loader: 'ts' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    packages: 'external',
  });
  const file = join(folder, `${name}.mjs`);
  await writeFile(file, outputFiles[0]?.text ?? '');
  const module = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as Record<string, AnyTool>;
  const [tool] = Object.values(module);
  if (!tool) throw new Error(`${name} exports nothing`);
  return tool;
}
