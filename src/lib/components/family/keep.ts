import { languageCodes, type LanguageCode } from '#lib/domain/language.ts';
import { formatSize } from '#lib/i18n/format.ts';
import {
  bytesOf,
  chooseFiles,
  isKeptCache,
  keptCache,
  keptListPath,
  keptMark,
  keptScopes,
  keptWorkerPath,
  languageOfCache,
  parseKeptList,
  type KeptFile,
  type KeptList
} from '#lib/offline/kept-files.ts';
import { untilActive } from '#lib/offline/until-active.ts';

/**
 * Keeps the guides on a telephone whose owner asks for it, tells how much that is, looks whether it is whole, and takes it
 * all away. Bundled alone (routes/…/guardar); before someone taps it only reads. Its words stand in the page.
 */

const root = document.querySelector<HTMLElement>('[data-keep]');
if (root) void keepPage(root);

/** A file that came otherwise than the build made it. */
class Damaged extends Error {}

interface Copy {
  language: LanguageCode;
  cacheName: string;
  list: KeptList;
}

/** Files of one language on their way into a cache. */
interface Move {
  language: LanguageCode;
  list: KeptList;
  files: KeptFile[];
  cacheName: string;
  /** It has answered before: what it had stays if the rest is given up. */
  hadMark: boolean;
  added: string[];
}

async function keepPage(root: HTMLElement): Promise<void> {
  const say = sayer(root);
  root.hidden = false;
  if (!('serviceWorker' in navigator) || !('caches' in window)) return say('unsupported');

  const controls = controlsOf(root);
  const lists = new Map<LanguageCode, KeptList>();
  /** What is under way and can be given up. */
  let underWay: AbortController | undefined;

  const loadLists = () =>
    Promise.all(
      languageCodes.map(async (language) => {
        const list = await loadList(language);
        if (list) lists.set(language, list);
      })
    );

  const chosen = (): { language: LanguageCode; list: KeptList; files: KeptFile[] }[] =>
    controls.languages().flatMap((language) => {
      const list = lists.get(language);
      return list
        ? [{ language, list, files: chooseFiles(list.files, controls.audio() ? playable() : undefined) }]
        : [];
    });

  /** Sizes of what is chosen and of what is there. */
  async function show(): Promise<Copy[]> {
    const total = chosen().reduce((sum, { files }) => sum + bytesOf(files), 0);
    controls.showChoice({ total, lists, canSave: total > 0 && underWay === undefined });
    const copies = await copiesOnDevice();
    const anything = (await caches.keys()).some(isKeptCache) || (await registrations()).length > 0;
    controls.showKept(copies, anything && underWay === undefined);
    return copies;
  }

  async function save(): Promise<void> {
    underWay = new AbortController();
    const { signal } = underWay;
    const moves: Move[] = [];
    say('saving');
    await show();
    controls.showProgress(0);
    try {
      await loadLists();
      const choice = chosen();
      if (choice.length === 0) throw new TypeError('list');
      const total = choice.reduce((sum, { files }) => sum + bytesOf(files), 0);
      if (await isTooLarge(total)) return say('full');
      for (const { language, list, files } of choice) {
        const cacheName = keptCache(language, list.version);
        const hadMark = (await caches.match(keptMark, { cacheName })) !== undefined;
        moves.push({ language, list, files, cacheName, hadMark, added: [] });
      }
      let arrived = 0;
      const onBytes = (bytes: number) => controls.showProgress(Math.min(1, (arrived += bytes) / total));
      for (const move of moves) await bring(move, { signal, onBytes });
      signal.throwIfAborted();
      controls.finishing();
      for (const move of moves) await finish(move);
      say('saved');
    } catch (error) {
      if (signal.aborted) {
        for (const move of moves) await giveUp(move);
        say('cancelled');
      } else if (error instanceof Damaged) say('damaged');
      else say(error instanceof DOMException && error.name === 'QuotaExceededError' ? 'full' : 'failed');
    } finally {
      underWay = undefined;
      controls.showProgress(undefined);
      await show();
    }
  }

  async function verify(): Promise<void> {
    say('verifying');
    let broken = 0;
    for (const { cacheName, list } of await copiesOnDevice()) {
      const cache = await caches.open(cacheName);
      for (const file of list.files) {
        if (await isWhole(cache, file)) continue;
        broken += 1;
        await cache.delete(file.path);
      }
    }
    say(broken === 0 ? 'whole' : 'broken');
  }

  async function forget(): Promise<void> {
    await Promise.all((await registrations()).map((registration) => registration.unregister()));
    await Promise.all((await caches.keys()).filter(isKeptCache).map((name) => caches.delete(name)));
    await show();
    say('deleted');
  }

  controls.on({ save, verify, forget, cancel: () => underWay?.abort(), change: () => void show() });
  await loadLists();
  const copies = await show();
  const unfinished = (await caches.keys()).some(
    (name) => isKeptCache(name) && !copies.some((c) => c.cacheName === name)
  );
  if (copies.some(({ language, list }) => (lists.get(language)?.version ?? list.version) !== list.version))
    say('newer');
  else if (unfinished) say('unfinished');
  else if (lists.size === 0 && copies.length === 0) say('failed');
}

