/** The phone's own position, shared with the search while the screen is open. */
import { clock } from '../time/clock';
import type { Fix } from '../outbox/store';

/** Seconds between shared positions; a walking team moves some 15 m in that time. */
const EVERY_S = 10;

class OwnLocation {
  fix = $state.raw<Fix | null>(null);
  /** Degrees clockwise from north; null while standing still or not known. */
  heading = $state<number | null>(null);
  sharing = $state(false);
  private watch: number | undefined;
  private lastShared = 0;

  start(share: (fix: Fix) => void): void {
    if (!('geolocation' in navigator) || this.watch !== undefined) return;
    this.watch = navigator.geolocation.watchPosition(
      ({ coords }) => {
        this.sharing = true;
        if (coords.heading !== null && !Number.isNaN(coords.heading)) this.heading = coords.heading;
        this.fix = {
          lon: coords.longitude,
          lat: coords.latitude,
          at: clock.now().toISOString(),
          accuracy_m: Math.max(1, Math.round(coords.accuracy)),
        };
        if (Date.now() - this.lastShared < EVERY_S * 1000) return;
        this.lastShared = Date.now();
        share(this.fix);
      },
      () => (this.sharing = false),
      { enableHighAccuracy: true, maximumAge: 5000 },
    );
  }

  stop(): void {
    if (this.watch !== undefined) navigator.geolocation.clearWatch(this.watch);
    this.watch = undefined;
    this.sharing = false;
  }
}

export const ownLocation = new OwnLocation();
