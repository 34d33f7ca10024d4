/** The phone's outbox as the screen sees it: how much waits, what was refused. */
import { command, type CommandAnswer } from '../net/api';
import { Outbox, type OutboxView } from '../outbox/outbox';
import { OutboxStore, type Fix, type WaitingCommand } from '../outbox/store';
import { clock } from '../time/clock';

const LOCK = 'search-coordinator-outbox';

/** Only one tab sends at a time, so that the order holds. */
const send = (path: string, body: unknown, key: string): Promise<CommandAnswer> =>
  command(path, body, key, clock.now());

class PhoneOutbox {
  view = $state.raw<OutboxView>({ waiting: [], waitingFixes: 0, refused: [] });
  private readonly ready: Promise<Outbox> = OutboxStore.open().then((store) => {
    const outbox = new Outbox(store, send, (view) => (this.view = view));
    void outbox.tell();
    return outbox;
  });

  async give(searchId: string, kind: string, path: string, body: Record<string, unknown>): Promise<void> {
    const outbox = await this.ready;
    const stamped = { occurred_at: clock.now().toISOString(), ...body };
    await outbox.give({ searchId, kind, path: `/searches/${encodeURIComponent(searchId)}${path}`, body: stamped });
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
