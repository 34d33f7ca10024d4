/** The language of the page: the browser's first, or the one chosen here before. */
import { preferredLanguage, type Language } from './language';
import type { Messages } from './messages';
import { en } from './en';
import { zh } from './zh';

const KEY = 'language';
const texts: Record<Language, Messages> = { en, zh };

function stored(): Language | null {
  const value = localStorage.getItem(KEY);
  return value === 'zh' || value === 'en' ? value : null;
}

class I18n {
  language = $state<Language>(stored() ?? preferredLanguage(navigator.languages));

  get t(): Messages {
    return texts[this.language];
  }

  choose(language: Language): void {
    this.language = language;
    localStorage.setItem(KEY, language);
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }

  toggle(): void {
    this.choose(this.language === 'zh' ? 'en' : 'zh');
  }
}

export const i18n = new I18n();
i18n.choose(i18n.language);
