/** Snapshot + events = state, in the shape of the snapshot. Pure. */
import type { SearchEvent } from '../contract/events';
import type { SearchState } from '../contract/state';
import { cameraRules } from './cameras';
import { incidentRules } from './incident';
import type { Rules } from './rules';
import { teamRules } from './teams';

const rules: Rules = { ...incidentRules, ...cameraRules, ...teamRules };

/**
 * The state after `event`. An event the state already contains changes nothing, so catching up may
 * overlap; a topic this client does not know only moves the version.
 */
export function reduce(state: SearchState, event: SearchEvent): SearchState {
  return event.version <= state.version ? state : applied(state, event);
}

/** The state after an event that it cannot contain yet, whatever their versions. */
export function applied(state: SearchState, event: SearchEvent): SearchState {
  const rule = rules[event.topic] as ((state: SearchState, event: SearchEvent) => SearchState) | undefined;
  const after = rule ? rule(state, event) : state;
  return { ...after, version: event.version };
}

export function reduceAll(state: SearchState, events: readonly SearchEvent[]): SearchState {
  return events.reduce(reduce, state);
}
