/** Times as people read them: 09:52, with the day when it is not today. */
import type { Language } from '../i18n/language';

const two = (n: number) => String(n).padStart(2, '0');

function sameDay(a: Date, b: Date): boolean {
  return a.getFullYear() === b.getFullYear() && a.getMonth() === b.getMonth() && a.getDate() === b.getDate();
}

function day(at: Date, language: Language): string {
  if (language === 'zh') return `${at.getMonth() + 1}月${at.getDate()}日`;
  return at.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' });
}

/** 09:52, or "23 Nov 09:52" when `at` is not the day of `now`; empty for no time. */
export function timeWords(
  at: string | Date | null | undefined,
  now: Date,
  language: Language,
  seconds = false,
): string {
  if (!at) return '';
  const date = typeof at === 'string' ? new Date(at) : at;
  if (Number.isNaN(date.getTime())) return '';
  const time = `${two(date.getHours())}:${two(date.getMinutes())}${seconds ? `:${two(date.getSeconds())}` : ''}`;
  return sameDay(date, now) ? time : `${day(date, language)} ${time}`;
}

/** Below so much time from one end to the other, minutes alone would all be the same. */
const SHORT_MS = 10 * 60_000;

/** A moment of a span, such as a mark on an axis: with seconds where the span is short. */
export function momentWords(at: string | number | Date, spanMs: number, now: Date, language: Language): string {
  return timeWords(new Date(at), now, language, spanMs < SHORT_MS);
}

/** 09:10–09:35; the day only once. */
export function spanWords(from: string | Date, until: string | Date, now: Date, language: Language): string {
  const end = typeof until === 'string' ? new Date(until) : until;
  const start = typeof from === 'string' ? new Date(from) : from;
  return `${timeWords(start, now, language)}–${timeWords(end, sameDay(start, end) ? end : now, language)}`;
}

/** Seconds between a moment and now, never negative. */
export function ageSeconds(at: string | Date, now: Date): number {
  const date = typeof at === 'string' ? new Date(at) : at;
  return Math.max(0, (now.getTime() - date.getTime()) / 1000);
}
