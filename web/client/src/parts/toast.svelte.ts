/** One short message at a time, said aloud by screen readers; what was done can be undone from it. */
class Toast {
  text = $state('');
  bad = $state(false);
  undo = $state.raw<(() => void) | null>(null);
  private timer: ReturnType<typeof setTimeout> | undefined;

  say(text: string, bad = false, undo: (() => void) | null = null): void {
    this.text = text;
    this.bad = bad;
    this.undo = undo;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.away(), bad || undo ? 9000 : 5000);
  }

  /** Takes back what the message tells of. */
  takeBack(): void {
    const undo = this.undo;
    this.away();
    undo?.();
  }

  private away(): void {
    clearTimeout(this.timer);
    this.text = '';
    this.undo = null;
  }
}

export const toast = new Toast();
