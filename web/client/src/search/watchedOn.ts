/**
 * Clearances that one officer gave without a gap at the speed of life, as live watching does, are
 * told of as one. The service puts them together in the same way.
 */
interface Cleared {
  camera_id: string;
  from: string;
  until: string;
  playback_speed: number | null;
}

const AS_IT_WAS = 1;
const place = (of: Cleared, actor: string, time: string) => `${of.camera_id} ${actor} ${Date.parse(time)}`;

/** Finds for each clearance the run that it goes on with; told of them in order of time. */
export class Runs<Run> {
  private readonly ends = new Map<string, Run>();

  /** The run that ends where this one begins, taken out; it is put back by `ended`. */
  before(of: Cleared, actor: string): Run | undefined {
    if (of.playback_speed !== AS_IT_WAS) return undefined;
    const key = place(of, actor, of.from);
    const run = this.ends.get(key);
    this.ends.delete(key);
    return run;
  }

  ended(of: Cleared, actor: string, run: Run): void {
    if (of.playback_speed === AS_IT_WAS) this.ends.set(place(of, actor, of.until), run);
  }
}

/** The clearances with every run as one, which has the place and the id of its first. */
export function watchedOn<C extends Cleared & { actor: string }>(clearances: readonly C[]): C[] {
  const runs = new Runs<number>();
  const told: C[] = [];
  for (const clearance of clearances) {
    const at = runs.before(clearance, clearance.actor) ?? told.push(clearance) - 1;
    told[at] = { ...told[at]!, until: clearance.until };
    runs.ended(clearance, clearance.actor, at);
  }
  return told;
}

/** The clearances that `last` goes on with, oldest first, itself at the end. */
export function runOf<C extends Cleared & { actor: string }>(last: C, clearances: readonly C[]): C[] {
  const run = [last];
  const ends = new Runs<C>();
  for (const clearance of clearances) ends.ended(clearance, clearance.actor, clearance);
  for (let before = ends.before(last, last.actor); before; before = ends.before(before, before.actor)) run.unshift(before);
  return run;
}
