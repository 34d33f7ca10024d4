/// <reference lib="webworker" />
/** The service worker of the street page: it opens without a net, as it was last seen. */
import { answerOf, SHELL, tooMany } from './caching';

declare const self: ServiceWorkerGlobalScope;
const CACHE = 'search-coordinator-1';

async function keep(request: Request | string, response: Response): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.put(request, response);
  const urls = (await cache.keys()).map((one) => one.url);
  await Promise.all(tooMany(urls).map((url) => cache.delete(url)));
}

async function kept(request: Request): Promise<Response> {
  const known = await caches.match(request, { cacheName: CACHE });
  if (known) return known;
  const response = await fetch(request);
  if (response.ok) await keep(request, response.clone());
  return response;
}

async function shell(request: Request): Promise<Response> {
  try {
    const response = await fetch(request);
    if (response.ok && !response.redirected) await keep(SHELL, response.clone());
    return response;
  } catch (error) {
    const known = await caches.match(SHELL, { cacheName: CACHE });
    if (known) return known;
    throw error;
  }
}

/** The page that installs it is its own at once, not only the next time it is opened. */
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const answer = answerOf(new URL(request.url), self.location.origin, request.method, request.mode === 'navigate');
  if (answer === 'kept') event.respondWith(kept(request));
  else if (answer === 'shell') event.respondWith(shell(request));
});

/** A page tells what it was made of, for it was loaded before this worker could see it. */
self.addEventListener('message', (event) => {
  const urls = event.data as string[];
  const all = urls.map(async (url) => {
    const request = new Request(url, { credentials: 'same-origin' });
    if (answerOf(new URL(url), self.location.origin, 'GET', false) === 'kept') await kept(request);
  });
  const page = fetch(SHELL).then((response) => (response.ok ? keep(SHELL, response) : undefined));
  event.waitUntil(Promise.allSettled([...all, page]));
});
