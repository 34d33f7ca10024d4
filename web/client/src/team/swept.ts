/** Which streets a team shall confirm as searched, and what is sent when it does. */
import type { Redirect } from '../contract/state';
import type { Walked } from '../contract/walked';
import { at, get } from '../net/api';

/** Longer than this nobody waits in the street; then the service works it out by itself. */
const PATIENCE_MS = 8000;
/** Without a task and without positions, this long before the tap. */
const SHORT_MS = 5 * 60_000;

export interface Proposal {
  segments: readonly number[];
  from: string;
  until: string;
  /** When the streets were walked, where that is less than all this time. */
  shown?: { from: string; until: string };
  /** Whether the phone's own way shows them; else they are those of the order. */
  walked: boolean;
}

/** Since when the team is at this task, before `until`; null without one. */
export function begunAt(task: Redirect | null, until: Date): string | null {
  const begun = task?.replies.findLast((one) => one.reply === 'executing' || one.reply === 'wilco')?.at;
  return begun && Date.parse(begun) < until.getTime() ? begun : null;
}

/** What the service knows of the team's way; rejects when it does not answer in time. */
export function walkedOf(searchId: string, teamId: string, from: string | null, until: Date): Promise<Walked> {
  const span = `until=${encodeURIComponent(until.toISOString())}` + (from ? `&from=${encodeURIComponent(from)}` : '');
  const late = new Promise<never>((_, reject) => setTimeout(() => reject(new Error('no answer')), PATIENCE_MS));
  return Promise.race([get<Walked>(at`/searches/${searchId}/teams/${teamId}/walked` + `?${span}`), late]);
}

/** The streets to confirm: those walked, else those of the order or nearby. */
export function proposalOf(walked: Walked, task: Redirect | null, near: readonly number[], from: string | null): Proposal {
  if (walked.segments.length) {
    const [first, last] = [walked.searched[0], walked.searched.at(-1)];
    const shown = { from: first?.from ?? walked.from, until: last?.until ?? walked.until };
    return { segments: walked.segments, from: walked.from, until: walked.until, shown, walked: true };
  }
  const since = from ?? new Date(Date.parse(walked.until) - SHORT_MS).toISOString();
  return { segments: task?.segments.length ? task.segments : near, from: since, until: walked.until, walked: false };
}

/** One segment more, or one less. */
export function toggled(segments: readonly number[], segment: number): number[] {
  return segments.includes(segment) ? segments.filter((one) => one !== segment) : [...segments, segment];
}

/** The body of `POST .../sweeps` that confirms a proposal, or corrects earlier sweeps. */
export function confirmed(teamId: string, proposal: Proposal, replaces: readonly string[] = []): Record<string, unknown> {
  return {
    team_id: teamId,
    segments: proposal.segments,
    recorded: true,
    from: proposal.from,
    until: proposal.until,
    ...(replaces.length ? { replaces } : {}),
  };
}

/** What is sent without looking first: the service takes the streets from the positions it gets. */
export function unseen(teamId: string, from: string | null, until: Date): Record<string, unknown> {
  const since = from ?? new Date(until.getTime() - SHORT_MS).toISOString();
  return { team_id: teamId, recorded: true, from: since, until: until.toISOString() };
}