/** Shows one of the sentences that stand hidden in the page; a screen reader says it. */
function sayer(root: HTMLElement): (key: string) => void {
  const sentences = [...root.querySelectorAll<HTMLElement>('[data-say]')];
  return (key) => {
    for (const sentence of sentences) sentence.hidden = sentence.dataset.say !== key;
  };
}

function controlsOf(root: HTMLElement) {
  const all = <E extends HTMLElement>(selector: string) => [...root.querySelectorAll<E>(selector)];
  const one = <E extends HTMLElement>(selector: string) => root.querySelector<E>(selector);
  const button = (name: string) => one<HTMLButtonElement>(`[data-do=${name}]`);
  const boxes = all<HTMLInputElement>('[name=language]');
  const audioBox = one<HTMLInputElement>('[name=audio]');
  const progress = one<HTMLProgressElement>('progress');
  const sized = (element: Element | null, bytes: number) => {
    if (element instanceof HTMLElement) {
      element.textContent = formatSize(bytes);
      element.dataset.bytes = String(bytes);
    }
  };
  const hide = (element: HTMLElement | null, hidden: boolean) => {
    if (element) element.hidden = hidden;
  };
  const codeOf = (value: string | undefined) => languageCodes.find((code) => code === value);

  return {
    languages: () => boxes.filter(({ checked }) => checked).flatMap(({ value }) => codeOf(value) ?? []),
    audio: () => audioBox?.checked === true,
    showChoice({ total, lists, canSave }: { total: number; lists: Map<LanguageCode, KeptList>; canSave: boolean }) {
      for (const [code, { files }] of lists)
        sized(one(`[data-size=${code}]`), bytesOf(chooseFiles(files, audioBox?.checked ? playable() : undefined)));
      sized(one('[data-total]'), total);
      hide(one('[data-choice]'), lists.size === 0);
      const save = button('save');
      if (save) save.disabled = !canSave;
    },
    showKept(copies: Copy[], canDelete: boolean) {
      hide(one('[data-kept]'), !canDelete);
      for (const line of all('[data-language]')) {
        const copy = copies.find(({ language }) => language === line.dataset.language);
        hide(line, copy === undefined);
        if (!copy) continue;
        sized(line.querySelector('[data-bytes]'), bytesOf(copy.list.files));
        hide(line.querySelector('[data-with=audio]'), !copy.list.files.some(({ part }) => part !== 'text'));
      }
      hide(button('verify'), copies.length === 0);
    },
    /** From 0 to 1; undefined when nothing is under way. */
    showProgress(share: number | undefined) {
      hide(progress, share === undefined);
      hide(button('cancel'), share === undefined);
      if (progress && share !== undefined) progress.value = share;
    },
    /** From here on there is nothing to give up. */
    finishing: () => hide(button('cancel'), true),
    on(actions: Record<'save' | 'verify' | 'forget' | 'cancel' | 'change', () => unknown>) {
      for (const name of ['save', 'verify', 'forget', 'cancel'] as const)
        button(name)?.addEventListener('click', () => void actions[name]());
      root.addEventListener('change', () => void actions.change());
    }
  };
}

const playable = (): 'opus' | 'mp3' => (new Audio().canPlayType('audio/ogg; codecs=opus') === '' ? 'mp3' : 'opus');

