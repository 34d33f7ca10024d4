/** What the map of a search cannot honour: the answer of `GET .../notices`. */

export interface Notice {
  code: string;
  /** Ids of evidence or cameras that it speaks of. */
  about: string[];
  figures: Record<string, unknown>;
  says: { zh: string; en: string };
  do: { zh: string; en: string };
}

export interface NoticesAnswer {
  version: number;
  at: string;
  notices: Notice[];
}
