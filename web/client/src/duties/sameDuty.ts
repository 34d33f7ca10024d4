/** A duty by what names it: the role, its code, and the team whose card it is. */
export interface DutyKey {
  role: string;
  item: string;
  team_id: string | null;
}

export const sameDuty = (a: DutyKey, b: DutyKey) =>
  a.role === b.role && a.item === b.item && a.team_id === b.team_id;
