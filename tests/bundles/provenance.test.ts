import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Files, newFolder, newService, page, readme, writeTarGz } from './archives.ts';

const version = (card: string, bg: string): Files => ({
  'README.md': readme({ openFile: 'index.html' }),
  'project/index.html': page(
    '<div id="root"></div><script type="text/babel" src="card.jsx"></script><script type="text/babel" src="row.jsx"></script>',
    '<link rel="stylesheet" href="a.css">',
  ),
  'project/card.jsx': card,
  'project/row.jsx': 'function Row({ id }) { return <li>{id}</li>; }',
  'project/a.css': `:root { --bg: ${bg}; --ink: #111; }`,
});
const first = version('function Card({ title }) { return <div>{title}</div>; }', '#fff');
const second = version(
  'function Card({ title, tone }) { return <div><b>{title}</b>{tone}</div>; }',
  '#fafafa',
);

async function setting() {
  const project = newFolder('app');
  writeFileSync(join(project, 'package.json'), '{}');
  mkdirSync(join(project, 'src'));
  writeFileSync(join(project, 'src', 'Card.tsx'), 'export const Card = () => null;');
  writeFileSync(join(project, 'src', 'Row.tsx'), 'export const Row = () => null;');
  const [one, two] = [await writeTarGz(first), await writeTarGz(second)];
  const { service } = newService([project, dirname(one), dirname(two)]);
  return { project, one, two, service };
}

const link = {
  files: [
    { path: 'src/Card.tsx', components: ['Card'] },
    { path: 'src/Row.tsx', components: ['Row'] },
  ],
  status: 'imported',
};

describe('provenance', () => {
  it('links a bundle to files and a pull request, and can be added to', async () => {
    const { project, one, service } = await setting();
    const parsed = await service.parse(one);
    await service.link(parsed, project, { files: link.files.slice(0, 1), status: 'imported' });
    const { path, record } = await service.link(parsed, project, {
      files: link.files.slice(1),
      pr: { url: 'https://github.com/a/b/pull/7', number: 7 },
      status: 'imported',
    });
    expect(path).toBe(`.claude/design-handoffs/${parsed.bundle.id}.json`);
    const written = JSON.parse(readFileSync(join(project, path), 'utf8')) as typeof record;
    expect(written).toMatchObject({
      bundle_id: parsed.bundle.id,
      project_name: 'Demo Shop',
      pr: { number: 7 },
      files: [{ path: 'src/Card.tsx' }, { path: 'src/Row.tsx' }],
    });
    expect(JSON.stringify(written)).not.toContain(dirname(one));
    expect(existsSync(join(project, '.claude', 'design-handoffs'))).toBe(true);
  });

  it('a newer export says what changed, which files that touches, and which people have edited', async () => {
    const { project, one, two, service } = await setting();
    await service.link(await service.parse(one), project, link);
    writeFileSync(join(project, 'src', 'Card.tsx'), 'export const Card = () => <b/>; // by hand');
    const newer = await service.parse(two);
    expect(await service.since(newer, project)).toMatchObject({
      identical: false,
      designFiles: { added: [], changed: ['project/card.jsx', 'project/a.css'], removed: [] },
      components: { added: [], changed: ['Card'], removed: [] },
      tokens: { added: [], changed: ['--bg'], removed: [] },
      touches: ['src/Card.tsx'],
      editedSince: ['src/Card.tsx'],
    });
    const { record } = await service.link(newer, project, link);
    expect(record.supersedes).toBe((await service.parse(one)).bundle.id);
    expect(await service.payload(newer, project)).toMatchObject({ since_last_import: { identical: true } });
  });

  it('of components in one file, only those whose own lines changed; a shared import or constant is part of all', async () => {
    const file = (label: string, title: string) =>
      `const TITLE = "${title}";\nfunction Row() { return <li>{TITLE}</li>; }\nfunction Card() {\n  return <div className="p-4">${label}</div>;\n}\nfunction Foot() { return <p>end</p>; }\n`;
    const { project, service, one } = await setting();
    const make = (code: string, name: string) =>
      writeTarGz({ ...first, 'project/card.jsx': code, 'project/row.jsx': '' }, join(dirname(one), name));
    await service.link(await service.parse(await make(file('Buy', 'Shop'), 'a.tar.gz')), project, link);
    const changed = async (code: string, name: string) => {
      const since = await service.since(await service.parse(await make(code, name)), project);
      return { components: since?.components.changed, touches: since?.touches };
    };
    expect(await changed(file('Order', 'Shop'), 'b.tar.gz')).toEqual({
      components: ['Card'],
      touches: ['src/Card.tsx'],
    });
    expect(await changed(file('Buy', 'Store'), 'c.tar.gz')).toEqual({
      components: ['Row', 'Card', 'Foot'],
      touches: ['src/Card.tsx', 'src/Row.tsx'],
    });
  });

  it('the same design in another archive is recognised', async () => {
    const { project, one, service } = await setting();
    await service.link(await service.parse(one), project, link);
    const again = await writeTarGz(
      Object.fromEntries(Object.entries(first).map(([name, content]) => [`demo/${name}`, content])),
      join(dirname(one), 'again.tar.gz'),
    );
    expect(await service.since(await service.parse(again), project)).toMatchObject({
      identical: true,
      touches: [],
    });
  });

  it('writes nothing outside the project', async () => {
    const { project, one, service } = await setting();
    const parsed = await service.parse(one);
    await expect(
      service.link(parsed, project, { files: [{ path: '../evil.ts', components: [] }], status: 'x' }),
    ).rejects.toThrow(/not inside the project/);
    const outside = newFolder('outside');
    symlinkSync(outside, join(project, '.claude'));
    await expect(service.link(parsed, project, link)).rejects.toThrow();
    expect(existsSync(join(outside, 'design-handoffs'))).toBe(false);
  });

  it('a record that was damaged is passed over', async () => {
    const { project, one, service } = await setting();
    mkdirSync(join(project, '.claude', 'design-handoffs'), { recursive: true });
    writeFileSync(join(project, '.claude', 'design-handoffs', `${'a'.repeat(64)}.json`), '{"bundle_id": 1}');
    expect(await service.since(await service.parse(one), project)).toBeUndefined();
  });
});
