/** The phone's outbox as the screen sees it: how much waits, what was refused. */
import { i18n } from '../i18n/i18n.svelte';
import { command, upload, type CommandAnswer } from '../net/api';
import { Outbox, type OutboxView } from '../outbox/outbox';
import { OutboxStore, type Fix, type WaitingCommand, type WaitingPhoto } from '../outbox/store';
import { clock } from '../time/clock';

const LOCK = 'search-coordinator-outbox';

/** Only one tab sends at a time, so that the order holds. */
const send = (path: string, body: unknown, key: string): Promise<CommandAnswer> =>
  body instanceof Blob ? upload(path, body, key) : command(path, body, key, clock.now());

class PhoneOutbox {
  view = $state.raw<OutboxView>({ waiting: [], waitingPhotos: [], waitingFixes: 0, refused: [], refusedPhotos: [] });
  private readonly ready: Promise<Outbox> = OutboxStore.open().then((store) => {
    const outbox = new Outbox(store, send, (view) => (this.view = view));
    void outbox.tell();
    return outbox;
  });

  /** `photo` follows once the command was accepted; its path is that of what the command made. */
  async give(
    searchId: string,
    kind: string,
    path: string,
    body: Record<string, unknown>,
    photo: Blob | null = null,
  ): Promise<void> {
    const outbox = await this.ready;
    const stamped = { occurred_at: clock.now().toISOString(), ...body };
    const full = `/searches/${encodeURIComponent(searchId)}${path}`;
    const following = photo && { kind: i18n.t.photo.kind, blob: photo };
    await outbox.give({ searchId, kind, path: full, body: stamped }, following);
  }

  async position(searchId: string, teamId: string, fix: Fix): Promise<void> {
    await (await this.ready).position(searchId, teamId, fix);
  }

  /** What waits here for this search; the phone may have served another one before. */
  waitingIn(searchId: string): WaitingCommand[] {
    return this.view.waiting.filter((command) => command.searchId === searchId);
  }

  refusedIn(searchId: string): WaitingCommand[] {
    return this.view.refused.filter((command) => command.searchId === searchId);
  }

  async dismiss(command: WaitingCommand): Promise<void> {
    if (command.seq !== undefined) await (await this.ready).dismiss(command.seq);
  }

  async dismissPhoto(photo: WaitingPhoto): Promise<void> {
    if (photo.seq !== undefined) await (await this.ready).dismissPhoto(photo.seq);
  }

  /** How much waits on this device, words and pictures. */
  get count(): number {
    return this.view.waiting.length + this.view.waitingPhotos.length;
  }

  /** Sends what waits; one tab at a time where the browser can arrange that. */
  readonly flush = async (): Promise<void> => {
    const outbox = await this.ready;
    if (!navigator.locks) return outbox.flush();
    await navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) => {
      if (lock) await outbox.flush();
    });
  };

  start(): () => void {
    const visible = () => {
      if (document.visibilityState === 'visible') void this.flush();
    };
    addEventListener('online', this.flush);
    document.addEventListener('visibilitychange', visible);
    void this.flush();
    return () => {
      removeEventListener('online', this.flush);
      document.removeEventListener('visibilitychange', visible);
    };
  }
}

export const outbox = new PhoneOutbox();
