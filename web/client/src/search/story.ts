/** Events in words. */
import type { Point } from '../contract/state';
import { sweepsJoined } from './sweptRuns';
import type { SearchEvent } from '../contract/events';
import type { SearchState } from '../contract/state';
import type { Language } from '../i18n/language';
import type { Messages } from '../i18n/messages';
import { spanWords, timeWords } from '../time/words';
import type { Area } from './area';
import { cameraName, teamName } from './names';
import { placeName } from './placeName';
import { Runs } from './watchedOn';

export interface Teller {
  t: Messages;
  language: Language;
  now: Date;
  state: SearchState | null;
  area: Area | null;
  /** A duty in the words of its card. */
  duty?: (role: string, item: string) => string | undefined;
}

/** Kinds for the eye: what an entry of the list or a tick of the time line stands for. */
export type EventKind = 'camera' | 'sighting' | 'team' | 'find' | 'note' | 'outside' | 'duty' | 'incident';

export function kindOf(event: SearchEvent): EventKind {
  if (event.topic.startsWith('camera_zone')) return 'camera';
  if (event.topic.startsWith('sighting')) return 'sighting';
  if (event.topic.startsWith('subject.f')) return 'find';
  if (/^(street|redirect)/.test(event.topic)) return 'team';
  if (event.topic.startsWith('note')) return 'note';
  if (event.topic.startsWith('rest_of_world')) return 'outside';
  if (event.topic.startsWith('checklist')) return 'duty';
  return 'incident';
}

/** Events that change nothing in the world; who watches what is on the map. */
const UNTOLD = new Set<SearchEvent['topic']>(['advice.followed', 'camera_zone.claimed', 'camera_zone.released']);

export const outsideKind = (kind: string, t: Messages) =>
  (t.outsideKind as Record<string, string>)[kind] ?? t.outsideKind.other;

/** A duty in the words of its card; one that the card no longer has by its code. */
const duty = ({ role, item }: { role: string; item: string }, { duty }: Teller) => duty?.(role, item) ?? item;

/** One line without its time. */
export function eventWords(event: SearchEvent, teller: Teller): string {
  const { t, language, now, state, area } = teller;
  const e = t.event;
  const camera = (id: string | null) => cameraName(area, id);
  const team = (id: string) => teamName(state, id);
  const seen = (one: Point & { camera_id: string | null; at: string }) =>
    [camera(one.camera_id) || (area && placeName(area, one, t)), timeWords(one.at, now, language)].filter(Boolean).join(' ');
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
    case 'subject.photo_added':
      return e.photo;
    case 'subject.photo_withdrawn':
      return e.photoWithdrawn;
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
    case 'camera_zone.outage_withdrawn':
      return e.outWithdrawn(camera(event.data.camera_id));
    case 'camera_zone.recording_requested':
      return e.requested(camera(event.data.camera_id));
    case 'camera_zone.recording_available':
      return e.available(camera(event.data.camera_id));
    case 'sighting.reported':
      return e.sighting(seen(event.data));
    case 'sighting.assessed': {
      const told = state?.sightings.find((one) => one.sighting_id === event.data.sighting_id);
      return e.assessed(t.verdict[event.data.verdict], told ? seen(told) : '');
    }
    case 'sighting.photo_added':
      return e.sightingPhoto;
    case 'rest_of_world.checked':
      return e.outside(outsideKind(event.data.kind, t), event.data.whom ?? '');
    case 'rest_of_world.check_withdrawn': {
      const check = state?.outside_checks.find(({ check_id }) => check_id === event.data.check_id);
      return e.outsideWithdrawn(outsideKind(check?.kind ?? 'other', t));
    }
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
      return e.checklist(duty(event.data, teller), team(event.data.team_id ?? ''));
    case 'checklist.item_undone':
      return e.checklistUndone(duty(event.data, teller), team(event.data.team_id ?? ''));
    case 'note.added':
      return e.note(event.data.text ?? '');
    case 'subject.found':
      return e.found;
    case 'subject.find_withdrawn':
      return e.findWithdrawn;
  }
  return e.other((event as { topic: string }).topic);
}

