import { describe, expect, it } from 'vitest';
import type { SearchEvent } from '../src/contract/events';
import { mayYet, redirectDone, reviewDone } from '../src/replay/advised';
import { knownCourse, realCourse } from '../src/replay/course';
import { Frames, gridOf, wantedAt } from '../src/replay/frames';
import { linkOf, placeOf } from '../src/replay/link';
import { Whereabouts } from '../src/replay/whereabouts';
import { clearance, event, redirect } from './events';

const at = (minute: number, second = 0) => new Date(Date.UTC(2026, 2, 1, 9, minute, second)).toISOString();
const ms = (minute: number, second = 0) => Date.parse(at(minute, second));
const told = (stored: SearchEvent, minute: number, happened = minute): SearchEvent => ({
  ...stored,
  recorded_at: at(minute),
  occurred_at: at(happened),
});

const events: SearchEvent[] = [
  told(event(1, 'search.opened', { area: 'district', area_hash: 'h', model_version: '1', seed: 1 }), 0),
  told(event(2, 'last_known_point.set', { lon: 8.7, lat: 49.4, at: at(-40), radius_m: 30 }), 0),
  told(event(3, 'camera_zone.cleared', clearance('a')), 10),
  told(event(4, 'note.added', { note_id: 'n' }), 12),
  told(event(5, 'camera_zone.cleared', clearance('b')), 30, 11),
];
const known = knownCourse('s', events);
const real = realCourse(
  's',
  events,
  [
    { version: 1, at: at(0) },
    { version: 2, at: at(0) },
    { version: 3, at: at(10) },
    { version: 5, at: at(11) },
    { version: 4, at: at(12) },
  ],
);

describe('a course', () => {
  it('has at each moment what had been recorded, or had happened, by then', () => {
    const clearances = (course: typeof known, minute: number) =>
      course.after(course.countAt(ms(minute))).clearances.map((each) => each.clearance_id);
    expect(clearances(known, 9)).toEqual([]);
    expect(clearances(known, 11)).toEqual(['a']);
    expect(clearances(known, 30)).toEqual(['a', 'b']);
    expect(clearances(real, 11)).toEqual(['a', 'b']);
  });

  it('ends the same way by both orders', () => {
    const last = ({ clearances, notes }: ReturnType<typeof known.after>) => ({ clearances, notes });
    expect(last(real.after(5))).toEqual(last(known.after(5)));
  });

  it('gives the same state from anywhere, however many events there are', () => {
    const many = Array.from({ length: 240 }, (_, i) =>
      told(event(i + 3, 'note.added', { note_id: `${i}` }), i + 1),
    );
    const long = knownCourse('s', [...events.slice(0, 2), ...many]);
    for (const count of [242, 17, 100, 101, 50, 0, 199]) {
      expect(long.after(count).notes).toHaveLength(Math.max(0, count - 2));
    }
  });
});

describe('the belief that stands for a moment', () => {
  it('knows what had been recorded, not before it was', () => {
    expect(wantedAt(known, 'known', ms(9), 0, 5)?.version).toBe(2);
    expect(wantedAt(known, 'known', ms(10, 5), 0, 5)).toEqual({ version: 3, at: ms(10) });
    expect(wantedAt(known, 'known', ms(20, 7), 0, 5)).toEqual({ version: 3, at: ms(20) });
  });

  it('knows everything with hindsight', () => {
    expect(wantedAt(real, 'was', ms(9), 0, 5)?.version).toBe(5);
  });

  it('is not there before anybody said where he was seen last', () => {
    expect(wantedAt(knownCourse('s', events.slice(0, 1)), 'known', ms(5), 0, 1)).toBeNull();
  });

  it('stands for longer the faster it plays, so that a whole search is some hundred of them', () => {
    expect(gridOf(1)).toBe(15_000);
    expect(gridOf(600)).toBe(120_000);
    const wanted = Frames.ahead(known, 'known', ms(0), 600, 5, ms(240));
    expect(wanted.length).toBeLessThan(20);
    expect(wanted.every((each, i) => i === 0 || each.at > wanted[i - 1]!.at)).toBe(true);
  });
});

