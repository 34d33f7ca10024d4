/** The description of the person as a form fills it in. Pure. */
import type { Description, Subject } from '../contract/state';

export interface Filled {
  name: string;
  age: number | string | null;
  clothing: string;
  appearance: string;
  wheelchair: string;
  hints: string;
}

const NAMES = ['name', 'age', 'clothing', 'appearance', 'wheelchair', 'hints'] as const;

/** What is known so far, as a form begins. */
export function filledFrom(subject: Subject | null): Filled {
  const known = subject?.description;
  const told: Description = known && typeof known === 'object' ? known : {};
  const text = (name: keyof Description) => String(told[name] ?? '');
  return {
    name: text('name'),
    age: told.age ?? '',
    clothing: text('clothing'),
    appearance: text('appearance'),
    wheelchair: text('wheelchair'),
    hints: typeof known === 'string' ? known : text('hints'),
  };
}

/** The description that a form means; what else is known of the person stays. */
export function describedBy(filled: Filled, subject: Subject | null = null): Record<string, unknown> {
  const known = subject?.description;
  const rest: Record<string, unknown> = known && typeof known === 'object' ? { ...known } : {};
  for (const name of NAMES) {
    const value = filled[name];
    const words = typeof value === 'string' ? value.trim() : value;
    if (words === '' || words === null || words === undefined) delete rest[name];
    else rest[name] = name === 'age' ? Number(words) : words;
  }
  return rest;
}

/** Name and age in one line; empty where neither is known. */
export function nameOf(subject: Subject | null): string {
  const known = subject?.description;
  return known && typeof known === 'object' ? [known.name, known.age].filter(Boolean).join(', ') : '';
}

/** What tells him from others at a glance, most telling first; `aged` says an age. */
export function seenFirst(subject: Subject | null, aged: (years: string) => string): string[] {
  const known = subject?.description;
  if (!known) return [];
  if (typeof known === 'string') return [known];
  const age = known.age ? aged(String(known.age)) : '';
  return [age, known.clothing, known.wheelchair, known.appearance].filter((line): line is string => !!line);
}

/** The lines that say who is looked for, without the name. */
export function linesOf(subject: Subject | null): string[] {
  const known = subject?.description;
  if (!known) return [];
  if (typeof known === 'string') return [known];
  return [known.appearance, known.clothing, known.wheelchair, known.hints].filter((line): line is string => !!line);
}
