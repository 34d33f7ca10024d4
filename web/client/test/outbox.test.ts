import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { OfflineError, ProblemError } from '../src/net/api';
import { Outbox, type OutboxView } from '../src/outbox/outbox';
import { OutboxStore } from '../src/outbox/store';

const NEVER = 1_000_000_000;
let database = 0;
let store: OutboxStore;
let view: OutboxView;
let calls: { path: string; body: unknown; key: string }[];
let answer: (path: string) => void;
let made = 0;
let outbox: Outbox;

const problem = (status: number) =>
  new ProblemError({ title: 'no', status, code: 'c', detail: 'the team stood down' });

function makeOutbox(): Outbox {
  return new Outbox(
    store,
    async (path, body, key) => {
      calls.push({ path, body, key });
      answer(path);
      return { search_id: 's', version: 1, id: `made-${++made}` };
    },
    (next) => (view = next),
    () => NEVER,
  );
}

const give = (path: string) => outbox.give({ searchId: 's', kind: 'sweep', path, body: { path } });
const paths = () => calls.map((call) => call.path);

beforeEach(async () => {
  store = await OutboxStore.open(`outbox-${database++}`);
  calls = [];
  made = 0;
  answer = () => {};
  outbox = makeOutbox();
});
afterEach(() => {
  outbox.stop();
  store.close();
});

