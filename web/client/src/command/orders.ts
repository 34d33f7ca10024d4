/** What a commander orders and records, each with the way back where there is one. */
import type { Point, Redirect, Reply } from '../contract/state';
import { i18n } from '../i18n/i18n.svelte';
import { at } from '../net/api';
import { later } from '../parts/later.svelte';
import { tick } from '../parts/tick.svelte';
import { confirmed } from '../team/swept';
import type { Give } from './give';
import type { SweepGroup } from './sweeps';

export class Orders {
  constructor(private readonly give: Give) {}

  send(teamId: string, target: Point): Promise<boolean> {
    return this.order(at`/teams/${teamId}/redirects`, { target, reason: i18n.t.command.title });
  }

  deploy(body: Record<string, unknown>): Promise<boolean> {
    return this.order('/teams', body);
  }

  release({ redirect_id, expected_pos }: Redirect): void {
    const followed = expected_pos === null ? {} : { followed: { expected_pos } };
    void this.order(at`/redirects/${redirect_id}/release`, followed);
  }

  answer(redirectId: string, reply: Reply, reason?: string): void {
    const body = { reply, on_behalf: true, ...(reason ? { reason } : {}) };
    void this.order(at`/redirects/${redirectId}/replies`, body);
  }

  standDown(teamId: string, name: string): void {
    later.give(i18n.t.later.standDown(name), () =>
      void this.order(at`/teams/${teamId}/stand-down`, { reason: i18n.t.command.standDown }),
    );
  }

  assess(sightingId: string, verdict: string): void {
    void this.order(at`/sightings/${sightingId}/assessment`, { verdict });
  }

  async correct({ teamId, segments, from, until, sweepIds }: SweepGroup): Promise<boolean> {
    if (!segments.length) return this.withdraw(sweepIds);
    return this.order('/sweeps', confirmed(teamId, { segments, from, until, walked: false }, sweepIds));
  }

  async withdraw(sweepIds: readonly string[]): Promise<boolean> {
    for (const id of sweepIds) {
      if (!(await this.order(at`/sweeps/${id}/withdrawal`, {}))) return false;
    }
    return true;
  }

  async found(body: Record<string, unknown>): Promise<boolean> {
    const told = { ...body, at: tick.now.toISOString() };
    return (await this.give('/find', told, i18n.t.team.foundSent, () => this.notHim())) !== null;
  }

  notHim(): void {
    void this.give('/find/withdrawal', {}, i18n.t.event.findWithdrawn);
  }

  async note(text: string): Promise<boolean> {
    return (await this.give('/notes', { text }, i18n.t.note.added)) !== null;
  }

  pause(): void {
    void this.give('/suspension', {}, i18n.t.event.suspended, () => this.resume());
  }

  resume(): void {
    void this.give('/resumption', {}, i18n.t.event.resumed);
  }

  close(outcome: keyof typeof i18n.t.command.outcomes): void {
    later.give(i18n.t.later.close(i18n.t.command.outcomes[outcome]), () => void this.order('/closure', { outcome }));
  }

  private async order(path: string, body: Record<string, unknown>): Promise<boolean> {
    return (await this.give(path, body)) !== null;
  }
}
