import type { LanguageCode } from '#lib/domain/language.ts';
import { isPersonTake, type PersonTake } from '#lib/domain/takes.ts';
import type { TakeWithAudio } from '#lib/export/takes-zip.ts';

/** A take on this device: all but its audio, which is read when it is heard. */
export interface StoredTake extends PersonTake {
  id: string;
}

const databaseName = 'willakuy-tomas';

/** The device has no room left for what was to be kept; nothing that was there is lost. */
export class FullError extends Error {
  override name = 'FullError';
}

let opening: Promise<IDBDatabase> | undefined;

/** Takes in one store and their audio in another: a list of an hour's takes loads no sound. */
function openDatabase(): Promise<IDBDatabase> {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(databaseName, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('takes', { keyPath: 'id' }).createIndex('script', ['language', 'slug']);
      request.result.createObjectStore('audio');
    };
    request.onsuccess = () => {
      // Another tab deletes everything: this one lets go.
      request.result.onversionchange = closeDatabase;
      resolve(request.result);
    };
    request.onerror = () => reject(request.error ?? new Error('indexedDB'));
  });
  opening.catch(() => (opening = undefined));
  return opening;
}

function closeDatabase(): void {
  void opening?.then((database) => database.close());
  opening = undefined;
}

const answerOf = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('indexedDB'));
  });

/** Everything `change` asks for, or nothing of it. */
async function write(change: (takes: IDBObjectStore, audio: IDBObjectStore) => void): Promise<void> {
  const database = await openDatabase();
  const transaction = database.transaction(['takes', 'audio'], 'readwrite');
  const done = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = transaction.onerror = () => reject(transaction.error ?? new Error('indexedDB'));
  });
  change(transaction.objectStore('takes'), transaction.objectStore('audio'));
  try {
    await done;
  } catch (error) {
    throw (error as DOMException).name === 'QuotaExceededError' ? new FullError('quota', { cause: error }) : error;
  }
}

/** A script's takes in the order in which they were kept. What is of another version is passed over and stays. */
export async function listTakes({ language, slug }: { language: LanguageCode; slug: string }): Promise<StoredTake[]> {
  const database = await openDatabase();
  const index = database.transaction('takes').objectStore('takes').index('script');
  const found: unknown[] = await answerOf(index.getAll([language, slug]));
  return found.filter(isStoredTake).sort((a, b) => (a.id < b.id ? -1 : 1));
}

function isStoredTake(value: unknown): value is StoredTake {
  if (typeof value !== 'object' || value === null || !('id' in value) || typeof value.id !== 'string') return false;
  const { id: _, ...take } = value;
  return isPersonTake(take);
}

/** @throws when its audio is not there. */
export async function readStoredAudio({ id }: Pick<StoredTake, 'id'>): Promise<Uint8Array> {
  const database = await openDatabase();
  const found: unknown = await answerOf(database.transaction('audio').objectStore('audio').get(id));
  if (!(found instanceof Uint8Array)) throw new Error(`audio ${id}`);
  return found;
}

let kept = 0;
/** Later ones sort after earlier ones, of one moment too. */
const newId = (): string =>
  `${Date.now().toString(36).padStart(9, '0')}-${String(kept++).padStart(5, '0')}-${crypto.randomUUID()}`;

/**
 * Keeps takes, and lets go of others in the same moment: a line is never without.
 *
 * @throws FullError when the device has no room: then nothing has changed.
 */
export const keepTakes = (takes: readonly TakeWithAudio[], { instead = [] }: { instead?: readonly string[] } = {}) =>
  write((list, sounds) => {
    for (const id of instead) {
      list.delete(id);
      sounds.delete(id);
    }
    for (const { audio, ...take } of takes) {
      const id = newId();
      list.put({ ...take, id });
      sounds.put(audio, id);
    }
  });

/** The same audio for the words as they are now: a person has heard it and says that it still is good. */
export const confirmTake = ({ id, ...take }: StoredTake, words: string): Promise<void> =>
  write((list) => list.put({ ...take, id, words }));

export const removeTakes = (ids: readonly string[]): Promise<void> =>
  write((list, sounds) => {
    for (const id of ids) {
      list.delete(id);
      sounds.delete(id);
    }
  });

/** Every take of every script, and the store itself. */
export async function deleteTakes(): Promise<void> {
  closeDatabase();
  await new Promise<void>((resolve, reject) => {
    const request = indexedDB.deleteDatabase(databaseName);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error ?? new Error('indexedDB'));
  });
}
