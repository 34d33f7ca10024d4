/** Makes this page open without a net the next time. */
const QUIET_MS = 3000;

function tell(worker: ServiceWorker | null): void {
  const urls = performance.getEntriesByType('resource').map((entry) => entry.name);
  worker?.postMessage(urls);
}

export async function installOffline(): Promise<void> {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return;
  try {
    await navigator.serviceWorker.register('/worker.js');
    const ready = await navigator.serviceWorker.ready;
    // After the map has loaded its parts.
    setTimeout(() => tell(ready.active), QUIET_MS);
  } catch {
    // Without a secure context there is no worker; the page then needs a net to open.
  }
}
