/** Which notices are to be shown: all but those that somebody here has put aside. */
import type { Notice } from '../contract/notices';

/** Figures change with every report; a notice is another one when it speaks of something else. */
export const keyOf = (notice: Notice): string => JSON.stringify([notice.code, ...notice.about]);

/** The notices that were not put aside. */
export function shown(notices: readonly Notice[], aside: ReadonlySet<string>): Notice[] {
  return notices.filter((notice) => !aside.has(keyOf(notice)));
}

/** What stays put aside: a notice that went away is shown again when it comes back. */
export function stillAside(notices: readonly Notice[], aside: ReadonlySet<string>): Set<string> {
  return new Set(notices.map(keyOf).filter((key) => aside.has(key)));
}
