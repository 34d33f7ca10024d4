/** The find that this phone reported, until the search itself says that he was found. */
import { i18n } from '../i18n/i18n.svelte';
import type { WaitingCommand } from '../outbox/store';
import type { SearchSession } from '../search/session.svelte';
import { outbox } from './outbox.svelte';

const isFind = ({ path }: WaitingCommand) => path.endsWith('/find');

export class Finding {
  /** Given here; the service may have it already, and its event is still to come. */
  private given = $state(false);

  /** Made while its page is made. */
  constructor(private readonly session: SearchSession) {
    $effect(() => {
      if (session.state?.find || outbox.refusedIn(session.searchId).some(isFind)) this.given = false;
    });
  }

  /** Reported from this phone, while command cannot be said to know it. */
  readonly pending = $derived.by(() => {
    if (this.session.state?.find) return false;
    return this.given || outbox.waitingIn(this.session.searchId).some(isFind);
  });

  report(body: Record<string, unknown>): void {
    this.given = true;
    void outbox.give(this.session.searchId, i18n.t.team.found, '/find', body);
  }
}
