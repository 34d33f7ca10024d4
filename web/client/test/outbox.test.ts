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
let outbox: Outbox;

const problem = (status: number) =>
  new ProblemError({ title: 'no', status, code: 'c', detail: 'the team stood down' });

function makeOutbox(): Outbox {
  return new Outbox(
    store,
    async (path, body, key) => {
      calls.push({ path, body, key });
      answer(path);
      return { search_id: 's', version: 1, id: 'i' };
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
});
