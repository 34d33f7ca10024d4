/** The after-action report: a page of its own, which the service makes; after a long search that takes a while. */
import type { Share } from '../contract/whatIf';
import { i18n } from '../i18n/i18n.svelte';
import { at, postLong } from '../net/api';

/** Where the report is: in the language of the page, and in the time zone of its reader. */
export function reportAddress(searchId: string): string {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone ?? 'UTC';
  return `/api/v1${at`/searches/${searchId}/report?language=${i18n.language}&time_zone=${zone}`}`;
}

/** Our page that has it made, shows how far that is, and then leads there. */
export function reportPage(searchId: string): string {
  return at`/report/${searchId}`;
}

export async function prepareReport(
  searchId: string,
  onprogress: (share: Share) => void,
  signal: AbortSignal,
): Promise<void> {
  await postLong(at`/searches/${searchId}/report/preparation`, {}, onprogress, signal);
}
