/** What the exercise tells a team alone: whom it meets, and who walks for it. */
import type { OwnTeam } from '../contract/exercise';
import { get, post } from '../net/api';
import { ownLocation } from '../team/location.svelte';

const ASKED_EVERY_MS = 2000;

export class TeamInExercise {
  told = $state.raw<OwnTeam | null>(null);

  /** Asks until the returned function is called. */
  start(): () => void {
    const ask = () => void this.ask();
    ask();
    const timer = setInterval(ask, ASKED_EVERY_MS);
    return () => clearInterval(timer);
  }

  async ask(): Promise<void> {
    try {
      if (this.told && !this.told.machine_walks) await this.walk(false);
      this.told = await get<OwnTeam>('/exercise/team');
    } catch {
      // Without a net, or for somebody without a team, nothing is told; the next question may be.
    }
  }

  /** The machine walks, or the trainee does and says where he is. */
  async walk(machine: boolean): Promise<void> {
    const fix = machine ? null : ownLocation.fix;
    await post('/exercise/team/walking', { machine, ...(fix ? { lon: fix.lon, lat: fix.lat } : {}) });
    if (machine) ownLocation.stop();
    if (this.told) this.told = { ...this.told, machine_walks: machine };
  }
}
