/** English nouns after numbers. Chinese ones do not change. */
const rules = new Intl.PluralRules('en');

/** The form that goes with a number. */
export const formOf = <Form>(n: number, one: Form, other: Form): Form => (rules.select(n) === 'one' ? one : other);

/** "1 stretch", "2 stretches", "0 stretches". */
export const counted = (n: number, one: string, other: string): string => `${n} ${formOf(n, one, other)}`;
