/** The description of the person in words, and as a form fills it in. Pure. */
import type { Description, Subject } from '../contract/state';
import type { Language } from '../i18n/language';
import { sentenceWords } from './sentence';

export interface Filled {
  name: string;
  age: number | string | null;
  clothing: string;
  appearance: string;
  wheelchair: string;
  hints: string;
}

const NAMES = ['name', 'age', 'clothing', 'appearance', 'wheelchair', 'hints'] as const;

/** Who is looked for, in the words of one language. */
export interface Described {
  name?: string;
  age?: number;
  appearance?: string;
  clothing?: string;
  wheelchair?: string;
  hints?: string;
}

export const described = (subject: Subject | null | undefined, language: Language): Described | string | null => {
  const known = subject?.description;
  if (!known || typeof known === 'string') return known ?? null;
  return Object.fromEntries(Object.entries(known).map(([name, value]) => [name, inWords(value, language)])) as Described;
};

function inWords(value: Description[keyof Description], language: Language): string | number | undefined {
  return value && typeof value === 'object' && ('zh' in value || 'en' in value) ? sentenceWords(value, language) : (value as string);
}

/** What is known so far, as a form begins. */
export function filledFrom(subject: Subject | null, language: Language): Filled {
  const known = described(subject, language);
  const told: Described = known && typeof known === 'object' ? known : {};
  const text = (name: keyof Described) => String(told[name] ?? '');
  return {
    name: text('name'),
    age: told.age ?? '',
    clothing: text('clothing'),
    appearance: text('appearance'),
    wheelchair: text('wheelchair'),
    hints: typeof known === 'string' ? known : text('hints'),
  };
}

/** The description that a form means; what else is known of the person stays, so do words left as they were. */
export function describedBy(filled: Filled, subject: Subject | null, language: Language): Record<string, unknown> {
  const known = subject?.description;
  const rest: Record<string, unknown> = known && typeof known === 'object' ? { ...known } : {};
  const before = filledFrom(subject, language);
  for (const name of NAMES) {
    const value = filled[name];
    const words = typeof value === 'string' ? value.trim() : value;
    if (words === '' || words === null || words === undefined) delete rest[name];
    else if (rest[name] === undefined || words !== before[name]) rest[name] = name === 'age' ? Number(words) : words;
  }
  return rest;
}

/** Name and age in one line; empty where neither is known. */
export function nameOf(subject: Subject | null, language: Language): string {
  const known = described(subject, language);
  return known && typeof known === 'object' ? [known.name, known.age].filter(Boolean).join(', ') : '';
}

/** What tells him from others at a glance, most telling first; `aged` says an age. */
export function seenFirst(subject: Subject | null, language: Language, aged: (years: string) => string): string[] {
  const known = described(subject, language);
  if (!known) return [];
  if (typeof known === 'string') return [known];
  const age = known.age ? aged(String(known.age)) : '';
  return [age, known.clothing, known.wheelchair, known.appearance].filter((line): line is string => !!line);
}

/** The lines that say who is looked for, without the name. */
export function linesOf(subject: Subject | null, language: Language): string[] {
  const known = described(subject, language);
  if (!known) return [];
  if (typeof known === 'string') return [known];
  return [known.appearance, known.clothing, known.wheelchair, known.hints].filter((line): line is string => !!line);
}
