/** Which order a team has to see, and why it was given, in one line. */
import type { Redirect, Reply, SearchState } from '../contract/state';
import type { Language } from '../i18n/language';
import type { Messages } from '../i18n/messages';
import { at } from '../net/api';
import type { WaitingCommand } from '../outbox/store';
import type { Area } from '../search/area';
import { cameraName } from '../search/names';
import { oddsWords } from '../search/odds';
import { searchIsOver } from '../search/orderStatus';
import { sentenceWords } from '../search/sentence';
import { spanWords } from '../time/words';

const ACTIVE = new Set<Redirect['status']>(['sent', 'received', 'wilco', 'executing']);

/** The order that is the team's assignment, while it is neither ended nor replaced nor overtaken by the find. */
export function taskOf(state: SearchState | null, teamId: string | null): Redirect | null {
  if (searchIsOver(state)) return null;
  const assignment = state?.teams.find((team) => team.team_id === teamId)?.assignment;
  return state?.redirects.find((r) => r.redirect_id === assignment && ACTIVE.has(r.status)) ?? null;
}

/** True while nobody said yes or no. */
export const isUnanswered = (status: Redirect['status']) => status === 'sent' || status === 'received';

export const replyPath = (redirectId: string) => at`/redirects/${redirectId}/replies`;

/** The newest reply to this order that still waits on the phone. */
export function waitingReply(waiting: readonly WaitingCommand[], redirectId: string): Reply | null {
  const own = waiting.findLast((command) => command.path.endsWith(replyPath(redirectId)));
  return (own?.body['reply'] as Reply | undefined) ?? null;
}

/** What a desk gives as the reason where nobody typed one: only who sent it. */
const ONLY_WHO = new Set(['Command', '指挥']);

export function whyWords(redirect: Redirect, area: Area | null, t: Messages, language: Language, now: Date): string {
  const said = sentenceWords(redirect.reason, language);
  if (redirect.issued_by === 'officer' && ONLY_WHO.has(said)) return t.team.byCommand;
  if (said) return said;
  // What a camera or a witness showed says more than what colleagues searched meanwhile.
  const weight = (topic: string) => (topic.startsWith('camera') ? 0 : topic.startsWith('sighting') ? 1 : 2);
  for (const ground of redirect.grounds.toSorted((a, b) => weight(a.topic) - weight(b.topic))) {
    if (ground.topic === 'camera_zone.cleared' && ground.camera_id && ground.from && ground.until) {
      return t.team.because(cameraName(area, ground.camera_id), spanWords(ground.from, ground.until, now, language));
    }
    if (ground.topic.startsWith('sighting')) return t.team.becauseSighting;
    if (ground.topic.startsWith('streets')) return t.team.becauseSweep;
  }
  return redirect.expected_pos ? t.team.becauseOdds(oddsWords(redirect.expected_pos, t)) : '';
}

/** Metres a minute, walking with open eyes, by bicycle, by car in side streets. */
export const METRES_PER_MINUTE = { foot: 75, bicycle: 200, vehicle: 300 } as const;
