/**
 * Commands of a phone: kept in order, sent in order, gone only on an explicit verdict. The newest
 * position goes before everything else, older ones after it. Photos follow their commands, in order,
 * once no words wait: a picture takes a weak net a minute, in which "on our way" must not wait.
 */
import { newKey, ProblemError, type CommandAnswer, type Problem } from '../net/api';
import { backoff } from '../net/backoff';
import type { Fix, FollowingPhoto, OutboxStore, WaitingCommand, WaitingFix, WaitingPhoto } from './store';

/** A body that is a picture is sent as such. */
export type Send = (path: string, body: unknown, key: string) => Promise<CommandAnswer>;

export interface OutboxView {
  /** In the order they will go out. */
  waiting: WaitingCommand[];
  /** Photos whose command was accepted. */
  waitingPhotos: WaitingPhoto[];
  waitingFixes: number;
  refused: WaitingCommand[];
  refusedPhotos: WaitingPhoto[];
}

/** Answers that say nothing about the command itself: sign in again, wait, try later. */
const NOT_A_VERDICT = new Set([401, 408, 425, 429]);

export function isVerdict(problem: Problem): boolean {
  return problem.status >= 400 && problem.status < 500 && !NOT_A_VERDICT.has(problem.status);
}

const FIXES_PER_CALL = 200;

export class Outbox {
  private running: Promise<void> | null = null;
  private again = false;
  private attempt = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly store: OutboxStore,
    private readonly send: Send,
    private readonly changed: (view: OutboxView) => void = () => {},
    private readonly wait: (attempt: number) => number = backoff,
  ) {}

  /** Keeps a command and tries to send it; resolves as soon as it is safe on this device. */
  async give(
    command: Omit<WaitingCommand, 'seq' | 'key' | 'refused' | 'photo'>,
    photo?: Omit<FollowingPhoto, 'key'> | null,
  ): Promise<string> {
    const key = newKey();
    await this.store.add({ ...command, key, ...(photo ? { photo: { ...photo, key: newKey() } } : {}) });
    await this.tell();
    void this.flush();
    return key;
  }

  async position(searchId: string, teamId: string, fix: Fix): Promise<void> {
    await this.store.addFix({ ...fix, searchId, teamId });
    void this.flush();
  }

  /** A person has read the refusal. */
  async dismiss(seq: number): Promise<void> {
    await this.store.remove(seq);
    await this.tell();
  }

  async dismissPhoto(seq: number): Promise<void> {
    await this.store.removePhoto(seq);
    await this.tell();
  }

  /** Sends what waits; called on start, `online`, visible and after every change. */
  flush(): Promise<void> {
    if (this.running) {
      this.again = true;
      return this.running;
    }
    clearTimeout(this.retry);
    this.running = this.drain().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  async tell(): Promise<void> {
    const [commands, photos, fixes] = await Promise.all([
      this.store.commands(),
      this.store.photos(),
      this.store.fixes(),
    ]);
    this.changed({
      waiting: commands.filter((command) => !command.refused),
      waitingPhotos: photos.filter((photo) => !photo.refused),
      waitingFixes: fixes.length,
      refused: commands.filter((command) => command.refused),
      refusedPhotos: photos.filter((photo) => photo.refused),
    });
  }

  stop(): void {
    clearTimeout(this.retry);
  }

  private async drain(): Promise<void> {
    do {
      this.again = false;
      const sent =
        (await this.drainFixes(true)) &&
        (await this.drainCommands()) &&
        (await this.drainPhotos()) &&
        (await this.drainFixes(false));
      await this.tell();
      if (!sent) {
        this.retry = setTimeout(() => void this.flush(), this.wait(this.attempt++));
        return;
      }
      this.attempt = 0;
    } while (this.again);
  }

  private async drainCommands(): Promise<boolean> {
    for (;;) {
      const next = (await this.store.commands()).find((command) => !command.refused);
      if (!next) return true;
      // What is taken from positions needs them first.
      if (next.body['recorded'] === true && !(await this.drainFixes(false))) return false;
      try {
        const { id } = await this.send(next.path, next.body, next.key);
        if (next.photo) await this.store.follow(next, `${next.path}/${encodeURIComponent(id)}/photo`);
        else await this.store.remove(next.seq!);
      } catch (error) {
        if (!(error instanceof ProblemError) || !isVerdict(error.problem)) return false;
        await this.store.refuse(next, error.problem);
      }
      await this.tell();
    }
  }

  /** One photo at a time; words that were given meanwhile go before the next one. */
  private async drainPhotos(): Promise<boolean> {
    for (;;) {
      const next = (await this.store.photos()).find((photo) => !photo.refused);
      if (!next) return true;
      try {
        await this.send(next.path, next.blob, next.key);
        await this.store.removePhoto(next.seq!);
      } catch (error) {
        if (!(error instanceof ProblemError) || !isVerdict(error.problem)) return false;
        await this.store.refusePhoto(next, error.problem);
      }
      await this.tell();
      if (!(await this.drainCommands())) return false;
    }
  }

  /** One call for the newest fix alone, then calls for the rest, oldest first. */
  private async drainFixes(newestOnly: boolean): Promise<boolean> {
    const fixes = await this.store.fixes();
    if (newestOnly) return fixes.length === 0 || this.sendFixes(fixes.slice(-1));
    while (fixes.length) {
      const { searchId, teamId } = fixes[0]!;
      const end = fixes.findIndex((fix) => fix.searchId !== searchId || fix.teamId !== teamId);
      const batch = fixes.splice(0, Math.min(end < 0 ? fixes.length : end, FIXES_PER_CALL));
      if (!(await this.sendFixes(batch))) return false;
    }
    return true;
  }

  private async sendFixes(batch: WaitingFix[]): Promise<boolean> {
    const { searchId, teamId } = batch[0]!;
    const body = {
      team_id: teamId,
      fixes: batch.map(({ lon, lat, at, accuracy_m }) => ({ lon, lat, at, accuracy_m })),
    };
    try {
      await this.send(`/searches/${encodeURIComponent(searchId)}/positions`, body, newKey());
    } catch (error) {
      // A refused position is of no use to anybody; anything else is kept.
      if (!(error instanceof ProblemError) || !isVerdict(error.problem)) return false;
    }
    await this.store.removeFixes(batch.map((fix) => fix.seq!));
    return true;
  }
}
