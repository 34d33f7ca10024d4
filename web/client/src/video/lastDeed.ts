/** What one officer did last and can take back. */
import type { SearchEvent } from '../contract/events';
import type { SearchState } from '../contract/state';
import { runOf } from '../search/watchedOn';

export type Deed = { version: number } & (
  | { kind: 'clearance'; ids: string[]; cameraId: string; from: string; until: string }
  | { kind: 'clock'; cameraId: string; before: number }
  | { kind: 'outage'; id: string; cameraId: string }
  | { kind: 'sighting'; id: string; cameraId: string | null }
);

type Known = Pick<SearchState, 'clearances' | 'cameras' | 'sightings'>;

/**
 * The newest of an officer's deeds that still stands. Minutes watched live without a gap are one.
 * `events` may begin in the middle of the search; `clockOf` is a camera's offset by the area.
 */
export function lastDeed(
  state: Known,
  events: readonly SearchEvent[],
  actor: string,
  clockOf: (cameraId: string) => number,
): Deed | null {
  const deeds = [
    lastClearance(state, actor),
    lastReport(state, events, actor),
    lastCorrection(events, actor, clockOf),
  ];
  return deeds.reduce<Deed | null>((newest, deed) => (deed && deed.version > (newest?.version ?? 0) ? deed : newest), null);
}

function lastClearance({ clearances }: Known, actor: string): Deed | null {
  const own = clearances.filter((one) => one.actor === actor && !one.withdrawn);
  const last = own.at(-1);
  if (!last) return null;
  const run = runOf(last, own);
  return {
    kind: 'clearance',
    version: last.version,
    ids: run.map((one) => one.clearance_id),
    cameraId: last.camera_id,
    from: run[0]!.from,
    until: run.at(-1)!.until,
  };
}

/** The newest outage or sighting. */
function lastReport(state: Known, events: readonly SearchEvent[], actor: string): Deed | null {
  for (const event of events.toReversed()) {
    if (event.actor !== actor) continue;
    const { version } = event;
    if (event.topic === 'camera_zone.out_of_service') {
      const { outage_id: id, camera_id: cameraId } = event.data;
      if (state.cameras[cameraId]?.outages?.some((one) => one.outage_id === id)) {
        return { kind: 'outage', version, id, cameraId };
      }
    } else if (event.topic === 'sighting.reported') {
      const { sighting_id: id, camera_id: cameraId } = event.data;
      if (state.sightings.some((one) => one.sighting_id === id && one.verdict === null)) {
        return { kind: 'sighting', version, id, cameraId };
      }
    }
  }
  return null;
}

/** Corrections that stand, by camera; one that puts a clock back takes the one before it back. */
function lastCorrection(
  events: readonly SearchEvent[],
  actor: string,
  clockOf: (cameraId: string) => number,
): Deed | null {
  const complete = (events[0]?.version ?? 1) <= 1;
  const clocks = new Map<string, { version: number; actor: string; offset: number }[]>();
  for (const event of events) {
    if (event.topic !== 'camera_zone.clock_corrected') continue;
    const { camera_id: cameraId, offset_s: offset } = event.data;
    // Before the first event that is known the clock may have been anything.
    const usual = { version: 0, actor: '', offset: complete ? clockOf(cameraId) : NaN };
    const stands = clocks.get(cameraId) ?? [usual];
    if (stands.at(-2)?.offset === offset) stands.pop();
    else stands.push({ version: event.version, actor: event.actor, offset });
    clocks.set(cameraId, stands);
  }
  let newest: Deed | null = null;
  for (const [cameraId, stands] of clocks) {
    const [before, last] = [stands.at(-2), stands.at(-1)!];
    if (!before || Number.isNaN(before.offset) || last.actor !== actor) continue;
    if (last.version > (newest?.version ?? 0)) {
      newest = { kind: 'clock', version: last.version, cameraId, before: before.offset };
    }
  }
  return newest;
}
