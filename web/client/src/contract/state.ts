/** The state of one search as the service sends it (`GET /searches/{id}`, `snapshot.state`). */

export type Moment = string; // RFC 3339 with offset
export type Status = 'open' | 'suspended' | 'found' | 'closed';
export type Mobility = 'manual' | 'pushed' | 'powered';
export type Grade = 'good' | 'fair' | 'poor';
export type Mode = 'foot' | 'bicycle' | 'vehicle';
export type Reply = 'received' | 'wilco' | 'declined' | 'executing' | 'completed';
export type Verdict = 'confirmed' | 'unconfirmed' | 'ruled_out';
export type RedirectStatus = 'proposed' | 'sent' | Reply | 'superseded' | 'expired';

/** Words of the service: in one language, or one text per language. */
export type Sentence = string | { zh?: string; en?: string };

export interface Point {
  lon: number;
  lat: number;
}

/** What was typed is in one language; what comes with the demo is in both. */
export interface Description {
  name?: Sentence;
  age?: number;
  appearance?: Sentence;
  clothing?: Sentence;
  wheelchair?: Sentence;
  hints?: Sentence;
}

export interface Subject {
  mobility: Mobility;
  since: Moment | null;
  factors: Record<string, number>;
  description?: Description | string | null;
  /** There is a photo; another id is another photo. */
  photo_id?: string | null;
}

export interface LastKnownPoint extends Point {
  at: Moment;
  radius_m: number | null;
}

export interface FamiliarPlace extends Point {
  place_id: string;
  weight: number;
  label?: string | null;
}

export interface CameraRecord {
  clock_offset_s?: number;
  outages?: { outage_id: string; from: Moment; until: Moment | null }[];
  recordings?: {
    request_id: string;
    minutes: number;
    overwritten_at: Moment | null;
    available: boolean;
  }[];
}

export interface Clearance {
  clearance_id: string;
  camera_id: string;
  from: Moment;
  until: Moment;
  grade: Grade | null;
  pod: number;
  playback_speed: number | null;
  reviewer_kind: 'officer' | 'analytic';
  actor: string;
  occurred_at: Moment;
  version: number;
  withdrawn: boolean;
}

export interface Claim {
  claim_id: string;
  camera_id: string;
  from: Moment;
  until: Moment;
  actor: string;
  expires_at: Moment;
}

export interface Sighting extends Point {
  sighting_id: string;
  at: Moment;
  radius_m: number | null;
  minutes_doubt: number | null;
  heading: number | null;
  source: string;
  camera_id: string | null;
  credibility: number | null;
  verdict: Verdict | null;
  version: number;
  note?: string | null;
  photo_id?: string | null;
}

export interface OutsideCheck {
  check_id: string;
  kind: string;
  from: Moment;
  until: Moment;
  pod: number;
  /** When they were asked. */
  at: Moment;
  whom?: string | null;
  withdrawn: boolean;
}

export interface DoneDuty {
  role: string;
  item: string;
  /** The team whose card it is; null for the one card of a desk. */
  team_id: string | null;
  at: Moment;
  actor: string;
}

export interface Team {
  team_id: string;
  name?: string | null;
  mode: Mode;
  beat: string | number | null;
  lon: number | null;
  lat: number | null;
  status: 'deployed' | 'stood_down';
  assignment: string | null;
}

export interface Ground {
  topic: string;
  camera_id?: string | null;
  from?: Moment | null;
  until?: Moment | null;
}

export interface RedirectReply {
  reply: Reply;
  at: Moment;
  on_behalf: boolean;
  reason?: string | null;
}

export interface Redirect {
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
  issued_at: Moment;
  reason?: Sentence | null;
  status: RedirectStatus;
  escalated: boolean;
  version: number;
  replies: RedirectReply[];
}

export interface Sweep {
  sweep_id: string;
  team_id: string;
  segments: number[];
  from: Moment;
  until: Moment;
  pod: number;
  withdrawn: boolean;
  version: number;
}

export interface Note {
  note_id: string;
  at: Moment;
  actor: string;
  text?: string | null;
}

export interface Find extends Point {
  find_id: string;
  at: Moment;
  condition: string | null;
  team_id?: string | null;
}

export interface SearchState {
  search_id: string;
  version: number;
  status: Status;
  opened_at: Moment;
  area: string;
  area_hash: string;
  subject: Subject | null;
  last_known_point: LastKnownPoint | null;
  familiar_places: FamiliarPlace[];
  cameras: Record<string, CameraRecord>;
  clearances: Clearance[];
  claims: Claim[];
  sightings: Sighting[];
  outside_checks: OutsideCheck[];
  teams: Team[];
  redirects: Redirect[];
  sweeps: Sweep[];
  notes: Note[];
  checklist: DoneDuty[];
  find: Find | null;
  outcome: string | null;
}
