/** The keyboard of the replay. */
import type { Player } from './player.svelte';

export interface Helped {
  help: boolean;
}

/** Where letters and arrows mean something else. */
const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement && !!target.closest('select, textarea, input:not([type=range])');
const onButton = (target: EventTarget | null) => target instanceof HTMLElement && !!target.closest('button, a');

/** Whether the key meant something. */
export function replayKey(event: KeyboardEvent, player: Player, view: Helped): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return false;
  const direction = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (direction) {
    if (event.shiftKey) player.seekMinute(direction);
    else player.seekEvent(direction);
    return true;
  }
  const actions: Record<string, () => void> = {
    '[': () => player.changeSpeed(-1),
    ']': () => player.changeSpeed(1),
    '?': () => (view.help = !view.help),
    Escape: () => (view.help = false),
    Home: () => player.seek(player.begin, true),
    End: () => player.seek(player.end, true),
    // A focused button keeps its own space.
    ...(onButton(event.target) ? {} : { ' ': () => player.toggle() }),
  };
  const action = actions[event.key];
  if (!action || (event.key === 'Escape' && !view.help)) return false;
  action();
  return true;
}
