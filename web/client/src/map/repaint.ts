/**
 * Repaints what changed, a slice in every frame, so that no frame of the page waits for all of it.
 * The newest wish wins, also in the middle of an older one.
 */

/** So many streets at once take a fraction of a frame, and a city not much longer than a blink. */
export const SLICE = 5000;

export type Paint = (index: number, level: number) => void;

export class Repaint {
  private painted = new Uint8Array(0);
  private wanted: Uint8Array = this.painted;
  /** Where the next slice begins; it goes round, so that fast wishes leave no end unpainted. */
  private at = 0;
  /** How many are still to be looked at. */
  private ahead = 0;
  private frame = 0;

  constructor(
    private readonly paint: Paint,
    private readonly slice = SLICE,
  ) {}

  /** The level that each is to have; before the first time all have 0. */
  want(levels: Uint8Array): void {
    if (levels.length !== this.wanted.length) {
      this.painted = new Uint8Array(levels.length);
      this.at = 0;
    }
    this.wanted = levels;
    this.ahead = levels.length;
    this.frame ||= requestAnimationFrame(this.next);
  }

  stop(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
  }

  private readonly next = (): void => {
    const { painted, wanted } = this;
    for (let left = this.slice; left > 0 && this.ahead > 0; this.ahead--) {
      const at = this.at;
      this.at = at + 1 < wanted.length ? at + 1 : 0;
      if (wanted[at] === painted[at]) continue;
      this.paint(at, (painted[at] = wanted[at]!));
      left--;
    }
    this.frame = this.ahead > 0 ? requestAnimationFrame(this.next) : 0;
  };
}
