/** The question which streets a team searched: asked for, shown when no finger is elsewhere, answered. */
import type { Point, Redirect } from '../contract/state';
import { i18n } from '../i18n/i18n.svelte';
import { tick } from '../parts/tick.svelte';
import { toast } from '../parts/toast.svelte';
import type { Area } from '../search/area';
import { segmentsNear } from '../search/geometry';
import { outbox } from './outbox.svelte';
import { begunAt, proposalOf, toggled, unseen, walkedOf, type Proposal } from './swept';

const NEAR_M = 30;

/** What the question is about. */
export interface About {
  searchId: string;
  teamId: string;
  order: Redirect | null;
  area: Area | null;
  place: Point | null;
}

export class Searched {
  proposal = $state.raw<Proposal | null>(null);
  /** The streets to confirm have come, and wait until nothing else is asked of the team. */
  waits = $state(false);
  /** The order these streets belong to was called done. */
  done = $state<'sent' | 'saved' | null>(null);
  private asking = false;

  /** Asks which streets were searched; `done` when the order was called done just now. */
  async ask({ searchId, teamId, order, area, place }: About, done: Searched['done'] = null): Promise<void> {
    if (this.asking) return;
    const now = tick.now;
    const from = begunAt(order, now);
    this.asking = true;
    try {
      await outbox.flush();
      const walked = await walkedOf(searchId, teamId, from, now);
      const near = area && place ? segmentsNear(area, place, NEAR_M) : [];
      this.proposal = proposalOf(walked, order, near, from);
      this.done = done;
      this.waits = true;
    } catch {
      // Without an answer the service takes the streets from the positions once it has them.
      void outbox.give(searchId, i18n.t.team.sweepKind, '/sweeps', unseen(teamId, from, now));
      toast.say(i18n.t.team.saved);
    } finally {
      this.asking = false;
    }
  }

  /** One street more, or one less. */
  toggle(segment: number): void {
    if (this.proposal) this.proposal = { ...this.proposal, segments: toggled(this.proposal.segments, segment) };
  }
}
