/** The notices of a search, asked for again whenever its belief was computed anew. */
import type { Notice, NoticesAnswer } from '../contract/notices';
import { at, get } from '../net/api';
import { keyOf, shown, stillAside } from '../search/notices';

/** A busy search changes many times a second; what is wrong with its map does not. */
const GAP_MS = 4000;

export class NoticeList {
  private all = $state.raw<readonly Notice[]>([]);
  private aside = $state.raw<ReadonlySet<string>>(new Set());
  private timer: ReturnType<typeof setTimeout> | null = null;
  private again = false;

  constructor(private readonly searchId: string) {}

  get shown(): Notice[] {
    return shown(this.all, this.aside);
  }

  /** Ask now, or a little later when just asked. */
  ask(): void {
    if (this.timer !== null) {
      this.again = true;
      return;
    }
    this.timer = setTimeout(() => this.rested(), GAP_MS);
    void this.read();
  }

  putAside(notice: Notice): void {
    this.aside = new Set([...this.aside, keyOf(notice)]);
  }

  stop(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  private rested(): void {
    this.timer = null;
    if (!this.again) return;
    this.again = false;
    this.ask();
  }

  private async read(): Promise<void> {
    try {
      this.all = (await get<NoticesAnswer>(at`/searches/${this.searchId}/notices`)).notices;
      this.aside = stillAside(this.all, this.aside);
    } catch {
      // Without an answer the last one stays; whether there is a connection is shown elsewhere.
    }
  }
}
