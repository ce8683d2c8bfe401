/** A server with a brand of its own to write to, for tests of what it remembers. */
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../../server/config/settings.ts';
import { type ClientOptions, startClient, type TestClient, temporaryFolder } from '../e2e/client.ts';

export interface Place {
  home: string;
  workspace: string;
  /** A copy of the sample brand in the workspace. */
  brand: string;
}

export async function newPlace(): Promise<Place> {
  const base = await temporaryFolder('memory');
  const [home, workspace] = [join(base, 'home'), join(base, 'work')];
  const brand = join(workspace, 'brands', 'ondrelle');
  await mkdir(home, { recursive: true });
  await cp(join(packageRoot, 'brands', 'ondrelle'), brand, { recursive: true });
  return { home, workspace, brand };
}

/** A brand with nothing but a name. */
export async function newBrand({ workspace }: Place, id: string): Promise<string> {
  const folder = join(workspace, 'brands', id);
  await mkdir(join(folder, 'brand'), { recursive: true });
  await mkdir(join(folder, 'products', 'mug'), { recursive: true });
  await writeFile(join(folder, 'brand', 'overview.md'), `# ${id}\n`);
  await writeFile(join(folder, 'products', 'mug', 'spec.md'), '# Mug\n');
  return folder;
}

export const startIn = (place: Place, options: ClientOptions = {}): Promise<TestClient> =>
  startClient({ ...options, home: place.home, workspace: place.workspace, args: ['--toolsets', 'all'] });
