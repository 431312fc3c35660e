import { formatDate, formatSize } from '#lib/i18n/format.ts';
import {
  bytesOf,
  chooseFiles,
  isKeptCache,
  keptCache,
  keptListPath,
  keptMark,
  keptScope,
  keptWorkerPath,
  packOfCache,
  parseKeptCopy,
  parseKeptList,
  type KeptCopy,
  type KeptFile,
  type KeptList
} from '#lib/offline/kept-files.ts';
import { isOld } from '#lib/offline/kept-page.ts';
import { untilActive } from '#lib/offline/until-active.ts';

/**
 * Keeps packs (the guides, lessons) on a device whose owner asks for it, tells how much that is, looks whether they are whole, and
 * takes them away. Bundled alone (KeepPanel.svelte). Before someone taps it asks for nothing: sizes stand in the page, which the
 * build has written, and so do its words.
 */

/** A file that came otherwise than the build made it. */
class Damaged extends Error {}

interface Copy extends KeptCopy {
  pack: string;
  cacheName: string;
}

/** Files of one pack on their way into a cache. */
interface Move {
  pack: string;
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
  const lists = new Map<string, KeptList>();
  /** What is under way and can be given up. */
  let underWay: AbortController | undefined;

  const loadLists = (packs: string[]) =>
    Promise.all(
      packs.map(async (pack) => {
        const list = await loadList(pack);
        if (list) lists.set(pack, list);
      })
    );

  /** What a pack takes; undefined where neither the page nor a list says it. */
  function sizeOf(box: HTMLInputElement, audio: 'opus' | 'mp3' | undefined): number | undefined {
    const list = lists.get(box.value);
    if (list) return bytesOf(chooseFiles(list.files, audio));
    const written = box.dataset[audio ?? 'text'];
    return written === undefined ? undefined : Number(written);
  }

  /** Sizes of what is chosen and of what is there. */
  async function show(): Promise<Copy[]> {
    const audio = controls.audio() ? playable() : undefined;
    controls.showChoice({ sizeOf: (box) => sizeOf(box, audio), canSave: underWay === undefined });
    const copies = await copiesOnDevice();
    const anything = (await caches.keys()).some(isKeptCache) || (await registrations()).length > 0;
    controls.showKept(copies, anything && underWay === undefined);
    return copies;
  }

  async function save(): Promise<void> {
    underWay = new AbortController();
    const { signal } = underWay;
    const moves: Move[] = [];
    const audio = controls.audio() ? playable() : undefined;
    say('saving');
    await show();
    controls.showProgress(0);
    try {
      const packs = controls.chosen().map(({ value }) => value);
      await loadLists(packs);
      for (const pack of packs) {
        const list = lists.get(pack);
        if (!list) throw new TypeError('list');
        const cacheName = keptCache(pack, list.version);
        const hadMark = (await caches.match(keptMark, { cacheName })) !== undefined;
        moves.push({ pack, list, files: chooseFiles(list.files, audio), cacheName, hadMark, added: [] });
      }
      const free = await freeBytes();
      if (free < (await missingBytes(moves))) {
        const silent = moves.map((move) => ({ ...move, files: chooseFiles(move.list.files, undefined) }));
        return await refuse(moves, audio !== undefined && (await missingBytes(silent)) <= free ? 'full' : 'fullText');
      }
      const total = moves.reduce((sum, { files }) => sum + bytesOf(files), 0);
      let arrived = 0;
      const onBytes = (bytes: number) => controls.showProgress(Math.min(1, (arrived += bytes) / total));
      for (const move of moves) await bring(move, { signal, onBytes });
      signal.throwIfAborted();
      controls.finishing();
      for (const move of moves) await finish(move);
      say('saved');
    } catch (error) {
      if (signal.aborted) await refuse(moves, 'cancelled');
      else if (error instanceof Damaged) say('damaged');
      else if (error instanceof DOMException && error.name === 'QuotaExceededError')
        await refuse(moves, audio === undefined ? 'fullText' : 'full');
      else say('failed');
    } finally {
      underWay = undefined;
      controls.showProgress(undefined);
      await show();
    }
  }

  /** Nothing of this time stays. */
  async function refuse(moves: Move[], key: string): Promise<void> {
    for (const move of moves) await giveUp(move);
    await stopIfEmpty();
    say(key);
  }

