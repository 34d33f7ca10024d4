/**
 * Whether the types of this folder are what the service sends. Nothing here runs: the type check
 * fails and names the field when they part. A type here may be narrower (a grade is three words, not
 * any text) and may leave out what the client does not read.
 */
import type { CommandAnswer } from '../net/api';
import type { CameraProperties, SegmentProperties } from './area';
import type { EventData, SearchEvent, Topic } from './events';
import type { ClientMessage, Position, RedirectAdvice, Review, ServerMessage } from './messages';
import type { Notice } from './notices';
import type { NamedPlace } from './places';
import type * as Server from './server';
import type { SearchState } from './state';
import type { Walked } from './walked';

/** Whether something may be missing is not compared. */
type There<T> = unknown extends T ? unknown : NonNullable<T>;

/** The fields of `Ours` that `Theirs` does not have, or has as something else. */
type Parted<Ours, Theirs, At extends string> = unknown extends Theirs
  ? never
  : [Theirs] extends [readonly (infer Each)[]]
    ? [Ours] extends [readonly (infer Own)[]]
      ? Parted<There<Own>, Each, `${At}[]`>
      : At
    : [Theirs] extends [object]
      ? [Ours] extends [object]
        ? {
            [Key in keyof Ours & string]-?: Key extends keyof Theirs
              ? Parted<There<Ours[Key]>, There<Theirs[Key]>, `${At}.${Key}`>
              : `${At}.${Key} is not sent`;
          }[keyof Ours & string]
        : At
      : [Ours] extends [Theirs]
        ? never
        : At;

type PartedByName<Ours extends object, Theirs, At extends string> =
  | { [Key in keyof Ours & keyof Theirs & string]: Parted<Ours[Key], Theirs[Key], `${At} ${Key}`> }[keyof Ours &
      keyof Theirs &
      string]
  | (Exclude<keyof Theirs, keyof Ours> extends never ? never : `${At} ${Exclude<keyof Theirs, keyof Ours> & string} is not known`)
  | (Exclude<keyof Ours, keyof Theirs> extends never ? never : `${At} ${Exclude<keyof Ours, keyof Theirs> & string} is not sent`);

type ByType<Message extends { type: string }> = { [Type in Message['type']]: Extract<Message, { type: Type }> };

/** Compiles only where nothing has parted. */
type Agreed<Fields extends never> = Fields;

export type Agreement = [
  Agreed<PartedByName<ByType<ServerMessage>, Server.ServerMessages, 'message'>>,
  Agreed<PartedByName<ByType<ClientMessage>, Server.ClientMessages, 'message'>>,
  Agreed<PartedByName<{ [T in Topic]: EventData[T] }, Server.Events, 'event'>>,
  Agreed<Parted<Omit<SearchEvent, 'data'>, Server.Event, 'event'>>,
  Agreed<Parted<SearchState, Server.State, 'state'>>,
  Agreed<Parted<Position, Server.Position, 'position'>>,
  Agreed<Parted<Review, Server.Review, 'review'>>,
  Agreed<Parted<RedirectAdvice, Server.Assignment, 'redirect'>>,
  Agreed<Parted<Notice, Server.Notice, 'notice'>>,
  Agreed<Parted<SegmentProperties, Server.Segment, 'segment'>>,
  Agreed<Parted<CameraProperties, Server.Camera, 'camera'>>,
  Agreed<Parted<NamedPlace, Server.Place, 'place'>>,
  Agreed<Parted<Walked, Server.Walked, 'walked'>>,
  Agreed<Parted<CommandAnswer, Server.Answer, 'answer'>>,
];
