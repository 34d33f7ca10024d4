/** Where the report is: in the language of the page, and in the time zone of its reader. */
import { i18n } from '../i18n/i18n.svelte';
import { at } from '../net/api';

export function reportAddress(searchId: string): string {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone ?? 'UTC';
  return `/api/v1${at`/searches/${searchId}/report?language=${i18n.language}&time_zone=${zone}`}`;
}
