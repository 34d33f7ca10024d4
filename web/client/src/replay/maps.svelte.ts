/** The beliefs that the maps of a replay show: those at hand at once, the others once fetched. */
import type { BeliefFrame } from '../net/frame';
import { denseCodes } from '../net/frame';
import { Frames, gridOf, wantedAt, type Mode, type Wanted } from './frames';
import type { Recording } from './recording.svelte';

/** Milliseconds the time line must rest before a belief is fetched. */
const SETTLE_MS = 90;
/** While it plays a map may be so many times older than one belief stands for. */
const BEHIND = 3;

/** The moment that is looked at, and how. */
export interface Moment {
  readonly time: number;
  readonly count: number;
  readonly modes: readonly Mode[];
  readonly playing: boolean;
  readonly speed: number;
  /** Where the next step probably goes. */
  readonly direction: 1 | -1;
}

export class Maps {
  private shown = $state.raw<Record<Mode, BeliefFrame | null>>({ known: null, was: null });
  private readonly frames: Frames;
  private settle: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly recording: Recording,
    private readonly moment: () => Moment,
    private readonly failed: (trouble: unknown) => void,
  ) {
    this.frames = new Frames(recording.searchId);
  }

  frame(mode: Mode): BeliefFrame | null {
    return this.shown[mode];
  }

  codes(mode: Mode, segmentCount: number): Uint8Array | null {
    const frame = this.shown[mode];
    return frame && denseCodes(frame, segmentCount);
  }

  /** Whether the maps have what they show, and nothing is on its way to them. */
  get ready(): boolean {
    return !this.frames.busy && this.moment().modes.every((mode) => this.shown[mode] !== null || !this.wanted(mode));
  }

  /** Whether a map that is shown is older than the eye forgives. */
  get behind(): boolean {
    const { time, speed, modes } = this.moment();
    return modes.some((mode) => {
      if (!this.wanted(mode)) return false;
      const frame = this.shown[mode];
      return !frame || time - frame.at * 1000 > BEHIND * gridOf(speed);
    });
  }

  /** Shows what is at hand, and fetches what is not. */
  draw(): void {
    const { modes, playing } = this.moment();
    clearTimeout(this.settle);
    const ready = modes.map((mode) => this.showAtHand(mode)).every(Boolean);
    if (playing) this.fetchAhead();
    else this.settle = setTimeout(() => void this.showNow(), ready ? 0 : SETTLE_MS);
  }

  stop(): void {
    clearTimeout(this.settle);
  }

  private wanted(mode: Mode, time = this.moment().time): Wanted | null {
    const course = this.recording.course(mode);
    const { playing, speed } = this.moment();
    return course && wantedAt(course, mode, time, playing ? speed : 0, this.recording.version);
  }

  private showAtHand(mode: Mode): boolean {
    const wanted = this.wanted(mode);
    if (!wanted) {
      this.show(mode, null);
      return true;
    }
    const frame = this.frames.at(wanted);
    if (frame) this.show(mode, frame);
    return !!frame;
  }

  private show(mode: Mode, frame: BeliefFrame | null): void {
    if (this.shown[mode] !== frame) this.shown = { ...this.shown, [mode]: frame };
    const { modes, count } = this.moment();
    if (frame && mode === modes[0]) {
      // The belief stands for all versions up to the one that is shown.
      const event = this.recording.course(mode)?.steps[count - 1]?.event;
      document.body.dataset['beliefVersion'] = String(event?.version ?? 0);
      document.body.dataset['beliefAt'] = new Date(frame.at * 1000).toISOString();
    }
  }

  /** Fetches what the maps show at this moment; an answer that comes too late is only kept. */
  private async showNow(): Promise<void> {
    const { time, count, modes, direction } = this.moment();
    const stays = () => this.moment().time === time;
    await Promise.all(
      modes.map(async (mode) => {
        const wanted = this.wanted(mode);
        if (!wanted) return;
        try {
          const frame = await this.frames.fetch(wanted);
          if (stays() && this.moment().modes.includes(mode)) this.show(mode, frame);
        } catch (error) {
          this.failed(error);
        }
      }),
    );
    // The neighbours, for who steps on.
    const next = this.recording.course(modes[0]!)?.steps[direction > 0 ? count : count - 2];
    for (const mode of modes) {
      if (!stays() || !next) return;
      const wanted = this.wanted(mode, next.at);
      if (wanted) await this.frames.fetch(wanted).catch(() => null);
    }
  }

  /** Keeps what will be wanted soon coming, never more than the service computes side by side. */
  private fetchAhead(): void {
    const { time, speed, modes } = this.moment();
    const { version, end } = this.recording;
    for (const mode of modes) {
      const course = this.recording.course(mode);
      if (!course) continue;
      for (const wanted of Frames.ahead(course, mode, time, speed, version, end)) {
        if (this.frames.busy) return;
        if (this.frames.has(wanted)) continue;
        this.frames
          .fetch(wanted)
          .then(() => this.moment().playing && this.moment().modes.forEach((each) => this.showAtHand(each)))
          .catch((error: unknown) => this.failed(error));
      }
    }
  }
}