/** One order from its proposal or sending to its newest answer. */
export interface Chain {
  redirectId: string;
  teamId: string;
  steps: SearchEvent[];
}

export interface Entry {
  event: SearchEvent;
  /** Orders that this event caused, each with what became of it; an order by itself has its own. */
  chains: Chain[];
}

type Cleared = Entry & { event: Extract<SearchEvent, { topic: 'camera_zone.cleared' }> };
type OrderEvent = Extract<SearchEvent, { data: { redirect_id: string } }>;

const isOrder = (event: SearchEvent): event is OrderEvent => 'redirect_id' in event.data;

/** What happened, newest first; orders and what became of them hang under the evidence that caused them. */
export function entriesOf(events: readonly SearchEvent[]): Entry[] {
  const entries = new Map<number, Entry>();
  const chains = new Map<string, Chain>();
  const runs = new Runs<Cleared>();
  for (const event of sweepsJoined(events)) {
    if (UNTOLD.has(event.topic)) continue;
    if (event.topic === 'camera_zone.cleared') {
      // Minutes watched live are one line, which grows and is the newest again.
      const run = runs.before(event.data, event.actor);
      const entry: Entry = run
        ? { event: { ...event, data: { ...event.data, from: run.event.data.from } }, chains: run.chains }
        : { event, chains: [] };
      if (run) entries.delete(run.event.version);
      entries.set(event.version, entry);
      runs.ended(event.data, event.actor, entry as Cleared);
      continue;
    }
    if (!isOrder(event)) {
      entries.set(event.version, { event, chains: [] });
      continue;
    }
    const { redirect_id: redirectId, team_id: teamId } = event.data;
    const known = chains.get(redirectId);
    if (known) {
      known.steps.push(event);
      continue;
    }
    const chain: Chain = { redirectId, teamId, steps: [event] };
    chains.set(redirectId, chain);
    const cause = 'because' in event.data ? entries.get(Math.max(-1, ...event.data.because)) : undefined;
    if (cause) cause.chains.push(chain);
    else entries.set(event.version, { event, chains: [chain] });
  }
  return [...entries.values()].reverse();
}

/** The id of the evidence that an event is; null for everything else. */
export function evidenceId(event: SearchEvent): string | null {
  switch (event.topic) {
    case 'camera_zone.cleared':
      return event.data.clearance_id;
    case 'sighting.reported':
      return event.data.sighting_id;
    case 'streets.swept':
      return event.data.sweep_id;
    case 'rest_of_world.checked':
      return event.data.check_id;
  }
  return null;
}

/** Whether an entry is an order that nothing known caused. */
export const isOwnOrder = ({ event, chains }: Entry) => isOrder(event) && chains.length === 1;

/** Of a long chain only its first and its newest steps are told. */
const NEWEST_STEPS = 2;

/** "二组 改派 → 收到 → 正在前往", without its time. */
export function chainWords({ teamId, steps }: Chain, teller: Teller): string {
  const { t, state } = teller;
  const [first, ...rest] = steps;
  const step = (event: SearchEvent): string => {
    switch (event.topic) {
      case 'redirect.replied':
        return t.redirectStatus[event.data.reply];
      case 'redirect.superseded':
        return t.redirectStatus.superseded;
      case 'redirect.expired':
        return t.redirectStatus.expired;
      case 'redirect.escalated':
        return t.event.unanswered;
      case 'street_team.redirected':
        return t.event.redirected('').trim();
    }
    return eventWords(event, teller);
  };
  const begun = first?.topic === 'redirect.replied' ? `${teamName(state, teamId)} ${step(first)}` : first ? eventWords(first, teller) : '';
  return [begun, ...rest.slice(-NEWEST_STEPS).map(step)].join(' → ');
}
