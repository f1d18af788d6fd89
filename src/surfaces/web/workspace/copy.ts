/**
 * The copy of a workspace in this browser (IndexedDB): the snapshot's rows as text in few large records, and the changes
 * since. Text is parsed several times faster than thousands of stored objects are read.
 */
import { type DBSchema, type IDBPDatabase, openDB, unwrap } from 'idb';
import type { Change } from '../../../line/index.ts';

interface Head {
  /** The seq the chunks stand at; the stored changes lead on from there. */
  readonly seq: number;
  readonly workspaceId: string;
  readonly savedAt: string;
}

interface CopySchema extends DBSchema {
  head: { key: 'head'; value: Head };
  /** JSON arrays of snapshot rows. */
  chunk: { key: number; value: string };
  change: { key: number; value: Change };
}

export interface StoredCopy {
  readonly head: Head;
  /** All are being read; each is made a text when asked for, so that the first are shown before the last cost anything. */
  readonly chunks: readonly (() => Promise<string>)[];
  readonly changes: readonly Change[];
}

type Database = IDBPDatabase<CopySchema>;

/** Raised whenever the stored form changes: an older copy is then dropped and loaded anew. */
const FORM = 1;

/** One copy per workspace and member, so that people sharing a browser never see each other's. */
export function copyName(workspaceId: string, memberId: string): string {
  return `throughline.copy.${workspaceId}.${memberId}`;
}

export async function openCopy(name: string): Promise<Database> {
  return openDB<CopySchema>(name, FORM, {
    upgrade(database) {
      for (const store of [...database.objectStoreNames]) database.deleteObjectStore(store);
      database.createObjectStore('head');
      database.createObjectStore('chunk');
      database.createObjectStore('change', { keyPath: 'seq' });
    },
    blocking: (_current, _blocked, event) => {
      if (event.target instanceof IDBDatabase) event.target.close();
    },
  });
}

/** The stored copy; null where there is none or it is not whole. */
export async function readCopy(database: Database): Promise<StoredCopy | null> {
  const transaction = database.transaction(['head', 'chunk', 'change']);
  const store = transaction.objectStore('chunk');
  const [head, changes, keys] = await Promise.all([
    transaction.objectStore('head').get('head'),
    transaction.objectStore('change').getAll(),
    store.getAllKeys(),
  ]);
  if (head === undefined) return null;
  const chunks = keys.map((key) => whenRead<string>(unwrap(store).get(key)));
  const following = changes.filter((change) => change.seq > head.seq);
  const isGapless = following.every((change, index) => change.seq === head.seq + index + 1);
  return isGapless ? { head, chunks, changes: following } : null;
}

/** What was read lies outside the script's memory until its result is taken, which costs milliseconds for a megabyte. */
function whenRead<Value>(request: IDBRequest<Value>): () => Promise<Value> {
  const read = new Promise<void>((resolve, reject) => {
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error);
  });
  // Nobody may ask for it at all.
  read.catch(() => undefined);
  return async () => {
    await read;
    return request.result;
  };
}

/** Replaces the copy as one transaction: a tab that dies half way leaves the old one. */
export async function writeCopy(database: Database, head: Head, chunks: readonly string[]): Promise<void> {
  const transaction = database.transaction(['head', 'chunk', 'change'], 'readwrite', { durability: 'relaxed' });
  void transaction.objectStore('chunk').clear();
  void transaction.objectStore('change').delete(IDBKeyRange.upperBound(head.seq));
  chunks.forEach((chunk, index) => void transaction.objectStore('chunk').put(chunk, index));
  void transaction.objectStore('head').put(head, 'head');
  await transaction.done;
}

/** Every tab may append what it saw: the same change written twice is the same record. */
export async function appendChanges(database: Database, changes: readonly Change[]): Promise<void> {
  const transaction = database.transaction('change', 'readwrite', { durability: 'relaxed' });
  for (const change of changes) void transaction.store.put(change);
  await transaction.done;
}

/** Forgets every copy in this browser: on signing out, and when a member was removed. */
export async function forgetCopies(): Promise<void> {
  const databases = (await indexedDB.databases?.()) ?? [];
  for (const { name } of databases) if (name?.startsWith('throughline.copy.')) indexedDB.deleteDatabase(name);
}