describe('outbox', () => {
  it('given commands without a net, keeps them and sends them later in order with the same ids', async () => {
    answer = () => {
      throw new OfflineError('no net');
    };
    await give('/a');
    await give('/b');
    await outbox.flush();
    expect(view.waiting).toHaveLength(2);
    const triedKey = calls[0]!.key;
    calls = [];
    answer = () => {};
    await outbox.flush();
    expect(paths()).toEqual(['/a', '/b']);
    expect(calls[0]!.key).toBe(triedKey);
    expect(view.waiting).toEqual([]);
  });

  it('given a closed page, finds its commands again', async () => {
    answer = () => {
      throw new OfflineError('no net');
    };
    const key = await give('/a');
    await outbox.flush();
    outbox.stop();
    answer = () => {};
    calls = [];
    outbox = makeOutbox();
    await outbox.flush();
    expect(calls.map((call) => call.key)).toEqual([key]);
  });

  it('given a refusal, keeps and shows the command and goes on with the next', async () => {
    answer = (path) => {
      if (path === '/a') throw problem(409);
    };
    await give('/a');
    await give('/b');
    await vi.waitFor(() => expect(view.waiting).toEqual([]));
    expect(view.refused.map((command) => [command.path, command.refused?.detail])).toEqual([
      ['/a', 'the team stood down'],
    ]);
    await outbox.dismiss(view.refused[0]!.seq!);
    expect(view.refused).toEqual([]);
  });

  it.each([500, 503, 401, 408, 429])('given the answer %i, which is no verdict, keeps the command', async (status) => {
    answer = () => {
      throw problem(status);
    };
    await give('/a');
    await outbox.flush();
    expect([view.waiting.length, view.refused.length]).toEqual([1, 0]);
  });

  it('given positions and a command, sends the newest position first and the older ones last', async () => {
    answer = () => {
      throw new OfflineError('no net');
    };
    for (const minute of [1, 2, 3]) {
      await outbox.position('s', 't', { lon: minute, lat: 0, at: `2026-03-01T01:0${minute}:00Z` });
    }
    await give('/a');
    await outbox.flush();
    calls = [];
    answer = () => {};
    await outbox.flush();
    expect(paths()).toEqual(['/searches/s/positions', '/a', '/searches/s/positions']);
    const lons = (i: number) => (calls[i]!.body as { fixes: { lon: number }[] }).fixes.map((fix) => fix.lon);
    expect([lons(0), lons(2)]).toEqual([[3], [1, 2]]);
    expect(view.waitingFixes).toBe(0);
  });

  it('given a command while another is on its way, sends both, each once', async () => {
    await Promise.all([give('/a'), give('/b'), outbox.flush(), outbox.flush()]);
    await vi.waitFor(() => expect(view.waiting).toEqual([]));
    expect(paths()).toEqual(['/a', '/b']);
  });

  const seen = (words = '/sightings') =>
    outbox.give({ searchId: 's', kind: 'saw', path: words, body: {} }, { kind: 'photo', blob: new Blob([words]) });

  it('given a command with a photo, sends the words first and then the picture to what they made', async () => {
    await seen();
    await vi.waitFor(() => expect(paths()).toEqual(['/sightings', '/sightings/made-1/photo']));
    expect(await (calls[1]!.body as Blob).text()).toBe('/sightings');
    expect(calls[1]!.key).not.toBe(calls[0]!.key);
    await vi.waitFor(() => expect([view.waiting, view.waitingPhotos]).toEqual([[], []]));
  });

  it('given photos without a net, keeps them over a closed page and sends them later in order, words before pictures', async () => {
    answer = () => {
      throw new OfflineError('no net');
    };
    await seen('/first');
    await seen('/second');
    await give('/on-our-way');
    await outbox.flush();
    expect(view.waiting.map((command) => !!command.photo)).toEqual([true, true, false]);
    outbox.stop();
    answer = () => {};
    calls = [];
    outbox = makeOutbox();
    await outbox.flush();
    expect(paths()).toEqual(['/first', '/second', '/on-our-way', '/first/made-1/photo', '/second/made-2/photo']);
  });

  it('given a net that breaks during the picture, sends it again with the same id and the words only once', async () => {
    answer = (path) => {
      if (path.endsWith('/photo')) throw new OfflineError('no net');
    };
    await seen();
    await vi.waitFor(() => expect(view.waitingPhotos).toHaveLength(1));
    await outbox.flush();
    const tried = calls.filter((call) => call.path.endsWith('/photo')).map((call) => call.key);
    answer = () => {};
    await outbox.flush();
    expect(paths().filter((path) => path === '/sightings')).toHaveLength(1);
    expect(new Set([...tried, calls.at(-1)!.key]).size).toBe(1);
    expect(view.waitingPhotos).toEqual([]);
  });

  it('given a picture that is refused, shows it and keeps what the words said', async () => {
    answer = (path) => {
      if (path.endsWith('/photo')) throw problem(422);
    };
    await seen();
    await give('/b');
    await vi.waitFor(() => expect(view.refusedPhotos.map((photo) => photo.kind)).toEqual(['photo']));
    expect(view.refused).toEqual([]);
    expect(paths()).toContain('/b');
    await outbox.dismissPhoto(view.refusedPhotos[0]!.seq!);
    expect(view.refusedPhotos).toEqual([]);
  });

  it('given words that are refused, sends no picture and keeps both together until they are read', async () => {
    answer = () => {
      throw problem(422);
    };
    await seen();
    await vi.waitFor(() => expect(view.refused).toHaveLength(1));
    expect(view.refused[0]!.photo).toBeDefined();
    expect(paths()).toEqual(['/sightings']);
  });

  it('given an outbox of an earlier version of the page, finds its commands', async () => {
    const name = `outbox-old-${database++}`;
    const old = indexedDB.open(name, 1);
    old.onupgradeneeded = () => {
      for (const kept of ['commands', 'fixes']) old.result.createObjectStore(kept, { keyPath: 'seq', autoIncrement: true });
    };
    await new Promise((resolve) => (old.onsuccess = resolve));
    old.result.transaction('commands', 'readwrite').objectStore('commands').add({ key: 'k', kind: 'a', searchId: 's', path: '/a', body: {} });
    old.result.close();
    const upgraded = await OutboxStore.open(name);
    expect((await upgraded.commands()).map((command) => command.path)).toEqual(['/a']);
    expect(await upgraded.photos()).toEqual([]);
    upgraded.close();
  });
});
