/** Where things stand, small enough to be told in passing: at most about 300 tokens. */
import { type BrandStore, conceptsPerAngle, formatCategories } from '../brand/index.ts';
import type { Concept, Owner } from './concept.ts';
import type { ConceptStore } from './concept-store.ts';
import { standingOf } from './standing.ts';

/** UTF-8 bytes of JSON: below 300 tokens. */
const maxBytes = 1_000;

export interface Resume {
  brand?: string | undefined;
  product?: string | undefined;
  /** "Time Theft 2/4". */
  angle?: string | undefined;
  /** 'c_1a2b #5 "Title" (Editorial), frame 1:23' */
  open?: string[] | undefined;
  /** 'Newest first: #4 "Title" (Provocation): summary'. */
  done?: string[] | undefined;
}

export interface ResumeQuestion {
  brand?: string | undefined;
  product?: string | undefined;
  angle?: string | undefined;
  /** Frame ids by concept, as the canvas has them. */
  frames?: ReadonlyMap<string, string> | undefined;
  /** Last tool by concept. */
  steps?: ReadonlyMap<string, string> | undefined;
  me?: string | undefined;
  isBusy(owner: Owner): Promise<boolean>;
}

/** What is open and what was done last, of one brand. */
export async function resumeOf(
  parts: { brands: BrandStore; store: ConceptStore },
  question: ResumeQuestion,
): Promise<Resume> {
  const { brand, product } = question;
  if (brand === undefined) return {};
  const identity = await parts.brands.resolve(brand).catch(() => undefined);
  if (!identity) return {};
  const concepts = (await parts.store.all()).filter(({ folder }) => folder === identity.folder);
  const open = concepts.filter(({ status }) => status === 'open');
  const angle = question.angle ?? open.at(-1)?.angle ?? concepts.at(-1)?.angle;
  const standing =
    angle === undefined ? undefined : standingOf(angle, await parts.brands.memory(brand), open);
  const openLines = await Promise.all(
    open
      .slice(-4)
      .reverse()
      .map((concept) => openLine(concept, question)),
  );
  const done = concepts
    .filter(({ status }) => status === 'done')
    .sort((a, b) => (b.finishedAt ?? '').localeCompare(a.finishedAt ?? ''))
    .slice(0, 3);
  const build = (summary: number): Resume => ({
    brand: identity.id,
    ...(product !== undefined && { product }),
    ...(standing && {
      angle: `${cut(standing.angle, 60)} ${standing.count}/${conceptsPerAngle}${standing.visit > 0 ? ` (revisit ${standing.visit})` : ''}`,
    }),
    ...(openLines.length > 0 && { open: openLines }),
    ...(done.length > 0 && {
      done: done.map((concept) => `${headOf(concept)}: ${cut(concept.summary ?? '', summary)}`),
    }),
  });
  for (const summary of [200, 120, 60, 20]) {
    const resume = build(summary);
    if (Buffer.byteLength(JSON.stringify(resume)) <= maxBytes) return resume;
  }
  return { ...build(0), done: undefined, open: openLines.slice(0, 2) };
}

async function openLine(concept: Concept, { frames, steps, me, isBusy }: ResumeQuestion): Promise<string> {
  const frame = frames?.get(concept.id) ?? concept.frameId;
  const step = steps?.get(concept.id);
  const elsewhere = concept.owner.session !== me && (await isBusy(concept.owner));
  return [
    `${concept.id} ${headOf(concept)}`,
    frame === undefined ? 'no frame yet' : `frame ${frame}`,
    ...(step === undefined ? [] : [`last: ${step}`]),
    ...(elsewhere ? ['another client works on it'] : []),
  ].join(', ');
}

function headOf({ number, title, execution, format }: Concept): string {
  const name = formatCategories.find(({ id }) => id === format)?.name ?? format;
  const about = title ?? execution;
  return `#${number}${about === undefined ? '' : ` "${cut(about, 50)}"`} (${name})`;
}

function cut(written: string, length: number): string {
  const text = written.replace(/\s+/g, ' ').trim();
  if (text.length <= length) return text;
  const head = text.slice(0, Math.max(0, length - 3));
  return `${head.slice(0, Math.max(head.lastIndexOf(' '), head.length - 15, 0))}...`;
}
