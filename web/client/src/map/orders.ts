/** What of the teams' orders is drawn: stretches still to search, ways there, stretches searched. */
import type { Position } from '../contract/messages';
import type { Position as Corner } from 'geojson';
import type { SearchState } from '../contract/state';
import type { Area } from '../search/area';
import { searchIsOver } from '../search/orderStatus';
import { route } from '../search/route';
import type { OrdersData, Way } from './layers/orders';

/** Minutes after which a searched stretch fades, and fades again. */
const FADES_AFTER_MIN = [15, 45];

/** `looked` is the team whose stretches are shown: everybody's at once would hide the map. */
export function waysOf(
  area: Area,
  state: SearchState,
  positions: ReadonlyMap<string, Position>,
  ownTeam: string | null,
  looked: string | null,
  /** The way the own team is led, where it is led. */
  led: readonly Corner[] | null = null,
): Omit<OrdersData, 'swept'> {
  const segments: number[] = [];
  const ways: Way[] = [];
  if (searchIsOver(state)) return { segments, ways };
  for (const team of state.teams) {
    if (ownTeam && team.team_id !== ownTeam) continue;
    const redirect = state.redirects.find((r) => r.redirect_id === team.assignment);
    if (!redirect) continue;
    const chosen = team.team_id === looked;
    if (chosen) segments.push(...redirect.segments);
    if (led && team.team_id === ownTeam) {
      ways.push({ line: led, chosen });
      continue;
    }
    const position = positions.get(team.team_id);
    if (position && redirect.target && redirect.status !== 'executing') {
      const way = route(area, position, redirect.target, team.mode);
      if (way) ways.push({ line: way.line, chosen });
    }
  }
  return { segments, ways };
}

/** Searched stretches in steps of age, each stretch once with its newest search. */
export function sweptByAge(state: SearchState, now: Date): number[][] {
  const newest = new Map<number, number>();
  for (const sweep of state.sweeps) {
    if (sweep.withdrawn) continue;
    const until = Date.parse(sweep.until);
    for (const segment of sweep.segments) newest.set(segment, Math.max(until, newest.get(segment) ?? 0));
  }
  const steps: number[][] = [[], ...FADES_AFTER_MIN.map(() => [] as number[])];
  for (const [segment, until] of newest) {
    const minutes = (now.getTime() - until) / 60_000;
    steps[FADES_AFTER_MIN.filter((limit) => minutes > limit).length]!.push(segment);
  }
  return steps;
}
