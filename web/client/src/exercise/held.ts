/** Whether this page belongs to an exercise: whoever entered one has its sign. */
export const inExercise = (): boolean => /(^|; )exercise=1(;|$)/.test(document.cookie);
