import { dev, version } from '$app/environment';
import type { CatalogText } from '#lib/domain/catalog.ts';
import type { LanguageCode } from '#lib/domain/language.ts';
import { deskPath } from '#lib/domain/paths.ts';
import { untilActive } from '#lib/offline/until-active.ts';
import {
  audioCache,
  completeMark,
  deskCache,
  deskScopes,
  isDeskCache,
  isVoiceCache,
  takeOver,
  workerScope
} from './offline-files.ts';

type Audio = NonNullable<CatalogText['audio']>;

/** What the desk can do without a network. */
export const offline: {
  state: 'unknown' | 'saving' | 'ready' | 'failed' | 'unsupported';
  /** Of everything that is kept, once it is. */
  bytes: number;
  /** A newer desk that waits until someone asks for it. */
  update: ServiceWorker | undefined;
} = $state({ state: 'unknown', bytes: 0, update: undefined });

/** Keeps the desk on the device: this language's rooms first, then the others. Never reloads anything. */
export function keepDesk(language: LanguageCode): Promise<void> {
  forgetting = false;
  return (keeping = keepScopes(language));
}

/** Under way or done: whoever deletes everything waits for it, or it would go on keeping. */
let keeping: Promise<void> = Promise.resolve();
let forgetting = false;

async function keepScopes(language: LanguageCode): Promise<void> {
  if (dev) return;
  if (!('serviceWorker' in navigator)) {
    offline.state = 'unsupported';
    return;
  }
  const own = deskPath(language, 'home');
  try {
    await keepScope(own, true);
    for (const scope of [...deskScopes, workerScope]) if (scope !== own && !forgetting) await keepScope(scope, false);
  } catch {
    // A private window, a full disk, a worker that cannot be loaded.
    if (offline.state !== 'ready') offline.state = 'failed';
  }
}

async function keepScope(scope: string, shown: boolean): Promise<void> {
  const registration = await navigator.serviceWorker.register('/service-worker.js', { scope, updateViaCache: 'none' });
  if (!shown) {
    // Asks for the newest: these rooms may not be visited for long.
    await registration.update().catch(() => undefined);
    return;
  }
  const { active, installing, waiting } = registration;
  if (waiting && active) offline.update = waiting;
  registration.addEventListener('updatefound', () => {
    const found = registration.installing;
    found?.addEventListener('statechange', () => {
      if (found.state === 'installed' && registration.active) offline.update = found;
    });
  });
  if (!active) {
    offline.state = 'saving';
    await untilActive(installing ?? waiting);
  }
  await showSize();
  offline.state = 'ready';
}

async function showSize(): Promise<void> {
  const mark = await (await caches.open(deskCache(version))).match(completeMark);
  const value: unknown = await mark?.json();
  offline.bytes =
    typeof value === 'object' && value !== null && 'bytes' in value && typeof value.bytes === 'number'
      ? value.bytes
      : 0;
}

/** Changes to the newer desk, because someone asked. */
export function useUpdate(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  offline.update?.postMessage(takeOver);
}

/** Takes away all that is kept for work without a network. */
export async function forgetDesk(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  forgetting = true;
  await unregister();
  await keeping;
  await unregister();
  const names = (await caches.keys()).filter((name) => isDeskCache(name) || isVoiceCache(name) || name === audioCache);
  await Promise.all(names.map((name) => caches.delete(name)));
  offline.state = 'unknown';
}

async function unregister(): Promise<void> {
  const ours = [...deskScopes, workerScope].map((scope) => location.origin + scope);
  const registrations = await navigator.serviceWorker.getRegistrations();
  await Promise.all(registrations.filter(({ scope }) => ours.includes(scope)).map((one) => one.unregister()));
}

/** An audio's address with its words' hash: what is kept of older words is never played for newer ones. */
export const audioAddress = ({ url, sha256 }: Audio): string => `${url}?v=${sha256.slice(0, 16)}`;

/** Keeps an audio, whole and verified, in place of an older one. False where that cannot be done. */
export async function saveAudio(audio: Audio): Promise<boolean> {
  try {
    const address = audioAddress(audio);
    const response = await fetch(address);
    const body = await response.arrayBuffer();
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', body));
    const hash = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
    if (!response.ok || hash !== audio.sha256) return false;
    const cache = await caches.open(audioCache);
    await cache.delete(address, { ignoreSearch: true });
    await cache.put(address, new Response(body, { headers: { 'Content-Type': 'audio/mpeg' } }));
    return true;
  } catch {
    return false;
  }
}
