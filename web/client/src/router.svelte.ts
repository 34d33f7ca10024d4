/** Which page the address names. The application serves one entry for all of them. */
import { keptSearches } from './offline/lastKnown';

export type Page =
  | 'home'
  | 'video'
  | 'street'
  | 'replay'
  | 'command'
  | 'handover'
  | 'join'
  | 'demo'
  | 'watch'
  | 'exercise'
  | 'what-if'
  | 'report';

const WITH_SEARCH: readonly Page[] = ['video', 'street', 'replay', 'command', 'handover', 'watch', 'exercise', 'what-if', 'report'];

export interface Route {
  page: Page;
  searchId: string;
}

export function routeOf(path: string): Route {
  const [first = '', second = ''] = path.split('/').filter(Boolean);
  const page = first as Page;
  if (WITH_SEARCH.includes(page) && second) return { page, searchId: decodeURIComponent(second) };
  if (first === 'join' || first === 'demo') return { page: first, searchId: '' };
  return { page: 'home', searchId: '' };
}

class Router {
  route = $state.raw<Route>(routeOf(location.pathname));

  constructor() {
    const [kept] = keptSearches();
    // An installed phone starts at "/"; without a net it goes on with the search it knows.
    if (!navigator.onLine && this.route.page === 'home' && kept) this.go(`/street/${encodeURIComponent(kept)}`);
    addEventListener('popstate', () => (this.route = routeOf(location.pathname)));
  }

  go(path: string): void {
    history.pushState(null, '', path);
    this.route = routeOf(location.pathname);
  }
}

export const router = new Router();
