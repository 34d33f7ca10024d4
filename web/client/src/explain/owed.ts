/** Of which evidence somebody at a desk wants to know what it moved. Pure. */
import type { SearchEvent } from '../contract/events';
import { entriesOf, evidenceId } from '../search/story';

export interface Piece {
  id: string;
  /** With which it became known. */
  version: number;
}

/** Nobody reads further back than about so many. */
const MOST = 40;

/** The newest pieces that are not answered, newest first; what is told of as one is one. */
export function owedOf(events: readonly SearchEvent[], answered: ReadonlySet<string>): Piece[] {
  return entriesOf(events)
    .flatMap(({ event }) => {
      const id = evidenceId(event);
      return id === null ? [] : [{ id, version: event.version }];
    })
    .slice(0, MOST)
    .filter(({ id }) => !answered.has(id));
}
