/** Is there something to build, and was the last wish carried out? Missing transcripts are normal. */
import type { BundleFacts } from '../../../schemas/bundle.ts';
import type { LastAsk, Waiting } from './transcript.ts';

export interface CompletenessFacts {
  hasDesign: boolean;
  hasProject: boolean;
  /** Does anything say that this is a handoff? */
  recognised: boolean;
  announcedChats: number;
  chats: number;
  missingOpenFile?: string;
  ask?: LastAsk;
  wait?: Waiting;
}

export function judgeCompleteness(
  facts: CompletenessFacts,
): Pick<BundleFacts, 'completeness' | 'reason' | 'unfinished' | 'missing' | 'whatToDo'> {
  const missing: string[] = [];
  if (facts.missingOpenFile !== undefined) missing.push(`${facts.missingOpenFile} (named as the open file)`);
  if (facts.announcedChats > facts.chats) {
    missing.push(`${facts.announcedChats - facts.chats} of ${facts.announcedChats} chat transcripts`);
  }
  if (!facts.recognised) {
    return {
      completeness: 'not_a_bundle',
      reason: 'not_a_bundle',
      missing: ['README of a handoff, chats/ and pages'],
      whatToDo: 'Give the archive Claude Design exported (Export > Handoff), or a Figma Make code export.',
    };
  }
  if (!facts.hasDesign) {
    if (!facts.hasProject) missing.unshift('project/ (the design files)');
    else missing.unshift('an HTML page or a design-system manifest');
    return facts.wait
      ? {
          completeness: 'incomplete',
          reason: 'waiting_for_answers',
          missing,
          whatToDo: 'Answer the assistant in Claude Design, let it draw, then export and parse again.',
        }
      : {
          completeness: 'incomplete',
          reason: facts.ask && facts.ask.answered !== 'yes' ? 'stopped' : 'no_design',
          missing,
          whatToDo:
            'Open the project in Claude Design, let the assistant finish a design, then export and parse again.',
        };
  }
  if (facts.wait) {
    return {
      completeness: 'complete',
      unfinished: 'waiting_for_answers',
      missing,
      whatToDo:
        'The assistant waits for answers to its last questions. Build what is there, or answer, export and parse again.',
    };
  }
  if (facts.ask && facts.ask.answered !== 'yes') {
    return {
      completeness: 'complete',
      unfinished: facts.ask.answered === 'no' ? 'unanswered' : 'cut_off',
      missing,
      whatToDo:
        facts.ask.answered === 'no'
          ? 'The last wish was not answered. Ask whether it still holds before building.'
          : 'The transcript stops while the assistant was still working on the last wish. Check that part of the design.',
    };
  }
  return { completeness: 'complete', missing };
}
