/** The service's time of now, refreshed every second, for everything that shows an age or a clock. */
import { clock } from '../time/clock';

class Tick {
  now = $state.raw<Date>(clock.now());

  constructor() {
    setInterval(() => (this.now = clock.now()), 1000);
  }
}

export const tick = new Tick();
