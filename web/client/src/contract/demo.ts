/** What `/demo` says; only a demonstration has it. */
import type { Moment, Point } from './state';

export interface DemoRole {
  role: string;
  /** As in the link: video, commander, team1 ... */
  key: string;
  team_id?: string | null;
  label: { zh: string; en: string };
  url: string;
}

export interface DemoInfo {
  speed: number;
  speeds: number[];
  started_at: Moment | null;
  now: Moment;
  /** Null while the next play is being prepared. */
  search_id: string | null;
  story: { zh: string; en: string };
  roles: DemoRole[];
  over: boolean;
  placed_cameras: number;
}

export interface Recording {
  camera_id: string;
  from: Moment;
  until: Moment;
  passes: { from: Moment; until: Moment; heading?: number | null; place?: Point | null }[];
}
