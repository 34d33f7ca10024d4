/** Leads one team along its way: the way is held while the team is on it, and made anew when it left it. */
import type { Mode, Point } from '../contract/state';
import type { Area } from '../search/area';
import { route, type Route } from '../search/route';
import { guidance, guideOf, type Guidance, type Guide } from './turns';

/** So long a team is told that it left its way before another one is shown. */
const OFF_MS = 6000;

export class Leading {
  way = $state.raw<Route | null>(null);
  told = $state.raw<Guidance | null>(null);
  private guide: Guide | null = null;
  private key = '';
  private offSince = 0;

  /** The team is at a place; `key` names the order, so that another one begins anew. */
  at(area: Area, key: string, mode: Mode, place: Point, goal: Point, heading: number | null, doubt: number): void {
    if (key !== this.key) this.begin(area, key, mode, place, goal);
    this.told = this.look(area, place, goal, heading, doubt);
    if (this.told?.kind !== 'off') {
      this.offSince = 0;
    } else if (!this.offSince) {
      this.offSince = performance.now();
    } else if (performance.now() - this.offSince > OFF_MS) {
      this.begin(area, key, mode, place, goal);
      this.told = this.look(area, place, goal, heading, doubt);
    }
  }

  end(): void {
    this.key = '';
    this.way = this.told = this.guide = null;
    this.offSince = 0;
  }

  private begin(area: Area, key: string, mode: Mode, place: Point, goal: Point): void {
    this.key = key;
    this.way = route(area, place, goal, mode);
    this.guide = this.way && guideOf(this.way, area.segments);
    this.offSince = 0;
  }

  private look(area: Area, place: Point, goal: Point, heading: number | null, doubt: number): Guidance | null {
    return this.guide && guidance(this.guide, area.segments, place, goal, heading, doubt);
  }
}
