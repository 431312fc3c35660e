import { browser } from '$app/environment';

/** Everything the desk keeps on a device begins with this, so that it can all be deleted at once. */
const prefix = 'willakuy:';

/**
 * One value that a desk keeps on its device (localStorage). What is stored may be of another version or damaged: `parse`
 * says so with undefined; then it is put aside under another key, never overwritten. Other tabs follow.
 */
export class Stored<T> {
  current: T = $state.raw() as T;
  /** `blocked`: the browser keeps nothing; `damaged`: what was there could not be read and was put aside. */
  problem: 'blocked' | 'damaged' | undefined = $state();
  /** What could not be read, now or before, as it stood there: to be saved as a file. */
  aside: string | undefined = $state();
  readonly #key: string;
  readonly #parse: (value: unknown) => T | undefined;
  readonly #initial: T;

  constructor(name: string, { parse, initial }: { parse: (value: unknown) => T | undefined; initial: T }) {
    this.#key = prefix + name;
    this.#parse = parse;
    this.#initial = initial;
    this.current = initial;
    if (!browser) return;
    this.#read();
    addEventListener('storage', (event) => {
      if (event.key === this.#key || event.key === null) this.#read();
    });
  }

  get #asideKey(): string {
    return `${this.#key}:aparte`;
  }

  /** True where nothing has been stored yet. */
  get empty(): boolean {
    return this.current === this.#initial;
  }

  set(value: T): void {
    this.current = value;
    try {
      localStorage.setItem(this.#key, JSON.stringify(value));
      this.problem = undefined;
    } catch {
      this.problem = 'blocked';
    }
  }

  /** Deletes it from the device, and what has been put aside. */
  clear(): void {
    this.current = this.#initial;
    this.aside = undefined;
    try {
      localStorage.removeItem(this.#key);
      localStorage.removeItem(this.#asideKey);
      this.problem = undefined;
    } catch {
      this.problem = 'blocked';
    }
  }

  #read(): void {
    let source: string | null = null;
    try {
      source = localStorage.getItem(this.#key);
      this.aside = localStorage.getItem(this.#asideKey) ?? undefined;
    } catch {
      this.problem = 'blocked';
    }
    if (source === null) {
      this.current = this.#initial;
      return;
    }
    const value = this.#parse(parseJson(source));
    if (value === undefined) {
      this.problem = 'damaged';
      this.current = this.#initial;
      this.aside = source;
      try {
        localStorage.setItem(this.#asideKey, source);
      } catch {
        // Full: the original stays where it is until something new is stored.
      }
    } else this.current = value;
  }
}

function parseJson(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    return undefined;
  }
}

/** Deletes everything the desk has kept on this device. */
export function clearDesk(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
    // Other tabs are told by the browser; this one is told the same way.
    dispatchEvent(new StorageEvent('storage'));
  } catch {
    // Where nothing can be stored there is nothing to delete.
  }
}

/** Whether anything is stored under a name, whoever reads it. */
export function isStored(name: string): boolean {
  try {
    return localStorage.getItem(prefix + name) !== null;
  } catch {
    return false;
  }
}