  async function verify(): Promise<void> {
    say('verifying');
    let broken = 0;
    for (const { cacheName, files } of await copiesOnDevice()) {
      const cache = await caches.open(cacheName);
      for (const file of files) {
        if (await isWhole(cache, file)) continue;
        broken += 1;
        await cache.delete(file.path);
      }
    }
    say(broken === 0 ? 'whole' : 'broken');
  }

  /** One pack, or whatever was kept on any page. */
  async function forget(pack?: string): Promise<void> {
    const names = (await caches.keys()).filter(isKeptCache);
    const gone = names.filter((name) => pack === undefined || packOfCache(name) === pack);
    if (gone.length === names.length) await unregister();
    await Promise.all(gone.map((name) => caches.delete(name)));
    await show();
    say(gone.length === names.length ? 'deleted' : 'deletedOne');
  }

  controls.on({
    save,
    verify,
    forget: () => forget(),
    cancel: () => underWay?.abort(),
    change: () => void show(),
    forgetOne: (pack) => void forget(pack)
  });
  controls.choose(location.hash.slice(1));
  const copies = await show();
  const ours = copies.filter(({ pack }) => controls.offers(pack));
  const unfinished = (await caches.keys()).some(
    (name) => isKeptCache(name) && !copies.some((c) => c.cacheName === name)
  );
  if (ours.some((copy) => isOld(copy, Date.now()))) say('old');
  else if (unfinished) say('unfinished');
  if (ours.length === 0) return;
  // They have asked for it before: whether there is something newer.
  await loadLists(ours.map(({ pack }) => pack));
  await show();
  if (ours.some(({ pack, version }) => (lists.get(pack)?.version ?? version) !== version)) say('newer');
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
  const boxes = all<HTMLInputElement>('[name=pack]');
  const audioBox = one<HTMLInputElement>('[name=audio]');
  const progress = one<HTMLProgressElement>('progress');
  const chosen = () => boxes.filter(({ checked }) => checked);
  const offers = (pack: string) => boxes.some(({ value }) => value === pack);
  const sized = (element: Element | null | undefined, bytes: number) => {
    if (element instanceof HTMLElement) {
      element.textContent = formatSize(bytes);
      element.dataset.bytes = String(bytes);
    }
  };
  const hide = (element: HTMLElement | null, hidden: boolean) => {
    if (element) element.hidden = hidden;
  };

