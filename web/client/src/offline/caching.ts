/** What the service worker does with a request, and what it throws away. Pure. */

export type Answer =
  /** Of content that never changes: from the cache, else fetched and kept. */
  | 'kept'
  /** The page itself: fetched, and from the cache only where there is no net. */
  | 'shell'
  /** Not our business. */
  | 'net';

/** Pages that open without a net; an installed phone starts at the first. */
const PAGES = ['', 'street', 'watch'];
/** The address the page is kept under, whatever search it was opened for. */
export const SHELL = '/index.html';

export function answerOf(url: URL, origin: string, method: string, navigation: boolean): Answer {
  if (url.origin !== origin || method !== 'GET') return 'net';
  const [first = ''] = url.pathname.split('/').filter(Boolean);
  if (navigation) return PAGES.includes(first) ? 'shell' : 'net';
  if (first === 'assets') return 'kept';
  // An area asked for by the hash of its content stays what it is.
  const area = /^\/api\/v1\/areas\/[^/]+\/(network|cameras)$/.test(url.pathname);
  return area && url.searchParams.has('hash') ? 'kept' : 'net';
}

const MOST_ASSETS = 80;
const MOST_AREAS = 4;

/** Addresses to forget, given all in the order they were kept: the oldest beyond a limit per kind. */
export function tooMany(kept: readonly string[]): string[] {
  const areas = kept.filter((url) => url.includes('/api/v1/areas/'));
  const assets = kept.filter((url) => url.includes('/assets/'));
  return [
    ...areas.slice(0, Math.max(0, areas.length - MOST_AREAS)),
    ...assets.slice(0, Math.max(0, assets.length - MOST_ASSETS)),
  ];
}
