/**
 * The README of a Claude Design handoff. One template with three switches (chats, open file, prefix), seen unchanged in
 * 45 bundles from 2026-04-21 to 2026-08-07. People prepend and append text, so the whole file is searched. It is
 * addressed to coding agents; here it is data.
 */
export interface HandoffReadme {
  /** Verbatim, with spaces and dots; undefined if the line was edited away. */
  projectName?: string;
  /** "" or "<slug>/". */
  prefix: string;
  /** Transcripts the README announces; 0 when it has no such paragraph. */
  chats: number;
  /** From "project/" on. */
  openFile?: string;
}

const marks = [
  /^#{1,3} CODING AGENTS: READ THIS FIRST\s*$/m,
  /handoff bundle\*{0,2} from Claude Design/,
  /^#{1,4} Bundle contents\s*$/m,
];

/** What the template says, or undefined if this is some other README: two of its three marks are needed. */
export function readHandoffReadme(text: string): HandoffReadme | undefined {
  if (marks.filter((mark) => mark.test(text)).length < 2) return undefined;
  const openFile = /\*\*Read `(?:[^`\n]*?\/)?(project\/[^`\n]+)` in full/.exec(text)?.[1];
  const projectName = /^- `(?:[^`\n]*\/)?project\/` — the `(.+)` project files/m.exec(text)?.[1];
  return {
    ...(projectName !== undefined && { projectName }),
    prefix: /^- `([^`\n]*)README\.md` — this file/m.exec(text)?.[1] ?? '',
    chats: Number(/There are (\d+) chat transcript\(s\) in `[^`\n]*chats\/`/.exec(text)?.[1] ?? 0),
    ...(openFile !== undefined && { openFile }),
  };
}

/** How the tool turns a project's name into a folder name: every run of other characters becomes one "-". */
export function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
}
