/** How far a duty card is done. Pure. */
import type { Duty, DutyCard } from '../contract/dutyCards';
import type { DoneDuty } from '../contract/state';
import type { WaitingCommand } from '../outbox/store';
import { sameDuty } from './sameDuty';

export interface Tickable {
  duty: Duty;
  done: DoneDuty | undefined;
}

export interface Part {
  title: Duty['part'];
  duties: Tickable[];
}

/** The card in its parts, each duty with who did it and when. */
export function partsOf(card: DutyCard, checklist: readonly DoneDuty[], teamId: string | null): Part[] {
  const parts: Part[] = [];
  for (const duty of card.duties) {
    const key = { role: card.role, item: duty.item, team_id: teamId };
    const tickable = { duty, done: checklist.find((done) => sameDuty(done, key)) };
    const last = parts.at(-1);
    if (last && last.title?.en === duty.part?.en && last.title?.zh === duty.part?.zh) last.duties.push(tickable);
    else parts.push({ title: duty.part, duties: [tickable] });
  }
  return parts;
}

/** What is not done yet of a desk's card; once he is found only of its last part, which is for then. */
export function openDuties(card: DutyCard, checklist: readonly DoneDuty[], found: boolean): Duty[] {
  const parts = partsOf(card, checklist, null).slice(found ? -1 : 0);
  return parts.flatMap(({ duties }) => duties.filter(({ done }) => !done).map(({ duty }) => duty));
}

/** How many of how many are done. */
export function progressOf(card: DutyCard, checklist: readonly DoneDuty[], teamId: string | null): [number, number] {
  const all = partsOf(card, checklist, teamId).flatMap((part) => part.duties);
  return [all.filter(({ done }) => done).length, all.length];
}

/** The checklist once what still waits on this device has gone out. */
export function withWaiting(
  checklist: readonly DoneDuty[],
  waiting: readonly WaitingCommand[],
  searchId: string,
  teamId: string | null,
): DoneDuty[] {
  let list = [...checklist];
  for (const { searchId: whose, path, body } of waiting) {
    const undone = path.endsWith('/checklist/withdrawal');
    if (whose !== searchId || (!undone && !path.endsWith('/checklist'))) continue;
    const key = { role: String(body['role']), item: String(body['item']), team_id: teamId };
    const before = list.some((done) => sameDuty(done, key));
    if (undone) list = list.filter((done) => !sameDuty(done, key));
    else if (!before) list.push({ ...key, at: String(body['occurred_at'] ?? ''), actor: '' });
  }
  return list;
}
