import type { en } from './en';

/** Every text of the client. A language that lacks one does not compile. */
export type Messages = typeof en;
