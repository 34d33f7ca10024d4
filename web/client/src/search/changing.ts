/** Topics of events after which the belief may be another, as the service has them. */
import type { SearchEvent } from '../contract/events';

export const CHANGING: ReadonlySet<SearchEvent['topic']> = new Set<SearchEvent['topic']>([
  'subject.described',
  'last_known_point.set',
  'familiar_place.added',
  'camera_zone.cleared',
  'camera_zone.clearance_withdrawn',
  'camera_zone.clock_corrected',
  'camera_zone.out_of_service',
  'camera_zone.outage_withdrawn',
  'sighting.reported',
  'sighting.assessed',
  'rest_of_world.checked',
  'rest_of_world.check_withdrawn',
  'streets.swept',
  'streets.sweep_withdrawn',
]);
