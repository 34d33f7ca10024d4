/** What no event can take back is given a little later, so that it can still be undone. */
const WAIT_S = 15;

interface Waiting {
  words: string;
  act: () => void;
}

class Later {
  waiting = $state.raw<Waiting | null>(null);
  left = $state(0);
  private timer: ReturnType<typeof setInterval> | undefined;

  /** Begins to wait; what waits already is done at once. */
  give(words: string, act: () => void): void {
    this.now();
    this.waiting = { words, act };
    this.left = WAIT_S;
    this.timer = setInterval(() => {
      this.left -= 1;
      if (this.left <= 0) this.now();
    }, 1000);
  }

  undo(): void {
    clearInterval(this.timer);
    this.waiting = null;
  }

  /** Waits no longer. */
  now(): void {
    const { waiting } = this;
    this.undo();
    waiting?.act();
  }
}

export const later = new Later();
