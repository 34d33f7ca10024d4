/**
 * Milliseconds to wait before attempt number `attempt` (from 0): doubling with full jitter, so that a
 * thousand phones do not come back in the same instant.
 */
export function backoff(attempt: number, random: () => number = Math.random, baseMs = 500, maxMs = 20_000): number {
  const ceiling = Math.min(maxMs, baseMs * 2 ** Math.min(attempt, 16));
  return Math.round(ceiling * (0.25 + 0.75 * random()));
}
