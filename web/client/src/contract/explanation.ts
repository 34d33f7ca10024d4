/** Why a street is as likely as it is, and how much each piece of evidence moved. */
import type { Moment, Sentence } from './state';

export type EvidenceKind = 'camera' | 'clearance' | 'sweep' | 'sighting' | 'outside';

export interface EvidenceSource {
  kind: EvidenceKind;
  id: string;
  camera_id: string | null;
  from: Moment;
  until: Moment;
}

export interface Explanation {
  version: number;
  at: Moment;
  /** -1: outside the area. */
  segment: number;
  prior: number | null;
  probability: number | null;
  effects: (EvidenceSource & { difference: number | null; sentence: Sentence })[];
  scenarios: { sightings: { sighting_id: string; at: Moment }[]; share: number | null; sentence: Sentence }[];
}

export interface EvidenceEffects {
  version: number;
  effects: (EvidenceSource & { ids: string[]; moved: number | null })[];
}
