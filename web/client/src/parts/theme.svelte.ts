/** Light or dark: chosen here before, else dark at night where a page asks for that, else what the device wants. */
export type Theme = 'light' | 'dark';

const KEY = 'theme';
/** What the hour made of it when a phone was last in the street: until the search tells its time. */
const HOUR_KEY = 'theme-by-hour';
const DUSK = 18;
const DAWN = 6;

class ThemeChoice {
  current = $state<Theme>('light');

  private readonly darkDevice = matchMedia('(prefers-color-scheme: dark)');
  /** Whether it is night by the clock of the search; null where no page asks. */
  private night: boolean | null = null;

  constructor() {
    this.show();
    this.darkDevice.addEventListener('change', () => this.show());
  }

  toggle(): void {
    const next = this.current === 'dark' ? 'light' : 'dark';
    localStorage.setItem(KEY, next);
    this.show();
  }

  /** Dark for a street at night, unless somebody chose; `now` is null while the search has not told its time. */
  followHour(now: Date | null): void {
    const hour = now?.getHours();
    const night = hour === undefined ? localStorage.getItem(HOUR_KEY) === 'night' : hour >= DUSK || hour < DAWN;
    if (night === this.night) return;
    this.night = night;
    if (now) localStorage.setItem(HOUR_KEY, night ? 'night' : 'day');
    this.show();
  }

  private show(): void {
    const chosen = localStorage.getItem(KEY);
    const dark = this.night || this.darkDevice.matches;
    this.current = chosen === 'light' || chosen === 'dark' ? chosen : dark ? 'dark' : 'light';
    document.documentElement.dataset['theme'] = this.current;
  }
}

export const theme = new ThemeChoice();
