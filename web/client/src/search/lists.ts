/** Changes of lists that leave the old list as it was. */

/** The list with every entry that `is` names changed. */
export function changed<T>(list: T[], is: (entry: T) => boolean, change: (entry: T) => Partial<T>): T[] {
  return list.map((entry) => (is(entry) ? { ...entry, ...change(entry) } : entry));
}

/** The list with `entry` instead of the one that has the same key, or at its end. */
export function put<T>(list: T[], entry: T, key: (entry: T) => string): T[] {
  const at = list.findIndex((other) => key(other) === key(entry));
  return at < 0 ? [...list, entry] : list.with(at, entry);
}
