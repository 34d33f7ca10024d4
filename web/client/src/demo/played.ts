/** What a page knows of the demo it belongs to. Pure but for the cookie. */
import type { DemoInfo } from '../contract/demo';

/** Whether this page belongs to a demo: whoever took a part in one has its sign. */
export const inDemo = (): boolean => /(^|; )demo=1(;|$)/.test(document.cookie);

/**
 * Where to go on from a search that has ended: the same part in the play that follows it, or null
 * while there is none, or where the part cannot be told from the host's name.
 */
export function nextOf(demo: DemoInfo, searchId: string, host: string): string | null {
  if (demo.over || !demo.search_id || demo.search_id === searchId) return null;
  const own = demo.roles.filter((role) => new URL(role.url).hostname === host);
  return own.length === 1 ? (own[0]?.url ?? null) : null;
}
