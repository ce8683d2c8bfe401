/** Pages the design tool packed into one file: the page itself is a JSON string inside a script. */
import { z } from 'zod';

const template = /<script[^>]*type=["']__bundler\/template["'][^>]*>([\s\S]*?)<\/script>/i;

export function unbundle(html: string): { html: string; bundled: boolean } {
  if (!html.includes('__bundler/')) return { html, bundled: false };
  const packed = template.exec(html)?.[1];
  if (packed === undefined) return { html, bundled: html.includes('type="__bundler/manifest"') };
  try {
    const text = z.string().safeParse(JSON.parse(packed));
    return { html: text.data ?? html, bundled: true };
  } catch {
    return { html, bundled: true };
  }
}
