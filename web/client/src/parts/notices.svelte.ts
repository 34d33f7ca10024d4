/** The notices of a search, asked for again whenever its belief was computed anew. */
import type { Notice, NoticesAnswer } from '../contract/notices';
import { at, get } from '../net/api';
import { keyOf, shown, stillAside } from '../search/notices';

/** A busy search changes many times a second; what is wrong with its map does not. */
const GAP_MS = 4000;

export class NoticeList {
  private all = $state.raw<readonly Notice[]>([]);
  private advised = $state.raw<readonly Notice[]>([]);
  private aside = $state.raw<ReadonlySet<string>>(new Set());
  private timer: ReturnType<typeof setTimeout> | null = null;
  private again = false;

  constructor(private readonly searchId: string) {}

  /** Those to be shown, those of the advice first. */
  get shown(): Notice[] {
    return shown([...this.advised, ...this.all], this.aside);
  }

  /** The notices of the newest advice, which come with it unasked. */
  advise(notices: readonly Notice[]): void {
    this.advised = notices;
    this.forget();
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

  /** What went away is shown again when it comes back. */
  private forget(): void {
    this.aside = stillAside([...this.advised, ...this.all], this.aside);
  }

  private async read(): Promise<void> {
    try {
      this.all = (await get<NoticesAnswer>(at`/searches/${this.searchId}/notices`)).notices;
      this.forget();
    } catch {
      // Without an answer the last one stays; whether there is a connection is shown elsewhere.
    }
  }
}