  return {
    chosen,
    offers,
    /** The pack whose page led here. */
    choose(pack: string) {
      for (const box of boxes) if (box.value === pack) box.checked = true;
    },
    audio: () => audioBox?.checked === true,
    showChoice({ sizeOf, canSave }: { sizeOf: (box: HTMLInputElement) => number | undefined; canSave: boolean }) {
      for (const box of boxes) {
        const size = sizeOf(box);
        if (size !== undefined) sized(box.closest('label')?.querySelector('[data-size]'), size);
      }
      const total = chosen().reduce((sum, box) => sum + (sizeOf(box) ?? 0), 0);
      sized(one('[data-total]'), total);
      hide(one('[data-sum]'), total === 0);
      const save = button('save');
      if (save) save.disabled = !canSave || chosen().length === 0;
    },
    showKept(copies: Copy[], canDelete: boolean) {
      hide(one('[data-kept]'), !canDelete);
      for (const line of all('[data-pack]')) {
        const copy = copies.find(({ pack }) => pack === line.dataset.pack);
        hide(line, copy === undefined);
        if (!copy) continue;
        sized(line.querySelector('[data-bytes]'), bytesOf(copy.files));
        hide(
          line.querySelector('[data-with=audio]'),
          !copy.files.some(({ part }) => part === 'opus' || part === 'mp3')
        );
        const on = line.querySelector('[data-on]');
        if (on) on.textContent = formatDate(copy.savedOn);
      }
      const others = copies.filter(({ pack }) => !offers(pack));
      hide(one('[data-others]'), others.length === 0);
      sized(
        one('[data-others] [data-bytes]'),
        others.reduce((sum, { files }) => sum + bytesOf(files), 0)
      );
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
    on({
      forgetOne,
      ...actions
    }: Record<'save' | 'verify' | 'forget' | 'cancel' | 'change', () => unknown> & {
      forgetOne: (pack: string) => unknown;
    }) {
      for (const name of ['save', 'verify', 'forget', 'cancel'] as const)
        button(name)?.addEventListener('click', () => void actions[name]());
      for (const one of all<HTMLButtonElement>('[data-forget]'))
        one.addEventListener('click', () => void forgetOne(one.dataset.forget ?? ''));
      root.addEventListener('change', () => void actions.change());
    }
  };
}

const playable = (): 'opus' | 'mp3' => (new Audio().canPlayType('audio/ogg; codecs=opus') === '' ? 'mp3' : 'opus');

async function loadList(pack: string): Promise<KeptList | undefined> {
  try {
    const response = await fetch(keptListPath(pack), { cache: 'no-store', credentials: 'omit' });
    return response.ok ? parseKeptList(await response.json()) : undefined;
  } catch {
    return undefined;
  }
}

/** Whole copies on the device, the newest of each pack. */
async function copiesOnDevice(): Promise<Copy[]> {
  const copies = new Map<string, Copy>();
  for (const cacheName of await caches.keys()) {
    const pack = packOfCache(cacheName);
    const mark = pack && (await caches.match(keptMark, { cacheName }));
    const copy = mark && parseKeptCopy(await mark.json());
    if (pack && copy) copies.set(pack, { ...copy, pack, cacheName });
  }
  return [...copies.values()];
}

/** Ours by their script, wherever they rule. */
const registrations = async (): Promise<ServiceWorkerRegistration[]> =>
  (await navigator.serviceWorker.getRegistrations()).filter(({ active, waiting, installing }) =>
    (active ?? waiting ?? installing)?.scriptURL.endsWith(keptWorkerPath)
  );

const unregister = async (): Promise<unknown> =>
  Promise.all((await registrations()).map((registration) => registration.unregister()));

async function stopIfEmpty(): Promise<void> {
  if (!(await caches.keys()).some(isKeptCache)) await unregister();
}

async function freeBytes(): Promise<number> {
  const { quota = Infinity, usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  return quota - usage;
}

/** What is still to come; what lies there already takes no more room. */
async function missingBytes(moves: Move[]): Promise<number> {
  let sum = 0;
  for (const { cacheName, files } of moves) {
    const there = new Set(
      (await caches.has(cacheName))
        ? (await (await caches.open(cacheName)).keys()).map(({ url }) => new URL(url).pathname)
        : []
    );
    sum += bytesOf(files.filter(({ path }) => !there.has(path)));
  }
  return sum;
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

/** From here on the copy answers. What was not wished this time goes, and so do older copies of this pack. */
async function finish({ pack, list, files, cacheName }: Move): Promise<void> {
  const cache = await caches.open(cacheName);
  const wished = new Set([keptMark, ...files.map(({ path }) => path)]);
  for (const request of await cache.keys()) if (!wished.has(new URL(request.url).pathname)) await cache.delete(request);
  const registration = await navigator.serviceWorker.register(keptWorkerPath, {
    scope: keptScope,
    updateViaCache: 'none'
  });
  if (!registration.active) await untilActive(registration.installing ?? registration.waiting);
  await cache.put(keptMark, new Response(JSON.stringify(toCopy({ ...list, files }))));
  for (const name of await caches.keys())
    if (packOfCache(name) === pack && name !== cacheName) await caches.delete(name);
}

/** With today's date, as the clock of this device has it. */
function toCopy(list: KeptList): KeptCopy {
  const now = new Date();
  const savedOn = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((number) => String(number).padStart(2, '0'))
    .join('-');
  const dated = (text: string) => text.replace('{date}', formatDate(savedOn));
  const { saved, old } = list.notes;
  return { ...list, notes: { ...list.notes, saved: dated(saved), old: dated(old) }, savedOn };
}

async function giveUp({ cacheName, hadMark, added }: Move): Promise<void> {
  if (!hadMark) {
    await caches.delete(cacheName);
    return;
  }
  const cache = await caches.open(cacheName);
  for (const path of added) await cache.delete(path);
}

const root = document.querySelector<HTMLElement>('[data-keep]');
if (root) void keepPage(root);
