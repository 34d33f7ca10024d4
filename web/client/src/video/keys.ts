/** The keyboard of the video officer: everything without the mouse. */
import type { Desk } from './desk.svelte';

interface HelpState {
  help: boolean;
  toggleHelp(): void;
  closeHelp(): void;
  openVideoSystem(): void;
}

const isField = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.matches('input:not([type=range]), select, textarea') || target.isContentEditable);

const onControl = (target: EventTarget | null) => target instanceof HTMLElement && !!target.closest('button, a, input, select');

/** The map moves with the arrows while it has the focus. */
const onMap = (target: EventTarget | null) => target instanceof HTMLElement && !!target.closest('.maplibregl-canvas');

export function deskKey(event: KeyboardEvent, desk: Desk, view: HelpState): void {
  if (event.ctrlKey || event.metaKey || event.altKey || isField(event.target)) return;
  const actions: Record<string, () => void> = {
    j: () => desk.queue.move(1),
    k: () => desk.queue.move(-1),
    c: () => void desk.clear(),
    v: () => void desk.clearToPlayhead(),
    l: () => desk.toggleLive(),
    s: () => desk.place(),
    o: () => void desk.outOfService(),
    u: () => void desk.deeds.undo(),
    '1': () => (desk.grade = 'good'),
    '2': () => (desk.grade = 'fair'),
    '3': () => (desk.grade = 'poor'),
    '[': () => desk.shift(-5),
    ']': () => desk.shift(5),
    '{': () => desk.lengthen(-5),
    '}': () => desk.lengthen(5),
    e: view.openVideoSystem,
    '-': () => desk.faster(-1),
    '+': () => desk.faster(1),
    '=': () => desk.faster(1),
    '?': view.toggleHelp,
    Escape: () => {
      desk.placing = false;
      view.closeHelp();
    },
    // A focused button or link keeps its own Enter and space.
    ...(onControl(event.target)
      ? {}
      : {
          Enter: () => desk.openReview(desk.queue.index),
          ' ': () => desk.togglePlay(),
          ...(onMap(event.target) ? {} : { ArrowLeft: () => desk.skip(-10), ArrowRight: () => desk.skip(10) }),
        }),
  };
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const action = actions[key];
  if (!action || (event.repeat && key !== 'j' && key !== 'k' && key !== '[' && key !== ']' && !key.startsWith('Arrow'))) return;
  event.preventDefault();
  action();
}
