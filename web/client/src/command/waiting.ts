/** Which teams have not received or not answered, and which of them have to be called. Pure. */
import type { Redirect, SearchState, Team } from '../contract/state';
import { searchIsOver } from '../search/orderStatus';
import { isUnanswered } from '../team/task';
import { ageSeconds } from '../time/words';

/** The service asks for a call by itself; this is for the time until it has. */
const SILENT_S = 120;

export interface Waiting {
  redirect: Redirect;
  team: Team;
  /** When the phone had it, or the team said that it had; null for not yet. */
  receivedAt: string | null;
  /** Somebody has to call them. */
  call: boolean;
  /** The order ran out, and nobody ever answered. */
  over: boolean;
}

/** Orders that nobody agreed to or refused, those to call about first, then the oldest. */
export function waitingOrders(
  state: SearchState | null,
  delivered: ReadonlyMap<string, string>,
  now: Date,
): Waiting[] {
  const found: Waiting[] = [];
  if (searchIsOver(state)) return found;
  for (const team of state?.teams ?? []) {
    if (team.status !== 'deployed') continue;
    const redirect = state?.redirects.findLast((one) => one.team_id === team.team_id && one.status !== 'proposed' && one.status !== 'superseded');
    if (!redirect) continue;
    const over = redirect.status === 'expired' && redirect.replies.every(({ reply }) => reply === 'received');
    if (!over && !isUnanswered(redirect.status)) continue;
    const said = redirect.replies.find(({ reply }) => reply === 'received')?.at;
    found.push({
      redirect,
      team,
      receivedAt: said ?? delivered.get(redirect.redirect_id) ?? null,
      call: over || redirect.escalated || ageSeconds(redirect.issued_at, now) > SILENT_S,
      over,
    });
  }
  const age = ({ redirect }: Waiting) => Date.parse(redirect.issued_at);
  return found.sort((a, b) => Number(b.call) - Number(a.call) || age(a) - age(b));
}
