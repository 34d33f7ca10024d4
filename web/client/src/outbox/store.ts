/** Where waiting commands survive a closed page: IndexedDB, in the order they were given. */
import type { Problem } from '../net/api';

export interface WaitingCommand {
  /** Order; given by the database. */
  seq?: number;
  /** The command's id: the same for every attempt. */
  key: string;
  /** Words for people: which kind of answer waits here. */
  kind: string;
  searchId: string;
  path: string;
  body: Record<string, unknown>;
  /** Set once the service refused it for good; it stays until a person has read it. */
  refused?: Problem;
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

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
  });
}

export class OutboxStore {
  private constructor(private readonly db: IDBDatabase) {}

  static async open(name = 'search-coordinator-outbox'): Promise<OutboxStore> {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(COMMANDS, { keyPath: 'seq', autoIncrement: true });
      request.result.createObjectStore(FIXES, { keyPath: 'seq', autoIncrement: true });
    };
    return new OutboxStore(await done(request));
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
    const transaction = this.db.transaction(name, 'readwrite');
    change(transaction.objectStore(name));
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onerror = () => reject(transaction.error ?? new Error('IndexedDB'));
      transaction.onabort = () => reject(transaction.error ?? new Error('IndexedDB'));
    });
  }
}
