/** Parsed design bundles as resources: what each holds, its parts and its files. */
import type { LazyBundles } from '../bundles/index.ts';
import type { ListedResource, ResourceProvider } from './resource-provider.ts';

const listUri = 'adsmith://bundles';
const base = 'adsmith://bundle/';
const payloadTemplate = 'adsmith://bundle/{id}';
const partTemplate = 'adsmith://bundle/{id}/{+part}';
/** Pictures and archives beyond this do not fit into clients' messages. */
const maxBytes = 2_000_000;

export function bundleResources(bundles: LazyBundles): ResourceProvider {
  const ids = async () => (await bundles.get()).ids();
  return {
    list: async (): Promise<ListedResource[]> => [
      {
        uri: listUri,
        name: 'design bundles',
        description: 'Bundles parse_bundle has opened, by id',
        mimeType: 'application/json',
      },
    ],
    templates: () => [
      {
        uriTemplate: payloadTemplate,
        name: 'design bundle',
        description: 'What a parsed bundle holds: screens, components, tokens, the wish behind it',
        mimeType: 'application/json',
      },
      {
        uriTemplate: partTemplate,
        name: 'part of a design bundle',
        description: 'tokens, w3c_tokens, components, chats, ... or a file of the bundle by path',
      },
    ],
    async read(uri) {
      if (uri === listUri) return json({ bundles: await ids() });
      if (!uri.startsWith(base)) return undefined;
      const [id = '', ...rest] = uri.slice(base.length).split('/');
      const service = await bundles.get();
      const parsed = await service.get(id);
      const part = rest.map(decodeURIComponent).join('/');
      if (part === '') return json(await service.payload(parsed));
      const { files } = parsed.bundle;
      if (!files.has(part)) return json(await service.part(parsed, part));
      const text = await files.text(part, maxBytes);
      return text === undefined
        ? { mimeType: 'application/octet-stream', bytes: await files.read(part, 0, maxBytes) }
        : { mimeType: 'text/plain', text };
    },
    async complete(target, { name, value }, given) {
      if (
        !('template' in target) ||
        (target.template !== payloadTemplate && target.template !== partTemplate)
      )
        return undefined;
      if (name === 'id') return (await ids()).filter((id) => id.startsWith(value));
      const id = given['id'];
      if (name !== 'part' || id === undefined) return [];
      const service = await bundles.get();
      const parsed = await service.get(id).catch(() => undefined);
      return [...service.parts, ...(parsed?.bundle.files.paths ?? [])]
        .filter((one) => one.startsWith(value))
        .slice(0, 100);
    },
  };
}

const json = (data: unknown) => ({ mimeType: 'application/json', text: JSON.stringify(data) });
