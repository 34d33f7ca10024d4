/** Which search this is: its mark, the name, the place; also on the tab of the browser. */
import type { SearchSummary } from '../contract/summary';
import { at, get } from '../net/api';
import { markOf, markPicture, type SearchMark } from './mark';

const USUAL_TITLE = 'Search Coordinator';
const USUAL_ICON = '/icon.svg';

export class Identity {
  summary = $state.raw<SearchSummary | null>(null);
  private stopped = false;

  constructor(private readonly searchId: string) {}

  get mark(): SearchMark | null {
    return this.summary && markOf(this.summary.number);
  }

  /** Asks again, for instance because he was last seen elsewhere. */
  async ask(): Promise<void> {
    try {
      this.summary = await get<SearchSummary>(at`/searches/${this.searchId}/summary`);
    } catch {
      // The page says by itself whether there is a connection; name and place stay as known.
    }
  }

  /** Names the tab: "B Li, Shuangfeng Rd, Command". */
  nameTab(parts: readonly (string | null | undefined)[]): void {
    if (this.stopped) return;
    const told = parts.filter(Boolean).join(', ');
    document.title = [this.mark?.letter, told || USUAL_TITLE].filter(Boolean).join(' ');
    if (this.mark) icon()?.setAttribute('href', markPicture(this.mark));
  }

  stop(): void {
    this.stopped = true;
    document.title = USUAL_TITLE;
    icon()?.setAttribute('href', USUAL_ICON);
  }
}

const icon = () => document.querySelector('link[rel="icon"]');
