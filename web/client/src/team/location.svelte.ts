/** The phone's own position, shared with the search while the screen is open. */
import { clock } from '../time/clock';
import type { Fix } from '../outbox/store';
import { Movement } from './heading';

/** Seconds between shared positions; a walking team moves some 15 m in that time. */
const EVERY_S = 10;

class OwnLocation {
  fix = $state.raw<Fix | null>(null);
  /** Degrees clockwise from north of the last movement; null while not known. */
  heading = $state<number | null>(null);
  sharing = $state(false);
  /** The owner or the browser said no. */
  denied = $state(false);
  /** Asked for, whether or not anything came. */
  asked = $state(false);
  private watch: number | undefined;
  private lastShared = 0;
  private readonly movement = new Movement();

  start(share: (fix: Fix) => void): void {
    if (!('geolocation' in navigator) || this.watch !== undefined) return;
    this.asked = true;
    this.watch = navigator.geolocation.watchPosition(
      ({ coords }) => {
        this.sharing = true;
        this.denied = false;
        const { longitude: lon, latitude: lat, heading, speed } = coords;
        this.heading = this.movement.at({ lon, lat, heading, speed });
        this.fix = {
          lon,
          lat,
          at: clock.now().toISOString(),
          accuracy_m: Math.max(1, Math.round(coords.accuracy)),
        };
        if (Date.now() - this.lastShared < EVERY_S * 1000) return;
        this.lastShared = Date.now();
        share(this.fix);
      },
      ({ code, PERMISSION_DENIED }) => {
        this.sharing = false;
        this.denied = code === PERMISSION_DENIED;
      },
      { enableHighAccuracy: true, maximumAge: 5000 },
    );
  }

  stop(): void {
    if (this.watch !== undefined) navigator.geolocation.clearWatch(this.watch);
    this.watch = undefined;
    this.sharing = this.asked = false;
  }
}

export const ownLocation = new OwnLocation();
