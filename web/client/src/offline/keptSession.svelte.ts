/** A search on a phone opens with what the phone knew last, and what it learns is kept for next time. */
import { onMount } from 'svelte';
import type { SearchSession } from '../search/session.svelte';
import { clock } from '../time/clock';
import { installOffline } from './install';
import { forgetLastKnown, keepLastKnown, lastKnown } from './lastKnown';

/** Called while the page is made: starts the session, and ends it with the page. */
export function keepSession(session: SearchSession, ownTeam: () => string | null): void {
  const { searchId } = session;
  onMount(() => {
    const known = lastKnown(searchId);
    if (known) {
      session.remember(known.state, known.teamId);
      clock.resume(known.clock);
    }
    session.start();
    void installOffline();
    return () => session.stop();
  });
  // Kept at every step of the search, not at every position.
  $effect(() => {
    const { state: search, status } = session;
    if (status === 'revoked' || status === 'forbidden' || status === 'missing' || search?.status === 'closed') {
      forgetLastKnown(searchId);
    } else if (search && !session.remembered) {
      keepLastKnown(searchId, { state: search, teamId: ownTeam(), clock: clock.reading });
    }
  });
}