async function loadList(language: LanguageCode): Promise<KeptList | undefined> {
  try {
    const response = await fetch(keptListPath(language), { cache: 'no-store', credentials: 'omit' });
    return response.ok ? parseKeptList(await response.json()) : undefined;
  } catch {
    return undefined;
  }
}

/** Whole copies on the device, the newest of each language. */
async function copiesOnDevice(): Promise<Copy[]> {
  const copies = new Map<LanguageCode, Copy>();
  for (const cacheName of await caches.keys()) {
    const language = languageOfCache(cacheName);
    const mark = language && (await caches.match(keptMark, { cacheName }));
    const list = mark && parseKeptList(await mark.json());
    if (language && list) copies.set(language, { language, cacheName, list });
  }
  return [...copies.values()];
}

async function registrations(): Promise<readonly ServiceWorkerRegistration[]> {
  const ours = languageCodes.flatMap(keptScopes).map((scope) => location.origin + scope);
  return (await navigator.serviceWorker.getRegistrations()).filter(({ scope }) => ours.includes(scope));
}

async function isTooLarge(bytes: number): Promise<boolean> {
  const { quota, usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  return quota !== undefined && quota - usage < bytes;
}

const atOnce = 4;

/** Brings what is not there yet, each file looked at before it is stored. */
async function bring(
  move: Move,
  { signal, onBytes }: { signal: AbortSignal; onBytes: (bytes: number) => void }
): Promise<void> {
  const cache = await caches.open(move.cacheName);
  const queue = [...move.files];
  const next = async (): Promise<void> => {
    for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
      signal.throwIfAborted();
      if (await isWhole(cache, file)) {
        onBytes(file.bytes);
        continue;
      }
      const response = await load(file, { signal, onBytes });
      move.added.push(file.path);
      await cache.put(file.path, response);
    }
  };
  const results = await Promise.allSettled(Array.from({ length: atOnce }, next));
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}

async function load(
  file: KeptFile,
  { signal, onBytes }: { signal: AbortSignal; onBytes: (bytes: number) => void }
): Promise<Response> {
  // Past the browser's own store too, in which it would stay when all is deleted.
  const response = await fetch(file.path, { cache: 'no-store', credentials: 'omit', signal });
  if (!response.ok || response.redirected || !response.body) throw new Damaged(file.path);
  const reader = response.body.getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    parts.push(read.value);
    onBytes(read.value.byteLength);
  }
  const body = new Blob(parts);
  if (!(await isAsMade(body, file))) throw new Damaged(file.path);
  const headers = new Headers(response.headers);
  headers.delete('content-encoding');
  headers.set('content-length', String(body.size));
  return new Response(body, { headers });
}

async function isWhole(cache: Cache, file: KeptFile): Promise<boolean> {
  const stored = await cache.match(file.path);
  return stored !== undefined && isAsMade(await stored.blob(), file);
}

async function isAsMade(body: Blob, { bytes, sha256 }: KeptFile): Promise<boolean> {
  if (body.size !== bytes) return false;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await body.arrayBuffer()));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('') === sha256;
}

/** From here on the copy answers. What was not wished this time goes, and so do older copies in this language. */
async function finish({ language, list, files, cacheName }: Move): Promise<void> {
  const cache = await caches.open(cacheName);
  const wished = new Set(files.map(({ path }) => path));
  for (const request of await cache.keys()) if (!wished.has(new URL(request.url).pathname)) await cache.delete(request);
  await cache.put(keptMark, new Response(JSON.stringify({ version: list.version, files })));
  for (const scope of keptScopes(language)) {
    const registration = await navigator.serviceWorker.register(keptWorkerPath, { scope, updateViaCache: 'none' });
    if (!registration.active) await untilActive(registration.installing ?? registration.waiting);
  }
  for (const name of await caches.keys())
    if (languageOfCache(name) === language && name !== cacheName) await caches.delete(name);
}

async function giveUp({ cacheName, hadMark, added }: Move): Promise<void> {
  if (!hadMark) {
    await caches.delete(cacheName);
    return;
  }
  const cache = await caches.open(cacheName);
  for (const path of added) await cache.delete(path);
}
