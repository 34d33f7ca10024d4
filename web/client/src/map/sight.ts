/** What of the ground is in sight, and how it gets there. */
import type { Map as GlMap } from 'maplibre-gl';
import type { Point } from '../contract/state';

/** Pixels of the upper and the lower edge that lie under something else. */
export interface Hidden {
  top: number;
  bottom: number;
}

/** So near that the next corner can be read at a glance. */
const FOLLOWED_ZOOM = 16.5;
const PLACE_ZOOM = 15.2;
/** How much of the map's height somebody who goes upwards stands below its middle. */
const AHEAD = 0.18;

/** Goes to a place. */
export function goTo(map: GlMap, place: Point, still: boolean): void {
  const zoom = Math.max(map.getZoom(), PLACE_ZOOM);
  if (still) map.jumpTo({ center: [place.lon, place.lat], zoom });
  else map.easeTo({ center: [place.lon, place.lat], zoom, duration: 500 });
}

/** Stays with somebody who moves, and leaves room for what is ahead where their way is up. */
export function follow(map: GlMap, place: Point, bearing: number, still: boolean): void {
  const zoom = Math.max(map.getZoom(), FOLLOWED_ZOOM);
  const down = bearing ? map.getContainer().clientHeight * AHEAD : 0;
  map.easeTo({ center: [place.lon, place.lat], zoom, bearing, offset: [0, down], duration: still ? 0 : 500 });
}

/** All these places are in sight, of which there are two or more. */
export function showAll(map: GlMap, places: readonly Point[], hidden: Hidden | null, bearing: number, still: boolean): void {
  // Its box may have got another size in the same breath.
  map.resize();
  const lons = places.map((place) => place.lon);
  const lats = places.map((place) => place.lat);
  map.fitBounds([Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)], {
    padding: margins(map, hidden),
    bearing,
    maxZoom: FOLLOWED_ZOOM,
    animate: !still,
  });
}

/** Around what shall be in sight, so that its signs are too; less where the map is small. */
function margins(map: GlMap, hidden: Hidden | null): { top: number; bottom: number; left: number; right: number } {
  if (!hidden) return { top: 56, bottom: 56, left: 56, right: 56 };
  const [top, bottom] = [hidden.top + 36, hidden.bottom + 36];
  const part = Math.min(1, (map.getContainer().clientHeight * 0.75) / (top + bottom));
  return { top: top * part, bottom: bottom * part, left: 40, right: 40 };
}
