/** Commands of this desk: given at once; what came of them is said, and can be undone from there. */
import { toast } from '../parts/toast.svelte';
import { errorWords, give } from '../search/commands';

/** The id of what the command made; null when it was refused. `undo` takes back what was made. */
export type Give = (
  path: string,
  body: Record<string, unknown>,
  done?: string,
  undo?: (id: string) => void,
) => Promise<string | null>;

export const giving =
  (searchId: string): Give =>
  async (path, body, done, undo) => {
    try {
      const { id } = await give(searchId, path, body);
      if (done) toast.say(done, false, undo ? () => undo(id) : null);
      return id;
    } catch (error) {
      toast.say(errorWords(error), true);
      return null;
    }
  };
