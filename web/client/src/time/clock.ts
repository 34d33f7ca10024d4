/** A moment of the service and of the device, and how fast the service's time runs. */
export interface ClockReading {
  serverAt: number;
  localAt: number;
  speed: number;
}

/**
 * The service's time. It may be an exercise clock, at another time and faster than the device's,
 * so nothing on a screen may use the device's clock directly.
 */
export class Clock {
  private serverAt: number;
  private localAt: number;
  speed = 1;
  /** Whether the service has told its time, now or on an earlier visit; else it is the device's. */
  known = false;
  /** Told when the time jumps. */
  onchange: () => void = () => {};

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
    this.known = true;
    this.onchange();
  }

  /** What has to be kept to tell the same time after the page was closed. */
  get reading(): ClockReading {
    return { serverAt: this.serverAt, localAt: this.localAt, speed: this.speed };
  }

  /** Goes on from an earlier reading, until the service tells its time again. */
  resume({ serverAt, localAt, speed }: ClockReading): void {
    [this.serverAt, this.localAt, this.speed] = [serverAt, localAt, speed];
    this.known = true;
    this.onchange();
  }

  now(): Date {
    return new Date(this.serverAt + (this.local() - this.localAt) * this.speed);
  }
}

/** The one clock of this page. */
export const clock = new Clock();
