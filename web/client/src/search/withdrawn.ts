/** Whether what an entry of the log says was taken back later. */
import type { SearchEvent } from '../contract/events';
import type { SearchState } from '../contract/state';

type Known = Pick<SearchState, 'clearances' | 'sweeps' | 'outside_checks'>;

/** `events` are those at hand: what was taken back after this one is among them. */
export function isWithdrawn(event: SearchEvent, state: Known | null, events: readonly SearchEvent[]): boolean {
  switch (event.topic) {
    case 'camera_zone.cleared':
      return !!state?.clearances.find((one) => one.clearance_id === event.data.clearance_id)?.withdrawn;
    case 'streets.swept':
      return !!state?.sweeps.find((one) => one.sweep_id === event.data.sweep_id)?.withdrawn;
    case 'rest_of_world.checked':
      return !!state?.outside_checks.find((one) => one.check_id === event.data.check_id)?.withdrawn;
    case 'camera_zone.out_of_service':
      return events.some(
        (one) => one.topic === 'camera_zone.outage_withdrawn' && one.data.outage_id === event.data.outage_id,
      );
    case 'subject.found':
      return events.some((one) => one.topic === 'subject.find_withdrawn' && one.data.find_id === event.data.find_id);
  }
  return false;
}
