/** Commands of a desk: sent at once; a refusal comes back as words. */
import { i18n } from '../i18n/i18n.svelte';
import { fieldWords } from '../i18n/fieldErrors';
import { refusalWords } from '../i18n/refusals';
import { at, command, newKey, OfflineError, ProblemError, type CommandAnswer, type Problem } from '../net/api';
import { clock } from '../time/clock';

/** What to tell a person about an error. */
export function errorWords(error: unknown): string {
  if (error instanceof OfflineError) return i18n.t.problem.offline;
  if (error instanceof ProblemError) return problemWords(error.problem);
  return i18n.t.problem.unknown;
}

/** What to tell a person about a refusal. */
export function problemWords({ code, detail, title, errors }: Problem): string {
  const words = refusalWords(code, i18n.language);
  if (words) return words;
  const fields = (errors ?? []).slice(0, 3).map((error) => fieldWords(error, i18n.language));
  if (fields.length) return fields.join(i18n.language === 'zh' ? '；' : '; ');
  return detail || title || i18n.t.problem.unknown;
}

/**
 * Gives a command of a search, stamped with the service's time of now. Tried again once with the
 * same id when the answer got lost, which is safe because the id makes it the same command.
 */
export async function give(searchId: string, path: string, body: Record<string, unknown>): Promise<CommandAnswer> {
  const key = newKey();
  const full = at`/searches/${searchId}` + path;
  const stamped = { occurred_at: clock.now().toISOString(), ...body };
  try {
    return await command(full, stamped, key, clock.now());
  } catch (error) {
    if (!(error instanceof OfflineError)) throw error;
    return command(full, stamped, key, clock.now());
  }
}
