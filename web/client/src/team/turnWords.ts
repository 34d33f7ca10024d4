/** A turn in words, for eyes and for the reader of the screen. */
import type { Messages } from '../i18n/messages';
import type { Area } from '../search/area';
import type { Guidance } from './turns';

/** Nearer than this it is now. */
const NOW_M = 15;

/** What to do, without how far it is. */
export function deedWords(told: Guidance, area: Area, t: Messages): string {
  const words = t.team.turn;
  switch (told.kind) {
    case 'turn':
      if (told.side === 'back') return words.side.back;
      if (told.stairs) return words.stairsInto(words.side[told.side]);
      return words.into(words.side[told.side], area.segments[told.segment]?.name ?? '');
    case 'stairs':
      return words.stairs;
    case 'afoot':
      return words.afoot;
    case 'arrived':
      return words.arrived;
    case 'goal':
      return words.goal(t.metres(told.metres));
    case 'off':
      return words.off(t.metres(told.metres));
  }
}

/** The whole sentence: "In 80 m right into 木兰支路". */
export function turnWords(told: Guidance, area: Area, t: Messages): string {
  const what = deedWords(told, area, t);
  if (!hasDistance(told)) return what;
  return told.metres < NOW_M ? t.team.turn.now(what) : t.team.turn.in(t.metres(told.metres), what);
}

/** What comes at a distance that is said before it. */
const hasDistance = (told: Guidance): told is Extract<Guidance, { kind: 'turn' | 'stairs' | 'afoot' }> =>
  told.kind === 'stairs' || told.kind === 'afoot' || (told.kind === 'turn' && told.side !== 'back');
