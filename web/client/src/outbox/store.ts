/** Where waiting commands survive a closed page: IndexedDB, in the order they were given. */
import type { Problem } from '../net/api';

/** Something that waits to be sent, and stays until it has an explicit verdict. */
interface Waiting {
  /** Order; given by the database. */
  seq?: number;
  /** The command's id: the same for every attempt. */
  key: string;
  /** Words for people: which kind of answer waits here. */
  kind: string;
  searchId: string;
  path: string;
  /** Set once the service refused it for good; it stays until a person has read it. */
  refused?: Problem;
}

/** A photo that follows its command. */
export interface FollowingPhoto {
  kind: string;
  key: string;
  blob: Blob;
}

export interface WaitingCommand extends Waiting {
  body: Record<string, unknown>;
  photo?: FollowingPhoto;
}

export interface WaitingPhoto extends Waiting {
  blob: Blob;
}

export interface Fix {
  lon: number;
  lat: number;
  at: string;
  accuracy_m?: number;
}

export interface WaitingFix extends Fix {
  seq?: number;
  searchId: string;
  teamId: string;
}

const COMMANDS = 'commands';
const FIXES = 'fixes';
const PHOTOS = 'photos';
const STORES = [COMMANDS, FIXES, PHOTOS];

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
  });
}

export class OutboxStore {
  private constructor(private readonly db: IDBDatabase) {}

  static async open(name = 'search-coordinator-outbox'): Promise<OutboxStore> {
    const request = indexedDB.open(name, 2);
    request.onupgradeneeded = () => {
      const { result: db } = request;
      for (const store of STORES.filter((one) => !db.objectStoreNames.contains(one))) {
        db.createObjectStore(store, { keyPath: 'seq', autoIncrement: true });
      }
    };
    const db = await done(request);
    // A newer page in another tab must not wait for this one to be closed.
    db.onversionchange = () => db.close();
    return new OutboxStore(db);
  }

  async add(command: WaitingCommand): Promise<void> {
    await this.write(COMMANDS, (store) => store.add(command));
  }

  /** All commands in order, refused ones included. */
  commands(): Promise<WaitingCommand[]> {
    return this.all<WaitingCommand>(COMMANDS);
  }

  async refuse(command: WaitingCommand, problem: Problem): Promise<void> {
    await this.write(COMMANDS, (store) => store.put({ ...command, refused: problem }));
  }

  async remove(seq: number): Promise<void> {
    await this.write(COMMANDS, (store) => store.delete(seq));
  }

  /** The command was accepted: it goes, and its photo waits to follow it, both or neither. */
  async follow({ seq, searchId, photo }: WaitingCommand, path: string): Promise<void> {
    await this.change([COMMANDS, PHOTOS], (transaction) => {
      transaction.objectStore(COMMANDS).delete(seq!);
      const waiting: WaitingPhoto = { ...photo!, searchId, path };
      transaction.objectStore(PHOTOS).add(waiting);
    });
  }

  /** All photos whose command was accepted, in order, refused ones included. */
  photos(): Promise<WaitingPhoto[]> {
    return this.all<WaitingPhoto>(PHOTOS);
  }

  async refusePhoto(photo: WaitingPhoto, problem: Problem): Promise<void> {
    await this.write(PHOTOS, (store) => store.put({ ...photo, refused: problem }));
  }

  async removePhoto(seq: number): Promise<void> {
    await this.write(PHOTOS, (store) => store.delete(seq));
  }

  async addFix(fix: WaitingFix): Promise<void> {
    await this.write(FIXES, (store) => store.add(fix));
  }

  fixes(): Promise<WaitingFix[]> {
    return this.all<WaitingFix>(FIXES);
  }

  async removeFixes(seqs: readonly number[]): Promise<void> {
    await this.write(FIXES, (store) => {
      seqs.forEach((seq) => store.delete(seq));
    });
  }

  close(): void {
    this.db.close();
  }

  private all<T>(name: string): Promise<T[]> {
    return done(this.db.transaction(name).objectStore(name).getAll() as IDBRequest<T[]>);
  }

  private write(name: string, change: (store: IDBObjectStore) => unknown): Promise<void> {
    return this.change([name], (transaction) => change(transaction.objectStore(name)));
  }

  private change(names: string[], change: (transaction: IDBTransaction) => unknown): Promise<void> {
    const transaction = this.db.transaction(names, 'readwrite');
    change(transaction);
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onerror = () => reject(transaction.error ?? new Error('IndexedDB'));
      transaction.onabort = () => reject(transaction.error ?? new Error('IndexedDB'));
    });
  }
}
