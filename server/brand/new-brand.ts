/** A new brand's folder: the structure, and files that say what belongs in them. Nothing in them is a fact. */
import { randomUUID } from 'node:crypto';
import { mkdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BrandError } from './brand-error.ts';

/** Names some system keeps for itself, and the folders of a brand. */
const reserved =
  /^(con|prn|aux|nul|com\d|lpt\d|brand|brands|products|ads|node_modules|lost\+found|thumbs\.db|desktop\.ini)(\..*)?$/i;

/**
 * Creates `<folder>/<name>` and answers its path. `name` may be as people write it ("Acme Tea"); the folder is called
 * `acme-tea`. Throws `BrandError` for a name that is no folder name, and when the folder is there already.
 */
export async function createBrand(name: string, folder: string): Promise<{ id: string; path: string }> {
  const id = brandId(name);
  await mkdir(folder, { recursive: true });
  const root = await realpath(folder);
  const path = join(root, id);
  if (await stat(path).catch(() => undefined)) {
    throw new BrandError(
      'bad_name',
      'this folder is there already',
      path,
      'Choose another name, or edit its files',
    );
  }
  // Made aside and moved, so that nobody ever sees half a brand.
  const draft = join(root, `.adsmith-${randomUUID()}`);
  try {
    for (const [file, text] of Object.entries(filesOf(name.trim()))) {
      await mkdir(dirname(join(draft, file)), { recursive: true });
      await writeFile(join(draft, file), text);
    }
    await rename(draft, path);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return { id, path };
}

/** The folder name of a brand: letters and digits of any script, with `-` between the words. Throws `BrandError`. */
export function brandId(name: string): string {
  const bad = (what: string) =>
    new BrandError(
      'bad_name',
      what,
      JSON.stringify(name),
      'Use letters, digits, spaces and "-", e.g. "Acme Tea"',
    );
  const trimmed = name.trim();
  if (trimmed === '') throw bad('the name is empty');
  if (/[\\/:]|\.\./.test(trimmed)) throw bad('a name is no path');
  if (/^\./.test(trimmed)) throw bad('a name does not begin with a dot');
  if (/[\p{Cc}\p{Cf}*?"<>|]/u.test(trimmed))
    throw bad('the name has characters that folder names cannot have');
  const id = trimmed
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}._]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/g, '');
  if (id === '') throw bad('the name has no letter and no digit');
  if (Buffer.byteLength(id) > 80) throw bad('the name is too long');
  if (reserved.test(id)) throw bad('this name is reserved');
  return id;
}

/** Hints are comments: readers skip them, so that an empty brand says nothing. */
function filesOf(name: string): Record<string, string> {
  // A heading is one line, whatever the name.
  const title = name.replace(/\s+/g, ' ');
  return {
    'brand/overview.md': `# ${title}

<!--
One paragraph: what the brand sells, to whom, and how people should feel about it.
-->

## Colours

<!--
A table or a list: name, hex value, what it is for. For example a line such as
"Pine, hash 1f3b33, text and logo" with the hash written as a sign.
Say which is the light background, which is the text, which is the accent.
Colours not to be used go under a heading "Do not use".
-->

## Typography

<!--
The families by role, with weights: headlines, body, labels. Name fonts that are in Figma or on this machine.
-->

## Pictures

<!--
Light, angle, surfaces, people or none. What never to show.
-->
`,
    'brand/voice.md': `# Voice

<!--
One sentence that describes how the brand speaks.
-->

## Do

## Don't

## Lines that sound like us
`,
    'brand/README.md': `# In this folder

<!--
Put the logo here: logo.svg, drawn as outlines, and one for dark backgrounds (logo-light.svg). PNG works too, at
least 1000 px wide. Further Markdown files of yours are read as well.
-->
`,
    'products/README.md': `# Products

<!--
A folder for each product, named like it (products/first-tea/), with

- spec.md: one line what it is, then "Price", and the sections "Benefits", "Claims allowed", "Claims not allowed",
  "Shot notes". Only what stands under "Claims allowed" is said in ads.
- assets/: cut-outs with a transparent background, PNG or WebP, 1000 px or more. The one named like the product is
  the main picture.
- learnings.md: what ads for it have taught. Adsmith adds to it; you may too.
-->
`,
    'ads/concepts-log.md': `# Concepts log

<!--
One block for each finished ad. Adsmith adds them (complete_concept) and leaves what you write as it is.
-->
`,
    'ads/angles.md': `# Angle Index

<!--
One block for each angle, with its concepts. Adsmith adds to it and leaves what you write as it is.
-->
`,
    'learnings.md': `# Learnings: ${title}

<!--
What holds for all products of the brand, as a list.
-->
`,
  };
}
