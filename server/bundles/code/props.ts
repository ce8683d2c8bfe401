/** Props of a component from its parameters and, in TypeScript, from the types they are declared with. */
import type { Node } from '@babel/types';
import type { ComponentProp } from '../../../schemas/bundle.ts';
import { keyOf, literalText, visit } from './syntax.ts';

export type TypeTable = ReadonlyMap<string, Node>;

/** Interfaces and type aliases of a module, by name. */
export function typesOf(program: Node): TypeTable {
  const types = new Map<string, Node>();
  visit(program, (node) => {
    if (node.type === 'TSInterfaceDeclaration') types.set(node.id.name, node);
    else if (node.type === 'TSTypeAliasDeclaration') types.set(node.id.name, node.typeAnnotation);
    return node.type !== 'BlockStatement' && !/Function|Class|Variable|Expression/.test(node.type);
  });
  return types;
}

/** `annotation`: the type of the variable the function is assigned to, e.g. `React.FC<Props>`. */
export function propsOf(body: Node, types: TypeTable, annotation?: Node): ComponentProp[] {
  const props = new Map<string, ComponentProp>();
  const [parameter] = 'params' in body && Array.isArray(body.params) ? (body.params as Node[]) : [];
  for (const prop of typedProps(typeArgument(annotation), types)) props.set(prop.name, prop);
  if (parameter) readParameter(parameter, types, props);
  if (body.type === 'ClassDeclaration' || body.type === 'ClassExpression') {
    for (const prop of typedProps(body.superTypeParameters ?? undefined, types)) props.set(prop.name, prop);
  }
  // `props.x` of an undestructured parameter, and `this.props.x` of a class.
  const whole = parameter?.type === 'Identifier' ? parameter.name : undefined;
  visit(body, (node) => {
    if (node.type === 'MemberExpression' && !node.computed && node.property.type === 'Identifier') {
      const { object } = node;
      const isProps =
        (object.type === 'Identifier' && object.name === whole) ||
        (object.type === 'MemberExpression' &&
          object.object.type === 'ThisExpression' &&
          object.property.type === 'Identifier' &&
          object.property.name === 'props');
      if (isProps && !props.has(node.property.name))
        props.set(node.property.name, { name: node.property.name });
    }
    return undefined;
  });
  return [...props.values()].filter(({ name }) => name !== 'ref' && name !== 'key');
}

function readParameter(parameter: Node, types: TypeTable, props: Map<string, ComponentProp>): void {
  const target = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
  const annotation =
    'typeAnnotation' in target ? (target.typeAnnotation as Node | null | undefined) : undefined;
  for (const prop of typedProps(annotation ?? undefined, types)) props.set(prop.name, prop);
  if (target.type !== 'ObjectPattern') return;
  for (const member of target.properties) {
    if (member.type !== 'ObjectProperty') continue;
    const name = keyOf(member);
    if (name === undefined) continue;
    const fallback = member.value.type === 'AssignmentPattern' ? member.value.right : undefined;
    const known = props.get(name);
    props.set(name, {
      name,
      ...(known ?? {}),
      ...(known?.type === undefined && fallback && typeOfDefault(fallback)),
      ...(fallback && { required: false }),
    });
  }
}

const typeOfDefault = (node: Node): { type: string } | undefined => {
  const text = literalText(node);
  if (node.type === 'BooleanLiteral') return { type: 'boolean' };
  if (node.type === 'NumericLiteral') return { type: 'number' };
  if (text !== undefined) return { type: 'string' };
  if (node.type === 'ArrayExpression') return { type: 'array' };
  return undefined;
};

/** `React.FC<Props>` and the like: the first type argument is the props. */
function typeArgument(annotation: Node | undefined): Node | undefined {
  if (annotation?.type !== 'TSTypeAnnotation') return undefined;
  const type = annotation.typeAnnotation;
  return type.type === 'TSTypeReference' ? (type.typeParameters?.params[0] ?? undefined) : undefined;
}

function typedProps(node: Node | undefined, types: TypeTable, depth = 6): ComponentProp[] {
  if (!node || depth === 0) return [];
  switch (node.type) {
    case 'TSTypeAnnotation':
    case 'TSParenthesizedType':
      return typedProps(node.typeAnnotation, types, depth - 1);
    case 'TSTypeParameterInstantiation':
      return node.params.flatMap((one) => typedProps(one, types, depth - 1));
    case 'TSTypeLiteral':
      return node.members.flatMap(member);
    case 'TSInterfaceDeclaration':
      return [
        ...(node.extends ?? []).flatMap((one) =>
          one.expression.type === 'Identifier'
            ? typedProps(types.get(one.expression.name), types, depth - 1)
            : [],
        ),
        ...node.body.body.flatMap(member),
      ];
    case 'TSIntersectionType':
      return node.types.flatMap((one) => typedProps(one, types, depth - 1));
    case 'TSTypeReference': {
      const name = node.typeName.type === 'Identifier' ? node.typeName.name : undefined;
      const known = name === undefined ? undefined : types.get(name);
      if (known) return typedProps(known, types, depth - 1);
      // PropsWithChildren<X>, Partial<X>, Omit<X, ...>, ComponentProps<...>: the first argument carries the names.
      return typedProps(node.typeParameters?.params[0], types, depth - 1);
    }
    default:
      return [];
  }
}

function member(node: Node): ComponentProp[] {
  if (node.type !== 'TSPropertySignature' && node.type !== 'TSMethodSignature') return [];
  const name = node.key.type === 'Identifier' ? node.key.name : literalText(node.key);
  if (name === undefined) return [];
  const type = node.type === 'TSMethodSignature' ? 'function' : node.typeAnnotation?.typeAnnotation;
  const described = typeof type === 'string' ? { type } : describeType(type);
  return [{ name, ...described, required: node.optional !== true }];
}

const simple: Record<string, string> = {
  TSStringKeyword: 'string',
  TSNumberKeyword: 'number',
  TSBooleanKeyword: 'boolean',
  TSFunctionType: 'function',
  TSArrayType: 'array',
  TSTypeLiteral: 'object',
  TSAnyKeyword: 'any',
};

function describeType(node: Node | undefined): { type?: string; values?: string[] } {
  if (!node) return {};
  if (node.type === 'TSUnionType') {
    const values = node.types.map((one) =>
      one.type === 'TSLiteralType' ? literalText(one.literal) : undefined,
    );
    const known = values.filter((one): one is string => one !== undefined);
    return known.length > 0 ? { type: 'enum', values: known } : describeType(node.types[0]);
  }
  if (node.type === 'TSLiteralType') return { type: 'enum', values: [literalText(node.literal) ?? ''] };
  if (node.type === 'TSTypeReference' && node.typeName.type === 'Identifier')
    return { type: node.typeName.name };
  if (node.type === 'TSTypeReference' && node.typeName.type === 'TSQualifiedName')
    return { type: node.typeName.right.name };
  const name = simple[node.type];
  return name === undefined ? {} : { type: name };
}
