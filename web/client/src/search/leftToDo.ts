/** What is left to do once he is found. Pure. */
import type { SearchState, Sighting, Team } from '../contract/state';
import { recordingsOf, type AskedRecording } from './askedRecordings';

export interface LeftToDo {
  /** Teams that are still out. */
  out: Team[];
  /** Recordings that somebody is still getting. */
  recordings: AskedRecording[];
  /** Sightings that nobody has judged. */
  sightings: Sighting[];
}

export function leftToDo(state: SearchState): LeftToDo {
  return {
    out: state.teams.filter((team) => team.status === 'deployed'),
    recordings: recordingsOf(state).filter(({ available }) => !available),
    sightings: state.sightings.filter(({ verdict }) => verdict === null).toReversed(),
  };
}
