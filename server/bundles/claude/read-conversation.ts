/** The transcripts of a handoff, in the order they were written. */
import type { BundleFiles } from '../bundle-files.ts';
import { inOrder, readTranscript, type Transcript } from './transcript.ts';

export async function readConversation(
  files: BundleFiles,
  paths: readonly string[],
  maxBytes: number,
): Promise<Transcript[]> {
  const transcripts: Transcript[] = [];
  for (const path of paths) {
    const text = await files.text(path, maxBytes);
    if (text !== undefined) transcripts.push(readTranscript(path, text));
  }
  return inOrder(transcripts);
}
