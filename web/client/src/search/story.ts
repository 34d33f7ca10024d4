/** Events in words. */
import type { SearchEvent } from '../contract/events';
import type { SearchState } from '../contract/state';
import type { Language } from '../i18n/language';
import type { Messages } from '../i18n/messages';
import { spanWords, timeWords } from '../time/words';
import type { Area } from './area';
import { cameraName, teamName } from './names';

export interface Teller {
  t: Messages;
  language: Language;
  now: Date;
  state: SearchState | null;
  area: Area | null;
}

/** Kinds for the eye: what an entry of the list or a tick of the time line stands for. */
export type EventKind = 'camera' | 'sighting' | 'team' | 'find' | 'incident';

export function kindOf(event: SearchEvent): EventKind {
  if (event.topic.startsWith('camera_zone')) return 'camera';
  if (event.topic.startsWith('sighting')) return 'sighting';
  if (event.topic.startsWith('subject.f')) return 'find';
  if (/^(street|redirect)/.test(event.topic)) return 'team';
  return 'incident';
}

/** Events that change nothing in the world; who watches what is on the map. */
const UNTOLD = new Set<SearchEvent['topic']>(['advice.followed', 'camera_zone.claimed', 'camera_zone.released']);

/** One line without its time. */
export function eventWords(event: SearchEvent, { t, language, now, state, area }: Teller): string {
  const e = t.event;
  const camera = (id: string | null) => cameraName(area, id);
  const team = (id: string) => teamName(state, id);
  const window = (of: { from: string; until: string }) => spanWords(of.from, of.until, now, language);
  switch (event.topic) {
    case 'search.opened':
      return e.opened;
    case 'search.suspended':
      return e.suspended;
    case 'search.resumed':
      return e.resumed;
    case 'search.closed':
      return e.closed;
    case 'subject.described':
      return e.described(t.mobility[event.data.mobility]);
    case 'last_known_point.set':
      return e.lkp(timeWords(event.data.at, now, language));
    case 'familiar_place.added':
      return e.familiar(event.data.label ?? '');
    case 'camera_zone.claimed':
      return e.claimed(camera(event.data.camera_id), window(event.data));
    case 'camera_zone.released':
      return e.released(camera(event.data.camera_id));
    case 'camera_zone.cleared':
      return e.cleared(camera(event.data.camera_id), window(event.data));
    case 'camera_zone.clock_corrected':
      return e.clock(camera(event.data.camera_id), event.data.offset_s);
    case 'camera_zone.clearance_withdrawn':
      return e.withdrawn(camera(event.data.camera_id));
    case 'camera_zone.out_of_service':
      return e.out(camera(event.data.camera_id));
    case 'camera_zone.recording_requested':
      return e.requested(camera(event.data.camera_id));
    case 'camera_zone.recording_available':
      return e.available(camera(event.data.camera_id));
    case 'sighting.reported':
      return e.sighting(`${camera(event.data.camera_id)} ${timeWords(event.data.at, now, language)}`.trim());
    case 'sighting.assessed':
      return e.assessed(t.verdict[event.data.verdict]);
    case 'rest_of_world.checked':
      return e.outside((t.outsideKind as Record<string, string>)[event.data.kind] ?? event.data.kind);
    case 'street_team.deployed':
      return e.deployed(event.data.name || team(event.data.team_id), t.mode[event.data.mode]);
    case 'street_team.stood_down':
      return e.stoodDown(team(event.data.team_id));
    case 'redirect.proposed':
      return e.proposed(team(event.data.team_id));
    case 'street_team.redirected':
      return e.redirected(team(event.data.team_id));
    case 'advice.followed':
      return e.followed;
    case 'redirect.replied':
      return e.replied(team(event.data.team_id), t.redirectStatus[event.data.reply]);
    case 'redirect.superseded':
      return e.superseded(team(event.data.team_id));
    case 'redirect.expired':
      return e.expired(team(event.data.team_id));
    case 'redirect.escalated':
      return e.escalated(team(event.data.team_id));
    case 'streets.swept':
      return e.swept(team(event.data.team_id), event.data.segments.length);
    case 'streets.sweep_withdrawn':
      return e.sweepWithdrawn;
    case 'checklist.item_done':
      return e.checklist(event.data.item);
    case 'note.added':
      return e.note(event.data.text ?? '');
    case 'subject.found':
      return e.found;
    case 'subject.find_withdrawn':
      return e.findWithdrawn;
  }
  return e.other((event as { topic: string }).topic);
}

/** Of an order's replies only the newest is news. */
function isEarlierReply(effect: SearchEvent, event: SearchEvent): boolean {
  return (
    effect.topic === 'redirect.replied' &&
    event.topic === 'redirect.replied' &&
    effect.data.redirect_id === event.data.redirect_id
  );
}

export interface Entry {
  event: SearchEvent;
  /** Redirects and replies that this event caused, in order. */
  effects: SearchEvent[];
}

/** What happened, newest first; redirects and their replies hang under the evidence that caused them. */
export function entriesOf(events: readonly SearchEvent[]): Entry[] {
  const entries = new Map<number, Entry>();
  const causeOf = new Map<string, Entry>();
  for (const event of events) {
    if (UNTOLD.has(event.topic)) continue;
    let parent: Entry | undefined;
    if (event.topic === 'street_team.redirected' || event.topic === 'redirect.proposed') {
      const cause = Math.max(-1, ...event.data.because);
      parent = entries.get(cause) ?? causeOf.get(event.data.redirect_id);
    } else if (event.topic.startsWith('redirect.')) {
      parent = causeOf.get((event.data as { redirect_id: string }).redirect_id);
    }
    if (parent) parent.effects = [...parent.effects.filter((effect) => !isEarlierReply(effect, event)), event];
    const entry = parent ?? { event, effects: [] };
    if (!parent) entries.set(event.version, entry);
    if (event.topic === 'street_team.redirected' || event.topic === 'redirect.proposed') {
      causeOf.set(event.data.redirect_id, entry);
    }
  }
  return [...entries.values()].reverse();
}
