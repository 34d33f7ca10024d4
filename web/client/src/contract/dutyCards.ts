/** What `/duty-cards` answers: the documents of the station. */
export interface Words {
  zh: string;
  en: string;
}

export interface Duty {
  item: string;
  part: Words | null;
  says: Words;
}

export interface DutyCard {
  role: string;
  name: Words;
  duties: Duty[];
}

export interface DutyCards {
  cards: DutyCard[];
  /** Why the station's file cannot be read as it stands now. */
  trouble: string | null;
}
