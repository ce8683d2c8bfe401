/** Props from a declaration file: the interface named after the component, or the parameter of its function. */
import type { ComponentProp } from '../../../schemas/bundle.ts';
import { propsOf, typesOf } from './props.ts';
import { type Node, parseCode, visit } from './syntax.ts';

export function propsOfDeclaration(file: string, text: string, component: string): ComponentProp[] {
  const code = parseCode(file, text);
  if (!code) return [];
  const types = typesOf(code.program);
  const wanted = types.get(`${component}Props`) ?? [...types].find(([name]) => name.endsWith('Props'))?.[1];
  if (wanted) return propsOf(asFunction(wanted), types);
  let declared: Node | undefined;
  visit(code.program, (node) => {
    if (node.type === 'TSDeclareFunction' && node.id?.name === component) declared = node;
    return declared === undefined;
  });
  return declared ? propsOf(declared, types) : [];
}

/** A stand-in whose one parameter has the type, so that there is one way to read props. */
const asFunction = (type: Node): Node =>
  ({
    type: 'TSDeclareFunction',
    params: [{ type: 'Identifier', name: 'props', typeAnnotation: type }],
  }) as unknown as Node;
