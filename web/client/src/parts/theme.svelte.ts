/** Light or dark: chosen here before, else what the device wants. */
export type Theme = 'light' | 'dark';

const KEY = 'theme';

class ThemeChoice {
  current = $state<Theme>('light');

  constructor() {
    const stored = localStorage.getItem(KEY);
    const dark = matchMedia('(prefers-color-scheme: dark)');
    this.apply(stored === 'light' || stored === 'dark' ? stored : dark.matches ? 'dark' : 'light');
    dark.addEventListener('change', (event) => {
      if (!localStorage.getItem(KEY)) this.apply(event.matches ? 'dark' : 'light');
    });
  }

  toggle(): void {
    const next = this.current === 'dark' ? 'light' : 'dark';
    localStorage.setItem(KEY, next);
    this.apply(next);
  }

  /** Dark for a street at night, unless somebody chose. */
  preferDark(): void {
    if (!localStorage.getItem(KEY)) this.apply('dark');
  }

  private apply(theme: Theme): void {
    this.current = theme;
    document.documentElement.dataset['theme'] = theme;
  }
}

export const theme = new ThemeChoice();
