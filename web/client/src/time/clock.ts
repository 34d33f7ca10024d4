/**
 * The service's time. It may be an exercise clock, at another time and faster than the device's,
 * so nothing on a screen may use the device's clock directly.
 */
export class Clock {
  private serverAt: number;
  private localAt: number;
  speed = 1;

  constructor(private readonly local: () => number = () => Date.now()) {
    this.localAt = local();
    this.serverAt = this.localAt;
  }

  /** Takes over the service's idea of now and how fast its time runs. */
  sync(now: string, speed: number): void {
    const parsed = Date.parse(now);
    if (Number.isNaN(parsed)) return;
    this.serverAt = parsed;
    this.localAt = this.local();
    this.speed = speed > 0 ? speed : 1;
  }

  now(): Date {
    return new Date(this.serverAt + (this.local() - this.localAt) * this.speed);
  }
}

/** The one clock of this page. */
export const clock = new Clock();
