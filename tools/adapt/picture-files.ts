import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { resolveInRoots } from '../../server/assets/index.ts';
import { imageRoots } from '../brand.ts';
import type { ToolContext } from '../context.ts';

export interface PictureFiles {
  /** A path the tools can open: the file it came from, or the canvas's own pixels written to disk. */
  pathOf(recorded: string | undefined, hash: string): Promise<{ path: string; original: boolean }>;
  context: ToolContext;
}

export async function pictureFiles(frameId: string, context: ToolContext): Promise<PictureFiles> {
  const folder = join(context.settings.home, 'adapt');
  const roots = await imageRoots(context, context.canvas, frameId);
  return {
    context: { ...context, readableRoots: [...context.readableRoots, folder] },
    async pathOf(recorded, hash) {
      const found = recorded && (await resolveInRoots(recorded, roots).catch(() => undefined));
      if (found) return { path: found, original: true };
      const path = join(folder, `${hash}.img`);
      await mkdir(folder, { recursive: true });
      await writeFile(path, await context.canvas.image(hash));
      return { path, original: false };
    },
  };
}
