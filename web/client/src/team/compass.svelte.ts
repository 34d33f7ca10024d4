/** The phone's compass, where it has one and the browser lets it be read. */
import { compassHeading, type CompassReading } from './heading';

/** Smaller changes would only make the map tremble, in degrees. */
const STEP = 8;

type Asking = { requestPermission?: () => Promise<'granted' | 'denied'> };

class Compass {
  heading = $state.raw<number | null>(null);
  private listening = false;

  /** Some phones ask their owner first, and only after a touch. */
  async start(): Promise<void> {
    if (this.listening || !('DeviceOrientationEvent' in window)) return;
    this.listening = true;
    const asking = DeviceOrientationEvent as unknown as Asking;
    try {
      if (asking.requestPermission && (await asking.requestPermission()) !== 'granted') return;
    } catch {
      this.listening = false;
      return;
    }
    const kind = 'ondeviceorientationabsolute' in window ? 'deviceorientationabsolute' : 'deviceorientation';
    addEventListener(kind, this.turned as EventListener);
  }

  stop(): void {
    removeEventListener('deviceorientationabsolute', this.turned as EventListener);
    removeEventListener('deviceorientation', this.turned as EventListener);
    this.listening = false;
  }

  private readonly turned = (event: Event): void => {
    const read = compassHeading(event as unknown as CompassReading, screen.orientation?.angle ?? 0);
    if (read === null) return;
    const far = this.heading === null ? 360 : Math.abs(((read - this.heading + 540) % 360) - 180);
    if (far >= STEP) this.heading = read;
  };
}

export const compass = new Compass();
