/** Which way a phone looks: by its movement while it moves, else by its compass. */
import type { Point } from '../contract/state';
import { metresBetween } from '../search/geometry';
import { bearing } from './turns';

/** Shorter steps are the doubt of the position, not a movement. */
const STEP_M = 6;
/** Slower than this a direction of movement is noise (metres a second). */
const MOVING = 0.6;

export interface Measured extends Point {
  /** Degrees clockwise from north as the device says; null or NaN where it does not. */
  heading: number | null;
  speed: number | null;
}

/** Turns positions into a direction of movement; null while there is none yet. */
export class Movement {
  private last: Point | null = null;
  private now: number | null = null;

  at({ lon, lat, heading, speed }: Measured): number | null {
    const place = { lon, lat };
    if (heading !== null && !Number.isNaN(heading) && (speed === null || speed >= MOVING)) {
      this.last = place;
      this.now = heading;
      return heading;
    }
    if (!this.last) this.last = place;
    else if (metresBetween(this.last, place) >= STEP_M) {
      this.now = bearing(this.last, place);
      this.last = place;
    }
    return this.now;
  }
}

/** What a browser tells of the device's compass; browsers differ. */
export interface CompassReading {
  alpha: number | null;
  absolute?: boolean;
  webkitCompassHeading?: number;
}

/** The direction of the device's upper edge; `turned` is how far the screen is turned. */
export function compassHeading(reading: CompassReading, turned: number): number | null {
  if (typeof reading.webkitCompassHeading === 'number') return (reading.webkitCompassHeading + turned + 360) % 360;
  if (!reading.absolute || reading.alpha === null) return null;
  return (360 - reading.alpha + turned + 360) % 360;
}
