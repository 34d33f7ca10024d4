/** What of the teams' orders is drawn: stretches still to search, ways there, stretches searched. */
import type { Position } from '../contract/messages';
import type { Area } from '../search/area';
import { route } from '../search/route';
import type { SearchState } from '../contract/state';
import type { OrdersData } from './layers/orders';

export function ordersOf(
  area: Area,
  state: SearchState,
  positions: ReadonlyMap<string, Position>,
  ownTeam: string | null,
  chosenTeam: string | null,
): OrdersData {
  const orders: { segments: number[]; ways: OrdersData['ways'][number][]; swept: number[] } = {
    segments: [],
    ways: [],
    swept: [],
  };
  for (const team of state.teams) {
    if (ownTeam && team.team_id !== ownTeam) continue;
    const redirect = state.redirects.find((r) => r.redirect_id === team.assignment);
    if (!redirect) continue;
    // Everybody's stretches at once would hide the map: only those of one team.
    if (team.team_id === (ownTeam ?? chosenTeam)) orders.segments.push(...redirect.segments);
    const position = positions.get(team.team_id);
    if (position && redirect.target && redirect.status !== 'executing') {
      const way = route(area, position, redirect.target);
      if (way) orders.ways.push(way.line);
    }
  }
  for (const sweep of state.sweeps) if (!sweep.withdrawn) orders.swept.push(...sweep.segments);
  return orders;
}
