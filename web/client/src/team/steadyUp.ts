/** What is up on a map that turns with the team: only a direction that is held while really moving. */
import type { Point } from '../contract/state';
import { metresBetween } from '../search/geometry';
import { bearing, turnBy } from './turns';

/** Shorter movements are the doubt of the position. */
const STEP_M = 12;
/** Slower than this a team looks round and stands; its direction says nothing (metres a second). */
const MOVING = 1;
/** Two movements in a row agree within so many degrees: no corner, no turning about. */
const STEADY = 35;
/** Less than this is not worth turning a map for. */
const WORTH = 12;

export interface Passed extends Point {
  /** When the team was there, in milliseconds by the clock of the search. */
  at: number;
}

/** The map's direction from the places a team passes; it stays as it is while the team stands. */
export class SteadyUp {
  private from: Passed | null = null;
  private before: number | null = null;
  private up = 0;

  /** The team is at a place; returns what is up now, in degrees clockwise from north. */
  at(place: Passed): number {
    if (!this.from || place.at < this.from.at) return this.begin(place);
    const metres = metresBetween(this.from, place);
    if (metres < STEP_M) return this.up;
    const way = bearing(this.from, place);
    const fast = metres / ((place.at - this.from.at) / 1000 || 1) >= MOVING;
    const steady = fast && this.before !== null && Math.abs(turnBy(this.before, way)) <= STEADY;
    if (steady && Math.abs(turnBy(this.up, way)) >= WORTH) this.up = Math.round(way) % 360;
    this.before = fast ? way : null;
    this.from = place;
    return this.up;
  }

  private begin(place: Passed): number {
    this.from = place;
    this.before = null;
    return this.up;
  }
}
