/** Who says where this team is: what a phone tells its owner about its location. */

export type Shown =
  /** This phone's own location, sent to command. */
  | 'shared'
  /** Somebody else tells it: a simulated phone, or a second one of the team. */
  | 'elsewhere'
  /** The owner or the browser does not allow it. */
  | 'denied'
  /** Asked for, nothing came yet. */
  | 'looking'
  /** Nobody says it. */
  | 'off';

interface Known {
  sharing: boolean;
  denied: boolean;
  looking: boolean;
  /** The service has a place of this team. */
  told: boolean;
}

export function whereShown({ sharing, denied, looking, told }: Known): Shown {
  if (sharing) return 'shared';
  if (told) return 'elsewhere';
  if (denied) return 'denied';
  return looking ? 'looking' : 'off';
}
