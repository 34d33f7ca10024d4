/** Sweeps as a desk reads them: what one report of a team recorded belongs together. */
import type { SearchState, Sweep } from '../contract/state';

export interface SweepGroup {
  teamId: string;
  sweepIds: string[];
  segments: number[];
  from: string;
  until: string;
}

const earlier = (a: string, b: string) => (Date.parse(a) <= Date.parse(b) ? a : b);
const later = (a: string, b: string) => (Date.parse(a) >= Date.parse(b) ? a : b);

/** Sweeps in force, newest first; those of one team in versions without a gap are one report. */
export function sweepGroups(state: SearchState | null): SweepGroup[] {
  const groups: SweepGroup[] = [];
  let before: Sweep | undefined;
  for (const sweep of state?.sweeps ?? []) {
    if (sweep.withdrawn) continue;
    const last = groups.at(-1);
    if (last && before && before.team_id === sweep.team_id && before.version + 1 === sweep.version) {
      last.sweepIds.push(sweep.sweep_id);
      last.segments = [...new Set([...last.segments, ...sweep.segments])];
      last.from = earlier(last.from, sweep.from);
      last.until = later(last.until, sweep.until);
    } else {
      groups.push({
        teamId: sweep.team_id,
        sweepIds: [sweep.sweep_id],
        segments: [...sweep.segments],
        from: sweep.from,
        until: sweep.until,
      });
    }
    before = sweep;
  }
  return groups.reverse();
}
