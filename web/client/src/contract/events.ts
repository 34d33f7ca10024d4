/** What happened in a search, as the service sends it: one type per topic. */
import type {
  Clearance,
  Description,
  Grade,
  Ground,
  LastKnownPoint,
  Mobility,
  Mode,
  Moment,
  Point,
  Reply,
  Sentence,
  Verdict,
} from './state';

type Window = { from: Moment; until: Moment };

export interface RedirectData {
  redirect_id: string;
  team_id: string;
  target: Point | null;
  segments: number[];
  replaces: string | null;
  because: number[];
  grounds: Ground[];
  expected_pos: number | null;
  expires_at: Moment | null;
  issued_by: 'officer' | 'policy';
  reason?: Sentence | null;
}

export interface EventData {
  'search.opened': { area: string; area_hash: string; model_version: string; seed: number };
  'search.suspended': { reason?: string | null };
  'search.resumed': { reason?: string | null };
  'search.closed': { outcome: string; outcome_text?: string | null };
  'subject.described': {
    mobility: Mobility;
    since: Moment | null;
    factors: Record<string, number>;
    description?: Description | string | null;
  };
  'subject.photo_added': { photo_id: string };
  'subject.photo_withdrawn': { photo_id: string; instead: string | null };
  'last_known_point.set': LastKnownPoint;
  'familiar_place.added': Point & { place_id: string; weight: number; label?: string | null };
  'camera_zone.claimed': Window & { claim_id: string; camera_id: string; expires_at: Moment };
  'camera_zone.released': { claim_id: string; camera_id: string };
  'camera_zone.cleared': Window & {
    clearance_id: string;
    camera_id: string;
    grade: Grade | null;
    pod: number;
    playback_speed: number | null;
    reviewer_kind: Clearance['reviewer_kind'];
  };
  'camera_zone.clock_corrected': { camera_id: string; offset_s: number };
  'camera_zone.clearance_withdrawn': { clearance_id: string; camera_id: string; reason?: string | null };
  'camera_zone.out_of_service': { outage_id: string; camera_id: string; from: Moment; until: Moment | null };
  'camera_zone.outage_withdrawn': { outage_id: string; camera_id: string };
  'camera_zone.recording_requested': {
    request_id: string;
    camera_id: string;
    minutes: number;
    overwritten_at: Moment | null;
  };
  'camera_zone.recording_available': { request_id: string; camera_id: string };
  'sighting.reported': Point & {
    sighting_id: string;
    at: Moment;
    radius_m: number | null;
    minutes_doubt: number | null;
    heading: number | null;
    source: string;
    camera_id: string | null;
    credibility: number | null;
    note?: string | null;
  };
  'sighting.assessed': { sighting_id: string; verdict: Verdict };
  'sighting.photo_added': { sighting_id: string; photo_id: string };
  'rest_of_world.checked': Window & { check_id: string; kind: string; pod: number; whom?: string | null };
  'rest_of_world.check_withdrawn': { check_id: string; reason?: string | null };
  'street_team.deployed': {
    team_id: string;
    name?: string | null;
    mode: Mode;
    beat: string | number | null;
    lon: number | null;
    lat: number | null;
  };
  'street_team.stood_down': { team_id: string; reason?: string | null };
  'redirect.proposed': RedirectData;
  'street_team.redirected': RedirectData;
  'advice.followed': { kind: 'review' | 'redirect'; numbers: Record<string, number> };
  'redirect.replied': {
    redirect_id: string;
    team_id: string;
    reply: Reply;
    reason?: string | null;
    on_behalf: boolean;
  };
  'redirect.superseded': { redirect_id: string; team_id: string; by: string | null };
  'redirect.expired': { redirect_id: string; team_id: string };
  'redirect.escalated': { redirect_id: string; team_id: string };
  'streets.swept': Window & {
    sweep_id: string;
    team_id: string;
    segments: number[];
    pod: number;
    derived_from: 'taps' | 'track';
  };
  'streets.sweep_withdrawn': { sweep_id: string; reason?: string | null };
  'checklist.item_done': { role: string; item: string; team_id: string | null };
  'checklist.item_undone': { role: string; item: string; team_id: string | null };
  'note.added': { note_id: string; text?: string | null };
  'subject.found': Point & { find_id: string; at: Moment; condition: string | null; team_id?: string | null };
  'subject.find_withdrawn': { find_id: string; reason?: string | null };
}

export type Topic = keyof EventData;

export interface EventOf<T extends Topic> {
  version: number;
  topic: T;
  occurred_at: Moment;
  recorded_at: Moment;
  actor: string;
  actor_name?: string | null;
  /** The street team it was, where it was one. */
  actor_team?: string | null;
  data: EventData[T] & { late?: boolean };
}

export type SearchEvent = { [T in Topic]: EventOf<T> }[Topic];
