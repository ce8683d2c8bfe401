/**
 * Vue and Svelte single-file components. Their scripts are read by the same parser as everything else, their markup by
 * the HTML reader; that covers `defineProps`, options-API props, `export let` and `$props()` without the frameworks'
 * own compilers (20 MB and more).
 */
import type { ComponentProp } from '../../../schemas/bundle.ts';
import type { CodeComponent } from '../code/components.ts';
import { propsOf, typesOf } from '../code/props.ts';
import { dottedName, keyOf, literalText, type Node, parseCode, visit } from '../code/syntax.ts';
import { nestsTooDeep } from '../page/nesting.ts';
import { elements, readPage, textOf } from '../page/page.ts';

export function readSingleFile(file: string, text: string): CodeComponent | undefined {
  if (nestsTooDeep(text)) return undefined;
  const page = readPage(file, text);
  const props = new Map<string, ComponentProp>();
  for (const script of page.scripts) {
    const code = parseCode(`${file}.ts`, script.text);
    if (!code) continue;
    const types = typesOf(code.program);
    visit(code.program, (node) => {
      for (const prop of propsIn(node, types)) props.set(prop.name, prop);
      return undefined;
    });
  }
  const counts: Record<string, number> = {};
  const marks = new Set<string>();
  const words: string[] = [];
  for (const element of elements(page.root)) {
    if (['script', 'style', 'template'].includes(element.name)) continue;
    // Attribute names lose their case in HTML; component tags are told by the source text.
    const at = element.startIndex ?? 0;
    const name = /^<([\w.-]+)/.exec(text.slice(at, at + 80))?.[1] ?? element.name;
    counts[name] = (counts[name] ?? 0) + 1;
    for (const [attribute, value] of Object.entries(element.attribs)) {
      const event = /^(?:@|v-on:|on:)([\w-]+)/.exec(attribute)?.[1] ?? /^on([a-z]+)$/.exec(attribute)?.[1];
      if (event !== undefined) marks.add(`on:${event}`);
      if (attribute === 'role' || attribute === 'type') marks.add(`${attribute}:${value}`);
    }
    for (const child of element.children)
      if (child.type === 'text' && words.length < 40)
        words.push(
          textOf(child)
            .replace(/\{\{?[^}]*\}?\}/g, '')
            .trim(),
        );
  }
  if (Object.keys(counts).length === 0 && props.size === 0) return undefined;
  const base = file.replace(/^.*\//, '').replace(/\.\w+$/, '');
  const folder = file.split('/').at(-2) ?? base;
  return {
    name: pascal(/^(index|\+page|\+layout)$/.test(base) ? folder : base),
    file,
    line: 1,
    exported: true,
    props: [...props.values()],
    elements: counts,
    marks: [...marks].sort(),
    text: words.filter(Boolean).join(' ').slice(0, 400),
  };
}

const pascal = (text: string) =>
  text.replace(/(^|[-_.]+)(\w)/g, (_, __, letter: string) => letter.toUpperCase());

function propsIn(node: Node, types: ReturnType<typeof typesOf>): ComponentProp[] {
  // Svelte 4: `export let title = ""`.
  if (
    node.type === 'ExportNamedDeclaration' &&
    node.declaration?.type === 'VariableDeclaration' &&
    node.declaration.kind === 'let'
  ) {
    return node.declaration.declarations.flatMap(({ id, init }) =>
      id.type === 'Identifier' ? [{ name: id.name, required: !init }] : [],
    );
  }
  if (
    node.type === 'VariableDeclarator' &&
    node.init?.type === 'CallExpression' &&
    dottedName(node.init.callee) === '$props'
  ) {
    const parameter = node.id;
    return propsOf({ type: 'ArrowFunctionExpression', params: [parameter] } as unknown as Node, types);
  }
  if (node.type === 'CallExpression' && dottedName(node.callee) === 'defineProps') {
    const typed = node.typeParameters?.params[0];
    if (typed) {
      const annotation = { type: 'TSTypeAnnotation', typeAnnotation: typed };
      return propsOf(
        {
          type: 'ArrowFunctionExpression',
          params: [{ type: 'Identifier', name: 'props', typeAnnotation: annotation }],
        } as unknown as Node,
        types,
      );
    }
    const [argument] = node.arguments;
    return argument ? declaredProps(argument) : [];
  }
  if (node.type === 'ObjectProperty' && keyOf(node) === 'props') return declaredProps(node.value);
  return [];
}

/** `["a", "b"]` or `{ a: String, b: { type: Number, required: true } }`. */
function declaredProps(node: Node): ComponentProp[] {
  if (node.type === 'ArrayExpression') {
    return node.elements.flatMap((one) => {
      const name = one ? literalText(one) : undefined;
      return name === undefined ? [] : [{ name }];
    });
  }
  if (node.type !== 'ObjectExpression') return [];
  return node.properties.flatMap((member) => {
    const name = keyOf(member);
    if (name === undefined || member.type !== 'ObjectProperty') return [];
    const type = member.value.type === 'Identifier' ? member.value.name.toLowerCase() : undefined;
    return [{ name, ...(type !== undefined && { type }) }];
  });
}
