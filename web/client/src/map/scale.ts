/**
 * The scale of probability per street: logarithmic, from the inferno family, which keeps its order
 * in greyscale and for colour-blind eyes. Light themes go from pale to dark, dark ones back.
 */
import type { Theme } from '../parts/theme.svelte';
import { codeOfPoa } from '../net/frame';

/** Below this a street keeps its quiet grey. */
export const LOWEST = 1 / 10_000;
export const HIGHEST = 1 / 20;

const LIGHT = ['#f3e0b0', '#f4bd6c', '#ee8a3c', '#dd5f3e', '#bd3853', '#932667', '#691a6e', '#420a68', '#1d0c45'];
const DARK = ['#3f1d63', '#5f2170', '#842d6c', '#ab3a5c', '#d05144', '#ea7228', '#f89b1b', '#f8c73e', '#fcf6a0'];

export function colours(theme: Theme): readonly string[] {
  return theme === 'dark' ? DARK : LIGHT;
}

export const CLASSES = LIGHT.length;

const LOW = codeOfPoa(LOWEST);
const HIGH = codeOfPoa(HIGHEST);

/** Class of every code of a frame: 0 = not coloured, 1 to CLASSES from 1 in 10 000 to 1 in 20. */
export const classOfCode: Uint8Array = Uint8Array.from({ length: 256 }, (_, code) => {
  if (code < LOW) return 0;
  return 1 + Math.min(CLASSES - 1, Math.floor(((code - LOW) / (HIGH - LOW)) * CLASSES));
});
