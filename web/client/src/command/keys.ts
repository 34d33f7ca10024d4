/** The keyboard of the commander; the map has its own keys. */

interface Deeds {
  note(): void;
  filter(): void;
  undo(): void;
  help(): void;
  escape(): void;
}

const isField = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.matches('input:not([type=checkbox], [type=radio]), select, textarea') || target.isContentEditable);

export function commandKey(event: KeyboardEvent, deeds: Deeds): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isField(event.target)) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const actions: Record<string, () => void> = {
    n: deeds.note,
    f: deeds.filter,
    u: deeds.undo,
    '?': deeds.help,
    Escape: deeds.escape,
  };
  const action = actions[key];
  if (!action) return;
  if (key !== 'Escape') event.preventDefault();
  action();
}
