/** The find that this phone reported, until the search itself says that he was found. */
import { i18n } from '../i18n/i18n.svelte';
import type { WaitingCommand } from '../outbox/store';
import type { SearchSession } from '../search/session.svelte';
import { outbox } from './outbox.svelte';

const isFind = ({ path }: WaitingCommand) => path.endsWith('/find');

export class Finding {
  /** Given here; the service may have it already, and its event is still to come. */
  private given = $state(false);
  /** It is not yet in the outbox. */
  private storing = $state(false);

  /** Made while its page is made. */
  constructor(private readonly session: SearchSession) {
    $effect(() => {
      if (session.state?.find || outbox.refusedIn(session.searchId).some(isFind)) this.given = false;
    });
  }

  /** It has not left this phone. */
  readonly waits = $derived.by(() => this.storing || outbox.waitingIn(this.session.searchId).some(isFind));
  /** Reported from this phone, while the search does not say so yet. */
  readonly pending = $derived.by(() => !this.session.state?.find && (this.given || this.waits));

  async report(body: Record<string, unknown>): Promise<void> {
    this.given = this.storing = true;
    try {
      await outbox.give(this.session.searchId, i18n.t.team.found, '/find', body);
    } catch (error) {
      // This phone can keep nothing: the search goes on for it, and the button is there again.
      this.given = false;
      throw error;
    } finally {
      this.storing = false;
    }
  }
}
