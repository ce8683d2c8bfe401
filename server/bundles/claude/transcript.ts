/** Chat transcripts: turns, the tools called in them, which user turns are asks, and how far the last one got. */

export interface Turn {
  role: 'user' | 'assistant';
  /** Markdown without the tool lines; HTML escapes undone. */
  text: string;
  /** Tool names in order; the export has neither arguments nor results. */
  tools: string[];
  /** Is a tool call the last thing in it? */
  endsWithTool: boolean;
}

export interface Transcript {
  path: string;
  title: string;
  /** As written, e.g. "2026-04-23 14:02 UTC". */
  startedAt?: string;
  turns: Turn[];
}

const toolLine = /^_\[tool: ([\w.:-]+)\]_\s*$/;

export function readTranscript(path: string, text: string): Transcript {
  const startedAt = /^_Started (.+?)_\s*$/m.exec(text)?.[1];
  const transcript: Transcript = {
    path,
    title: /^# (.+)$/m.exec(text)?.[1]?.trim() ?? 'Chat',
    ...(startedAt !== undefined && { startedAt }),
    turns: [],
  };
  let current: { turn: Turn; lines: string[] } | undefined;
  const close = () => {
    if (current) current.turn.text = unescapeHtml(current.lines.join('\n').trim());
  };
  for (const line of text.split('\n')) {
    const heading = /^## (User|Assistant)\s*$/.exec(line)?.[1];
    if (heading !== undefined) {
      close();
      const turn: Turn = {
        role: heading === 'User' ? 'user' : 'assistant',
        text: '',
        tools: [],
        endsWithTool: false,
      };
      transcript.turns.push(turn);
      current = { turn, lines: [] };
      continue;
    }
    if (!current) continue;
    const tool = toolLine.exec(line)?.[1];
    if (tool !== undefined) current.turn.tools.push(tool);
    else current.lines.push(line);
    if (line.trim() !== '') current.turn.endsWithTool = tool !== undefined;
  }
  close();
  return transcript;
}

/** Turns the design tool writes on the user's behalf; none of them is a wish. */
const automatic = [
  /^Fixing design-system issues/i,
  /^Verifier agent check completed/i,
  /^Apply (comment|drawing)/i,
  /^No issues found/i,
  /^Found issues\s*[—–-]/i,
  /^A background task has completed/i,
  /^GitHub connected/i,
  /^Continuing from ["“]/i,
  /^Save as standalone HTML:/i,
  /^Save this design as a (PDF|PPTX|PowerPoint|image|PNG)/i,
  /^Apply \d+ direct edits?/i,
  /^Questions answered:/i,
  /^<(system-info|system-reminder|attached_files|dom-diff|attachments)\b/i,
];

/** What is left of a user turn when the machine-made blocks around it are taken away; "" if nothing is. */
export function askOf(turn: Turn): string {
  if (turn.role !== 'user') return '';
  const text = turn.text
    .replace(
      /<(system-info|system-reminder|attached_files|attachments|dom-diff)\b[\s\S]*?(<\/\1>|\/>|$)/gi,
      '',
    )
    .trim();
  return automatic.some((form) => form.test(text)) ? '' : text;
}

/** Answers a user gave to the assistant's questions, as the tool lists them. */
export function answersOf(turn: Turn): string[] {
  if (turn.role !== 'user' || !/^Questions answered:/i.test(turn.text)) return [];
  return turn.text
    .split('\n')
    .filter((line) => /^\s*[-*]\s+\S/.test(line))
    .map((line) => line.replace(/^\s*[-*]\s+/, '').trim());
}

export interface LastAsk {
  text: string;
  chat: string;
  /** `partly`: the transcript stops in the middle of the assistant's work. */
  answered: 'yes' | 'partly' | 'no';
}

/** Turns of all transcripts in the order they were written: by start, then by number. */
export function inOrder(transcripts: readonly Transcript[]): Transcript[] {
  const number = ({ path }: Transcript) => Number(/(\d+)\.md$/.exec(path)?.[1] ?? 0);
  return [...transcripts].sort((a, b) => {
    const [first, second] = [a.startedAt ?? '', b.startedAt ?? ''];
    if (first !== second && first !== '' && second !== '') return first < second ? -1 : 1;
    return number(a) - number(b);
  });
}

/** What the user wanted last. */
export function lastAsk(transcripts: readonly Transcript[]): LastAsk | undefined {
  for (const { path, turns } of inOrder(transcripts).reverse()) {
    const index = turns.findLastIndex((turn) => askOf(turn) !== '');
    const turn = turns[index];
    if (turn === undefined) continue;
    const rest = turns.slice(index + 1).filter(({ role }) => role === 'assistant');
    const done = rest.some(({ text, tools }) => text !== '' || tools.length > 0);
    return { text: askOf(turn), chat: path, answered: done ? (stopsMidway(turns) ? 'partly' : 'yes') : 'no' };
  }
  return undefined;
}

/** Tools with which the assistant ends a turn on purpose. */
const closing = new Set([
  'done',
  'ready_for_verification',
  'questions_v2',
  'fork_verifier_agent',
  'open_for_print',
  'show_to_user',
  'present_fs_item_for_download',
]);

/** An assistant that stopped on a working tool call, or announced one with ":", was cut off. */
function stopsMidway(turns: readonly Turn[]): boolean {
  const last = turns.findLast(
    ({ role, text, tools }) => role === 'assistant' && (text !== '' || tools.length > 0),
  );
  if (!last) return false;
  if (last.endsWithTool) return !closing.has(last.tools.at(-1) ?? '');
  return /[:：]$/.test(last.text);
}

export interface Waiting {
  chat: string;
  /** The assistant's last words, often a list of questions. */
  text: string;
  questions: string[];
}

/**
 * Is the assistant waiting for answers? True if its last turn ends with the questions tool and nobody answered. The
 * questions themselves are not in the export, only what the assistant wrote around them.
 */
export function waiting(transcripts: readonly Transcript[]): Waiting | undefined {
  const last = inOrder(transcripts)
    .reverse()
    .find(({ turns }) => turns.length > 0);
  const turn = last?.turns.at(-1);
  if (!last || turn?.role !== 'assistant') return undefined;
  const asked = turn.tools.at(-1) === 'questions_v2';
  return asked ? { chat: last.path, text: turn.text, questions: questionsIn(turn.text) } : undefined;
}

/** Questions in the assistant's last words, whether or not it stopped for them. */
export function openQuestions(transcripts: readonly Transcript[]): string[] {
  const last = inOrder(transcripts)
    .flatMap(({ turns }) => turns)
    .at(-1);
  return last?.role === 'assistant' ? questionsIn(last.text) : [];
}

/** Sentences that ask, without list marks and emphasis. */
export function questionsIn(text: string): string[] {
  const prose = text.replace(/```[\s\S]*?```/g, '');
  const found = prose
    .split('\n')
    .flatMap((line) => line.split(/(?<=[.!?？])\s+/))
    .map((sentence) =>
      sentence
        .replace(/^\s*(?:[-*]|\d+[.)])\s+/, '')
        .replaceAll('**', '')
        .trim(),
    )
    .filter((sentence) => /[?？]["')]?$/.test(sentence) && sentence.length > 5);
  return [...new Set(found)].slice(0, 12);
}

const escapes: Record<string, string> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
};
const unescapeHtml = (text: string) =>
  text.replace(/&(?:lt|gt|quot|amp|#39);/g, (entity) => escapes[entity] ?? entity);
