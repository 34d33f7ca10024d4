/** Watchers' reports as a desk keeps them. Pure. */
import type { WatcherReport } from '../contract/watcherReport';

/** The reports with these, which are newer than those of the same id; newest first. */
export function withReports(
  known: readonly WatcherReport[],
  told: readonly WatcherReport[],
): readonly WatcherReport[] {
  const all = new Map([...known, ...told].map((report) => [report.report_id, report]));
  return [...all.values()].sort((a, b) => b.number - a.number);
}
