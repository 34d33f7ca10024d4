/** The duty cards of the station, read once a page and kept on the device for when there is no net. */
import type { Duty, DutyCard, DutyCards } from '../contract/dutyCards';
import { get } from '../net/api';

const KEY = 'duty-cards';

class StationCards {
  cards = $state.raw<readonly DutyCard[]>([]);
  trouble = $state<string | null>(null);
  private asked = false;

  /** Asks for them, the first time that somebody wants them. */
  load(): void {
    if (this.asked) return;
    this.asked = true;
    this.cards = kept();
    void this.read();
  }

  of(role: string): DutyCard | undefined {
    return this.cards.find((card) => card.role === role);
  }

  duty(role: string, item: string): Duty | undefined {
    return this.of(role)?.duties.find((duty) => duty.item === item);
  }

  private async read(): Promise<void> {
    try {
      const { cards, trouble } = await get<DutyCards>('/duty-cards');
      this.cards = cards;
      this.trouble = trouble;
      keep(cards);
    } catch {
      // What was kept before still holds; whether there is a connection is shown elsewhere.
      this.asked = false;
    }
  }
}

function kept(): readonly DutyCard[] {
  try {
    return (JSON.parse(localStorage.getItem(KEY) ?? '[]') as DutyCard[]) ?? [];
  } catch {
    return [];
  }
}

function keep(cards: readonly DutyCard[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(cards));
  } catch {
    // A full or forbidden store only means that they need a net.
  }
}

export const dutyCards = new StationCards();
