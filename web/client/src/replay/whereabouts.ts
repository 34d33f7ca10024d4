/** Where the teams were, from all their fixes: as far as it was known, or as it really was. */
import type { Position } from '../contract/messages';
import { metresBetween } from '../search/geometry';

/** [lon, lat, at, recorded_at, accuracy_m] */
export type FixRow = [number, number, string, string, number | null];

export interface TracksAnswer {
  tracks: { team_id: string; fixes: FixRow[] }[];
  next: string | null;
}

interface Fix {
  lon: number;
  lat: number;
  at: number;
  recorded: number;
  accuracy: number | null;
}

/** Between fixes nearer in time than this a team is taken to have gone straight on. */
const JOINED_MS = 90_000;
/** Less than this between two fixes says nothing about the direction. */
const MOVED_M = 5;

export class Whereabouts {
  /** By team, in order of the phone's own time. */
  private readonly tracks = new Map<string, Fix[]>();
  /** The same in order of recording; each with the newest fix that was known by then. */
  private readonly told = new Map<string, { recorded: number[]; newest: Fix[]; before: (Fix | null)[] }>();
  /** When the last fix was recorded or made. */
  end = 0;

  add(answer: TracksAnswer): void {
    for (const { team_id, fixes } of answer.tracks) {
      const known = this.tracks.get(team_id) ?? [];
      const have = new Set(known.map((fix) => `${fix.at} ${fix.recorded} ${fix.lon} ${fix.lat}`));
      for (const [lon, lat, at, recorded, accuracy] of fixes) {
        const fix = { lon, lat, at: Date.parse(at), recorded: Date.parse(recorded), accuracy };
        if (have.has(`${fix.at} ${fix.recorded} ${lon} ${lat}`)) continue;
        known.push(fix);
        this.end = Math.max(this.end, fix.recorded);
      }
      known.sort((a, b) => a.at - b.at);
      this.tracks.set(team_id, known);
      this.told.delete(team_id);
    }
  }

  /** The newest fix of each team that had been recorded by a moment, as a live map showed it. */
  known(at: number): Map<string, Position> {
    return this.each((teamId) => {
      const { recorded, newest, before } = this.toldOf(teamId);
      const i = lastUpTo(recorded, at);
      return i < 0 ? null : position(teamId, newest[i]!, before[i] ?? null);
    });
  }

  /** Where each team was, between its fixes too. */
  real(at: number): Map<string, Position> {
    return this.each((teamId) => {
      const track = this.tracks.get(teamId)!;
      const i = lastUpTo(track, at);
      const fix = track[i];
      if (!fix) return null;
      const next = track[i + 1];
      if (!next || next.at - fix.at > JOINED_MS) return position(teamId, fix, track[i - 1] ?? null);
      const share = (at - fix.at) / Math.max(1, next.at - fix.at);
      const between = {
        ...fix,
        lon: fix.lon + share * (next.lon - fix.lon),
        lat: fix.lat + share * (next.lat - fix.lat),
        at,
      };
      return { ...position(teamId, between, null), heading: heading(fix, next) };
    });
  }

  private each(of: (teamId: string) => Position | null): Map<string, Position> {
    const found = new Map<string, Position>();
    for (const teamId of this.tracks.keys()) {
      const place = of(teamId);
      if (place) found.set(teamId, place);
    }
    return found;
  }

  private toldOf(teamId: string) {
    let told = this.told.get(teamId);
    if (!told) {
      const inOrder = [...this.tracks.get(teamId)!].sort((a, b) => a.recorded - b.recorded || a.at - b.at);
      told = { recorded: [], newest: [], before: [] };
      let [newest, before]: (Fix | null)[] = [null, null];
      for (const fix of inOrder) {
        if (!newest || fix.at >= newest.at) [newest, before] = [fix, newest];
        told.recorded.push(fix.recorded);
        told.newest.push(newest!);
        told.before.push(before ?? null);
      }
      this.told.set(teamId, told);
    }
    return told;
  }
}

/** The index of the last moment that is not after `at`; -1 where there is none. */
function lastUpTo(moments: readonly (number | Fix)[], at: number): number {
  let [low, high] = [0, moments.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const moment = moments[middle]!;
    if ((typeof moment === 'number' ? moment : moment.at) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function position(teamId: string, fix: Fix, before: Fix | null): Position {
  return {
    team_id: teamId,
    lon: fix.lon,
    lat: fix.lat,
    at: new Date(fix.at).toISOString(),
    accuracy_m: fix.accuracy,
    heading: before && heading(before, fix),
  };
}

/** Degrees clockwise from north; null where it hardly moved. */
function heading(from: Fix, to: Fix): number | null {
  if (metresBetween(from, to) < MOVED_M) return null;
  const east = (to.lon - from.lon) * Math.cos((to.lat * Math.PI) / 180);
  return ((Math.atan2(east, to.lat - from.lat) * 180) / Math.PI + 360) % 360;
}
