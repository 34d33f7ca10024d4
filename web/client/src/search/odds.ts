/** Probabilities in words: "about 1 in 20". */
import type { Messages } from '../i18n/messages';

const STEPS = [2, 3, 4, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1000, 2000, 5000, 10_000];

export function oddsWords(p: number, t: Messages): string {
  if (p >= 0.6) return t.odds.most(Math.round(p * 100));
  if (p < 1 / 20_000) return t.odds.never;
  const n = STEPS.reduce((best, step) => (Math.abs(Math.log(step * p)) < Math.abs(Math.log(best * p)) ? step : best));
  return t.odds.oneIn(n >= 10_000 ? '10 000' : String(n));
}

/** As many digits as a small share deserves: 3.1 %, 12 %. */
export function sharpPercentWords(p: number): string {
  if (p > 0 && p < 0.0005) return '<0.1 %';
  return `${(p * 100).toFixed(p >= 0.095 || p === 0 ? 0 : 1)} %`;
}

export function percentWords(p: number): string {
  const percent = p * 100;
  return percent > 0 && percent < 1 ? '<1 %' : `${Math.round(percent)} %`;
}
