/** What the phone says once something was given: when it went out, and when it waits for a net. */
export interface Said {
  sent: string;
  saved: string;
}
