/** What the video officer states about cameras and sightings, each answered in words, and taking it back. */
import { i18n } from '../i18n/i18n.svelte';
import { at } from '../net/api';
import { toast } from '../parts/toast.svelte';
import { errorWords, give } from '../search/commands';
import type { SearchSession } from '../search/session.svelte';
import { clock } from '../time/clock';
import { spanWords } from '../time/words';
import { lastDeed, type Deed } from './lastDeed';

const HOUR = 3_600_000;

export class Deeds {
  /** Seconds by which the area says that a camera's clock is ahead. */
  clockOf: (cameraId: string) => number = () => 0;

  constructor(private readonly session: SearchSession) {}

  /** Seconds by which a camera's clock is ahead. */
  ahead(cameraId: string): number {
    return this.session.state?.cameras[cameraId]?.clock_offset_s ?? this.clockOf(cameraId);
  }

  outOfService(cameraId: string, from: Date, until: Date): Promise<boolean> {
    const body = { from: from.toISOString(), until: until.toISOString() };
    return this.command(at`/cameras/${cameraId}/outages`, body, i18n.t.event.out(cameraId));
  }

  async correctClock(cameraId: string, seconds: number): Promise<void> {
    const body = { offset_s: seconds };
    await this.command(at`/cameras/${cameraId}/clock`, body, i18n.t.video.clockDone(cameraId, seconds));
  }

  async requestRecording(cameraId: string, minutes: number, overwrittenInHours: number | null): Promise<void> {
    const end = overwrittenInHours === null ? null : new Date(clock.now().getTime() + overwrittenInHours * HOUR);
    await this.command(
      at`/cameras/${cameraId}/recordings`,
      { minutes, ...(end && { overwritten_at: end.toISOString() }) },
      i18n.t.event.requested(cameraId),
    );
  }

  async recordingArrived(cameraId: string, requestId: string): Promise<void> {
    await this.command(at`/recordings/${requestId}/available`, {}, i18n.t.event.available(cameraId));
  }

  reportSighting(body: Record<string, unknown>): Promise<boolean> {
    return this.command('/sightings', body, i18n.t.video.sighting);
  }

  /** What I did last and can take back. */
  get last(): Deed | null {
    const { state, events, accountId } = this.session;
    return state && lastDeed(state, events, accountId, this.clockOf);
  }

  /** The same in words, empty without. */
  get lastWords(): string {
    const deed = this.last;
    if (!deed) return '';
    const { t } = i18n;
    switch (deed.kind) {
      case 'clearance':
        return `${deed.cameraId} ${spanWords(deed.from, deed.until, clock.now(), i18n.language)}`;
      case 'clock':
        return `${deed.cameraId} ${t.video.clock}`;
      case 'outage':
        return `${deed.cameraId} ${t.video.outOfService}`;
      case 'sighting':
        return `${deed.cameraId ?? ''} ${t.video.sighting}`;
    }
  }

  async undo(): Promise<void> {
    const deed = this.last;
    if (!deed) return toast.say(i18n.t.video.nothingToUndo);
    const camera = deed.cameraId ?? '';
    const t = i18n.t.video;
    switch (deed.kind) {
      case 'clearance':
        return this.takeBack(deed.ids, camera, deed);
      case 'clock':
        return this.correctClock(camera, deed.before);
      case 'outage':
        await this.command(at`/outages/${deed.id}/withdrawal`, {}, t.outBack(camera));
        return;
      case 'sighting':
        await this.command(at`/sightings/${deed.id}/assessment`, { verdict: 'ruled_out' }, t.sightingBack(camera));
    }
  }

  /** Clearances that are told of as one are taken back as one. */
  async takeBack(ids: readonly string[], cameraId: string, span: { from: string; until: string }): Promise<void> {
    const done = i18n.t.video.withdrawn(cameraId, spanWords(span.from, span.until, clock.now(), i18n.language));
    for (const id of ids) {
      const body = { reason: i18n.t.video.withdrawReason };
      if (!(await this.command(at`/clearances/${id}/withdrawal`, body, done))) return;
    }
  }

  private async command(path: string, body: Record<string, unknown>, done: string): Promise<boolean> {
    try {
      await give(this.session.searchId, path, body);
      toast.say(done);
      return true;
    } catch (error) {
      toast.say(errorWords(error), true);
      return false;
    }
  }
}
