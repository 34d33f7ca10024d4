/** What `/exercise` says; only an exercise has it. */
import type { Moment, Point } from './state';

export interface Figure {
  kind: 'walks' | 'cycles' | 'pushes' | 'wheels';
  coat: 'grey' | 'black' | 'beige' | 'red' | 'green' | 'navy';
  /** 1 beside the camera, less far away. */
  size: number;
  /** Between the parts nothing is to be seen. */
  parts: (Point & { at: Moment })[][];
}

export interface FigureRecording {
  camera_id: string;
  from: Moment;
  until: Moment;
  figures: Figure[];
}

export interface OwnTeam {
  meets: boolean;
  machine_walks: boolean;
  place: Point | null;
}

export interface ReviewMark {
  camera_id: string;
  from: Moment;
  until: Moment;
  at: Moment;
  sighting: boolean;
  bits: number;
  minutes: number;
  best_bits: number;
  best_camera_id: string | null;
  /** From 0 to 1, as good as the advice. */
  share: number;
}

export interface Score {
  search_id: string;
  begun_at: Moment;
  minutes: number;
  found_min: number | null;
  found_by: string | null;
  truth: Point | null;
  review_score: number | null;
  reviews: ReviewMark[];
  redirects: { sent: number; followed: number; share: number | null; answered_s: number | null };
  streets: { count: number; metres: number; share: number };
  probability: { minute: number; there: number; even: number }[];
  machine: { policy: 'advice' | 'practice'; found_min: number | null; reviews: number }[];
}
