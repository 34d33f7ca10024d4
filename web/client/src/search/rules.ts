import type { EventOf, Topic } from '../contract/events';
import type { SearchState } from '../contract/state';

/** For each topic what it does to the state. Pure; the version is counted elsewhere. */
export type Rules = { [T in Topic]?: (state: SearchState, event: EventOf<T>) => SearchState };
