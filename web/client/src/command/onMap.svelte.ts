/** What the commander has begun that the map is to answer: a place for a team, a find, streets. */
import type { Point } from '../contract/state';
import type { Tap } from '../map/tap';
import { toggled } from '../team/swept';
import type { Orders } from './orders';
import type { SweepGroup } from './sweeps';

export class OnMap {
  deploying = $state(false);
  finding = $state(false);
  /** The team that is to be sent where the next tap lands. */
  ordering = $state<string | null>(null);
  /** The sweep whose streets are being corrected. */
  correcting = $state.raw<SweepGroup | null>(null);
  place = $state.raw<Point | null>(null);

  constructor(private readonly orders: Orders) {}

  /** Whether a tap means a place, not a street. */
  get placing(): boolean {
    return this.deploying || this.finding || this.ordering !== null;
  }

  /** Nothing that was begun goes on. */
  leaveOff(): void {
    this.deploying = this.finding = false;
    this.ordering = this.correcting = this.place = null;
  }

  /** Whether the tap answered something; else it is a look at a street. */
  async tapped(tap: Tap): Promise<boolean> {
    if (this.correcting) {
      if (tap.segment !== null) {
        this.correcting = { ...this.correcting, segments: toggled(this.correcting.segments, tap.segment) };
      }
    } else if (this.ordering) {
      if (await this.orders.send(this.ordering, { lon: tap.lon, lat: tap.lat })) this.ordering = null;
    } else if (this.deploying || this.finding) {
      this.place = { lon: tap.lon, lat: tap.lat };
    } else return false;
    return true;
  }

  async deploy(body: Record<string, unknown>): Promise<void> {
    if (await this.orders.deploy(body)) this.leaveOff();
  }

  async found(body: Record<string, unknown>): Promise<void> {
    if (await this.orders.found(body)) this.leaveOff();
  }

  async saveCorrection(): Promise<void> {
    if (this.correcting && (await this.orders.correct(this.correcting))) this.correcting = null;
  }
}
