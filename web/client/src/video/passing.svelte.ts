/** When he can have passed the chosen camera, kept up to date with the belief. */
import type { PassingAnswer, PassingTime } from '../contract/passing';
import { at, get } from '../net/api';

/** Milliseconds between two questions about the same camera. */
const EVERY_MS = 10_000;

export class PassingTimes {
  cameraId = $state('');
  /** Null before the first answer. */
  times = $state.raw<readonly PassingTime[] | null>(null);

  private version = -1;
  private asked = -Infinity;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly searchId: string) {}

  /** Called when another camera is open, and with every belief. */
  follow(cameraId: string | null, version: number): void {
    if (cameraId !== this.cameraId) {
      clearTimeout(this.timer);
      this.timer = undefined;
      [this.cameraId, this.times, this.version, this.asked] = [cameraId ?? '', null, -1, -Infinity];
    }
    if (!cameraId || version === this.version || this.timer !== undefined) return;
    const wait = Math.max(0, this.asked + EVERY_MS - performance.now());
    this.timer = setTimeout(() => void this.ask(cameraId, version), wait);
  }

  stop(): void {
    this.follow(null, -1);
  }

  private async ask(cameraId: string, version: number): Promise<void> {
    this.timer = undefined;
    this.asked = performance.now();
    this.version = version;
    try {
      const answer = await get<PassingAnswer>(at`/searches/${this.searchId}/cameras/${cameraId}/passing`);
      if (this.cameraId === cameraId) this.times = answer.times;
    } catch {
      // The bar is of use without it; it is asked for again with a later belief.
    }
  }
}
