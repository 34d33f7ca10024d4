/** What events about teams, redirects and sweeps do to the state. */
import type { EventOf } from '../contract/events';
import type { Redirect, RedirectStatus, Reply, SearchState } from '../contract/state';
import type { Rules } from './rules';
import { changed, put } from './lists';

function redirectOf(
  event: EventOf<'redirect.proposed'> | EventOf<'street_team.redirected'>,
  status: RedirectStatus,
): Redirect {
  const { data } = event;
  return {
    redirect_id: data.redirect_id,
    team_id: data.team_id,
    target: data.target,
    segments: data.segments,
    replaces: data.replaces,
    because: data.because,
    grounds: data.grounds,
    expected_pos: data.expected_pos,
    expires_at: data.expires_at,
    issued_by: data.issued_by,
    issued_at: event.occurred_at,
    reason: data.reason ?? null,
    status,
    escalated: false,
    version: event.version,
    replies: [],
  };
}

function withRedirect(
  state: SearchState,
  redirectId: string,
  change: (redirect: Redirect) => Partial<Redirect>,
): SearchState {
  return {
    ...state,
    redirects: changed(state.redirects, (redirect) => redirect.redirect_id === redirectId, change),
  };
}

/** Replies may arrive out of order: the one furthest along tells how things stand. */
const RANK: Partial<Record<RedirectStatus, number>> = {
  proposed: 0,
  sent: 0,
  received: 1,
  wilco: 2,
  executing: 3,
  completed: 4,
  declined: 4,
};

function furthest(status: RedirectStatus, reply: Reply): RedirectStatus {
  const rank = status === 'completed' || status === 'declined' ? undefined : RANK[status];
  return rank !== undefined && RANK[reply]! > rank ? reply : status;
}

/** Takes the assignment from the team that has it. */
function unassigned(state: SearchState, redirectId: string): SearchState {
  return {
    ...state,
    teams: changed(
      state.teams,
      (team) => team.assignment === redirectId,
      () => ({ assignment: null }),
    ),
  };
}

export const teamRules: Rules = {
  'street_team.deployed': (state, { data }) => ({
    ...state,
    teams: put(
      state.teams,
      {
        team_id: data.team_id,
        name: data.name ?? null,
        mode: data.mode,
        beat: data.beat,
        lon: data.lon,
        lat: data.lat,
        status: 'deployed',
        assignment: null,
      },
      (team) => team.team_id,
    ),
  }),
  'street_team.stood_down': (state, { data }) => ({
    ...state,
    teams: changed(
      state.teams,
      (team) => team.team_id === data.team_id,
      () => ({ status: 'stood_down', assignment: null }),
    ),
  }),
  'redirect.proposed': (state, event) => ({
    ...state,
    redirects: put(state.redirects, redirectOf(event, 'proposed'), (redirect) => redirect.redirect_id),
  }),
  'street_team.redirected': (state, event) => ({
    ...state,
    redirects: put(state.redirects, redirectOf(event, 'sent'), (redirect) => redirect.redirect_id),
    teams: changed(
      state.teams,
      (team) => team.team_id === event.data.team_id,
      () => ({ assignment: event.data.redirect_id }),
    ),
  }),
  'redirect.replied': (state, { data, occurred_at }) => {
    const replied = withRedirect(state, data.redirect_id, (redirect) => ({
      status: furthest(redirect.status, data.reply),
      replies: [
        ...redirect.replies,
        { reply: data.reply, at: occurred_at, on_behalf: data.on_behalf, reason: data.reason ?? null },
      ],
    }));
    const ends = data.reply === 'declined' || data.reply === 'completed';
    return ends ? unassigned(replied, data.redirect_id) : replied;
  },
  'redirect.superseded': (state, { data }) =>
    withRedirect(state, data.redirect_id, () => ({ status: 'superseded' })),
  'redirect.expired': (state, { data }) =>
    unassigned(withRedirect(state, data.redirect_id, () => ({ status: 'expired' })), data.redirect_id),
  'redirect.escalated': (state, { data }) => withRedirect(state, data.redirect_id, () => ({ escalated: true })),
  'streets.swept': (state, { data, version }) => ({
    ...state,
    sweeps: [
      ...state.sweeps,
      {
        sweep_id: data.sweep_id,
        team_id: data.team_id,
        segments: data.segments,
        from: data.from,
        until: data.until,
        pod: data.pod,
        withdrawn: false,
        version,
      },
    ],
  }),
  'streets.sweep_withdrawn': (state, { data }) => ({
    ...state,
    sweeps: changed(
      state.sweeps,
      (sweep) => sweep.sweep_id === data.sweep_id,
      () => ({ withdrawn: true }),
    ),
  }),
};
