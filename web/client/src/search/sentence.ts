import type { Sentence } from '../contract/state';
import type { Language } from '../i18n/language';

/** A sentence of the service in the reader's language, else in the other one. */
export function sentenceWords(sentence: Sentence | null | undefined, language: Language): string {
  if (!sentence) return '';
  if (typeof sentence === 'string') return sentence;
  return sentence[language] ?? sentence[language === 'zh' ? 'en' : 'zh'] ?? '';
}
