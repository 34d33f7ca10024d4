import { describe, expect, it } from 'vitest';
import { sweepGroups } from '../src/command/sweeps';
import type { SearchEvent } from '../src/contract/events';
import type { Redirect, SearchState, Sweep } from '../src/contract/state';
import type { Walked } from '../src/contract/walked';
import { sweepsJoined } from '../src/search/sweptRuns';
import { begunAt, confirmed, proposalOf, toggled, unseen } from '../src/team/swept';

const NOW = new Date('2026-03-01T10:00:00Z');
const walked = (segments: number[]): Walked => ({
  team_id: 't',
  from: '2026-03-01T09:40:00Z',
  until: '2026-03-01T10:00:00Z',
  fixes: 3,
  segments,
  searched: segments.length ? [{ from: '2026-03-01T09:50:00Z', until: '2026-03-01T09:52:00Z', segments }] : [],
  metres: 0,
});
const task = {
  segments: [7, 8],
  replies: [
    { reply: 'wilco', at: '2026-03-01T09:41:00Z', on_behalf: false },
    { reply: 'executing', at: '2026-03-01T09:45:00Z', on_behalf: false },
  ],
} as unknown as Redirect;
const sweep = (version: number, team_id: string, segments: number[], from: string, withdrawn = false): Sweep =>
  ({ sweep_id: `s${version}`, team_id, segments, from, until: '2026-03-01T10:00:00Z', withdrawn, version, pod: 0.6 }) as Sweep;

describe('what a team confirms as searched', () => {
  it('is what it walked, at its own time', () => {
    expect(proposalOf(walked([3]), task, [1], null)).toEqual({
      segments: [3],
      from: '2026-03-01T09:40:00Z',
      until: '2026-03-01T10:00:00Z',
      shown: { from: '2026-03-01T09:50:00Z', until: '2026-03-01T09:52:00Z' },
      walked: true,
    });
  });

  it('is the order where the phone saw no way, and what is near without an order', () => {
    expect(proposalOf(walked([]), task, [1], begunAt(task, NOW))).toMatchObject({
      segments: [7, 8],
      from: '2026-03-01T09:45:00Z',
      walked: false,
    });
    const near = proposalOf(walked([]), null, [1], null);
    expect(near.segments).toEqual([1]);
    expect(Date.parse(near.until) - Date.parse(near.from)).toBe(300_000);
  });

  it('can be added to and taken from by tapping', () => {
    expect(toggled([1, 2], 2)).toEqual([1]);
    expect(toggled([1], 2)).toEqual([1, 2]);
  });

  it('is left to the service where it does not answer', () => {
    expect(unseen('t', null, NOW)).toEqual({
      team_id: 't',
      recorded: true,
      from: '2026-03-01T09:55:00.000Z',
      until: '2026-03-01T10:00:00.000Z',
    });
  });

  it('names the sweeps that it corrects', () => {
    const proposal = proposalOf(walked([3]), task, [], null);
    expect(confirmed('t', proposal)).not.toHaveProperty('replaces');
    expect(confirmed('t', proposal, ['s1'])).toMatchObject({ recorded: true, segments: [3], replaces: ['s1'] });
  });
});

describe('sweeps at a desk', () => {
  it('belong together where one report recorded them, the newest first, without those taken back', () => {
    const sweeps = [
      sweep(4, 'a', [1], '2026-03-01T09:50:00Z'),
      sweep(5, 'a', [2, 1], '2026-03-01T09:48:00Z'),
      sweep(6, 'b', [3], '2026-03-01T09:48:00Z'),
      sweep(9, 'b', [4], '2026-03-01T09:48:00Z'),
      sweep(10, 'b', [5], '2026-03-01T09:48:00Z', true),
    ];
    const groups = sweepGroups({ sweeps } as unknown as SearchState);
    expect(groups.map((group) => group.sweepIds)).toEqual([['s9'], ['s6'], ['s4', 's5']]);
    expect(groups[2]).toMatchObject({ segments: [1, 2], from: '2026-03-01T09:48:00Z' });
  });

  it('are told as one where one report recorded them', () => {
    const event = (version: number, segments: number[]) =>
      ({ topic: 'streets.swept', version, actor: 'p', data: { team_id: 'a', segments, from: `f${version}` } }) as unknown as SearchEvent;
    const told = sweepsJoined([event(1, [1]), event(2, [2]), event(4, [3])]);
    expect(told.map((one) => one.version)).toEqual([2, 4]);
    expect(told[0]).toMatchObject({ data: { segments: [1, 2], from: 'f1' } });
  });
});
