/** The service's time of now, refreshed every second, for everything that shows an age or a clock. */
import { clock } from '../time/clock';

class Tick {
  now = $state.raw<Date>(clock.now());

  constructor() {
    const show = () => (this.now = clock.now());
    setInterval(show, 1000);
    // The device's own time must not stand on a screen, let alone on paper, for even a second.
    clock.onchange = show;
  }
}

export const tick = new Tick();
