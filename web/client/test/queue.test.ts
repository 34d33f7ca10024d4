import { describe, expect, it } from 'vitest';
import type { Review } from '../src/contract/messages';
import type { SearchSession } from '../src/search/session.svelte';
import { ReviewQueue } from '../src/video/queue.svelte';

const review = (camera: string): Review => ({
  camera_id: camera,
  from: '2026-03-01T01:10:00Z',
  until: '2026-03-01T01:35:00Z',
  gain_bits: 0.1,
  minutes: 3,
  reason: '',
});
const [a, b, c, d] = ['A', 'B', 'C', 'D'].map(review);

function queue() {
  const session = { advice: { version: 1, reviews: [] as Review[] }, events: [], state: null, accountId: 'me' };
  const made = new ReviewQueue(session as unknown as SearchSession, () => false);
  const advise = (...reviews: (Review | undefined)[]) => {
    session.advice = { version: 1, reviews: reviews as Review[] };
    made.settle();
  };
  const shown = () => made.reviews.map((one, i) => (i === made.index ? `[${one.camera_id}]` : one.camera_id)).join(' ');
  return { made, advise, shown };
}

describe('the queue', () => {
  it('begins with the best, which stays marked whatever comes before it', () => {
    const { advise, shown } = queue();
    advise(a, b);
    expect(shown()).toBe('[A] B');
    advise(c, b, a);
    expect(shown()).toBe('C B [A]');
  });

  it('keeps a window that is not advised any more where it was, until somebody moves on', () => {
    const { made, advise, shown } = queue();
    advise(a, b, c);
    made.move(1);
    advise(c, a, d);
    expect(shown()).toBe('C [B] A D');
    advise(c, a);
    expect(shown()).toBe('C [B] A');
    made.move(1);
    expect(shown()).toBe('C [A]');
    made.move(1);
    expect(shown()).toBe('C [A]');
    made.move(-9);
    expect(shown()).toBe('[C] A');
  });

  it('goes on to the next camera after one is done, or to the best', () => {
    const { made, advise, shown } = queue();
    advise(a, b, c);
    const next = made.following('A');
    advise(c, b);
    made.markNext(next);
    expect(shown()).toBe('C [B]');
    made.markNext(a);
    expect(shown()).toBe('[C] B');
  });
});
