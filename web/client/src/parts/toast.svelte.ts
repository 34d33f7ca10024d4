/** One short message at a time, said aloud by screen readers. */
class Toast {
  text = $state('');
  bad = $state(false);
  private timer: ReturnType<typeof setTimeout> | undefined;

  say(text: string, bad = false): void {
    this.text = text;
    this.bad = bad;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.text = ''), bad ? 9000 : 5000);
  }
}

export const toast = new Toast();