describe('whereabouts', () => {
  const tracks = new Whereabouts();
  tracks.add({
    tracks: [
      {
        team_id: 't',
        fixes: [
          [8.7, 49.4, at(1), at(1), 5],
          [8.71, 49.4, at(2), at(20), 5],
          [8.72, 49.4, at(3), at(3), 5],
        ],
      },
    ],
    next: null,
  });

  it('as known then are those of the newest fix that had come', () => {
    expect(tracks.known(ms(0)).size).toBe(0);
    expect(tracks.known(ms(2, 30)).get('t')?.lon).toBe(8.7);
    expect(tracks.known(ms(4)).get('t')).toMatchObject({ lon: 8.72, at: at(3) });
    // A fix that came late does not move it back.
    expect(tracks.known(ms(21)).get('t')?.lon).toBe(8.72);
  });

  it('as it was lie between the fixes, also those that came late', () => {
    expect(tracks.real(ms(1, 30)).get('t')?.lon).toBeCloseTo(8.705, 6);
    expect(tracks.real(ms(1, 30)).get('t')?.heading).toBeCloseTo(90, 1);
    expect(tracks.real(ms(9)).get('t')).toMatchObject({ lon: 8.72, at: at(3) });
  });

  it('take the same page twice without a change', () => {
    const before = tracks.real(ms(9)).get('t');
    tracks.add({ tracks: [{ team_id: 't', fixes: [[8.72, 49.4, at(3), at(3), 5]] }], next: null });
    expect(tracks.real(ms(9)).get('t')).toEqual(before);
  });
});

describe('a link to a moment', () => {
  const place = {
    at: ms(52),
    version: 17,
    view: 'both' as const,
    speed: 300,
    followed: { kind: 'camera' as const, id: 'C:17' },
  };
  it('leads to where it was taken', () => expect(placeOf(linkOf(place))).toEqual(place));
  it('says nothing of what is usual', () => {
    expect(linkOf({ at: null, version: null, view: 'known', speed: 60, followed: null })).toBe('');
  });
  it('with nonsense in it leads to the usual', () => {
    const nonsense = '?at=noon&version=-1.5&view=upside&speed=7&follow=cat:1';
    expect(placeOf(nonsense)).toEqual({ at: null, version: null, view: 'known', speed: 60, followed: null });
  });
});

describe('what was done about advice', () => {
  const { camera_id, from, until } = clearance('a');
  const review = { camera_id, from, until, gain_bits: 0.4, minutes: 5, reason: '' };
  it('is the clearance of the advised window, if it came in time', () => {
    expect(reviewDone(review, ms(5), events)).toEqual({ what: 'cleared', at: at(10) });
    expect(reviewDone(review, ms(31), events)).toBeNull();
    expect(reviewDone({ ...review, camera_id: 'other' }, ms(5), events)).toBeNull();
  });

  it('is where the team was sent next, whether there or not', () => {
    const sent = told(event(6, 'street_team.redirected', { ...redirect('r', 't'), segments: [7, 8] }), 15);
    const advice = { team_id: 't', target: null, segments: [8, 9], expected_pos: 0.1, reason: '' };
    expect(redirectDone(advice, ms(5), [...events, sent])?.followed).toBe(true);
    expect(redirectDone({ ...advice, segments: [1] }, ms(5), [...events, sent])?.followed).toBe(false);
    expect(redirectDone(advice, ms(16), [...events, sent])).toBeNull();
  });

  it('is not held against a search that has not run long enough', () => {
    expect(mayYet(ms(0), ms(44), true)).toBe(true);
    expect(mayYet(ms(0), ms(45), true)).toBe(false);
    expect(mayYet(ms(0), ms(44), false)).toBe(false);
  });
});
