/** How much was checked, and how much there is. Pure. */
import type { SearchState } from '../contract/state';
import type { Area } from '../search/area';

export interface Covered {
  camerasReviewed: number;
  cameras: number;
  sweptMetres: number;
  metres: number;
}

/** What cameras and teams have covered, by what is in force. */
export function coveredBy(state: SearchState, area: Area): Covered {
  const reviewed = new Set(state.clearances.filter((one) => !one.withdrawn).map((one) => one.camera_id));
  const swept = new Set(state.sweeps.filter((one) => !one.withdrawn).flatMap((one) => one.segments));
  let [sweptMetres, metres] = [0, 0];
  area.segments.forEach(({ length_m }, segment) => {
    metres += length_m;
    if (swept.has(segment)) sweptMetres += length_m;
  });
  return { camerasReviewed: reviewed.size, cameras: area.cameras.features.length, sweptMetres, metres };
}
