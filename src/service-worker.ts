/// <reference types="@sveltejs/kit" />
/// <reference lib="webworker" />
import { build, files, prerendered, version } from '$service-worker';
import {
  audioCache,
  audioFolder,
  completeMark,
  deskCache,
  isDeskAddress,
  isDeskCache,
  isVoiceCache,
  strangersIn,
  takeOver,
  workerScope,
  workersIn
} from '#lib/desk/offline-files.ts';
import { voiceFolder } from '#lib/domain/paths.ts';
import { answerRange } from '#lib/offline/range-answer.ts';

// The radio desk without a network. Registered by the desk's rooms only, for their own addresses only.
const worker = self as unknown as ServiceWorkerGlobalScope;
const cacheName = deskCache(version);
const buildFiles = new Set(build);
const kept = new Set([
  ...build,
  ...files.filter((path) => !path.startsWith(audioFolder) && !path.startsWith(voiceFolder)),
  ...prerendered.filter(isDeskAddress)
]);
const atOnce = 6;

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(activate()));
worker.addEventListener('message', (event) => {
  if (event.data === takeOver) void worker.skipWaiting();
});
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== worker.location.origin) return;
  if (url.pathname.startsWith(audioFolder)) event.respondWith(answerAudio(request, url));
  else if (url.pathname.startsWith(voiceFolder)) event.respondWith(answerVoice(request));
  else if (kept.has(url.pathname) || url.pathname.startsWith(workerScope))
    event.respondWith(answerKept(request, url.pathname));
  else if (kept.has(`${url.pathname}/`)) event.respondWith(Response.redirect(`${url.pathname}/${url.search}`));
});

/** Every file, whole, or none: a version that is not complete never answers. What is there already is not loaded again. */
async function install(): Promise<void> {
  const cache = await caches.open(cacheName);
  // The desk in another language has brought this very version.
  if (await cache.match(completeMark)) return;
  const queue = [...kept];
  let bytes = 0;
  const next = async (): Promise<void> => {
    for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
      const stored = await store(cache, path);
      bytes += stored.bytes;
      queue.push(...stored.workers);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, next));
  await cache.put(completeMark, Response.json({ bytes }));
}

/** A file's size, and the workers it starts: Kit's list of the build's files does not name those. */
async function store(cache: Cache, path: string): Promise<{ bytes: number; workers: string[] }> {
  const stored = await cache.match(path);
  // What is named by its hash can come from the browser's own cache.
  const inBuild = buildFiles.has(path) || path.startsWith(workerScope);
  const response = stored ?? (await fetch(path, { cache: inBuild ? 'default' : 'no-cache', credentials: 'omit' }));
  if (!response.ok || response.redirected) throw new Error(`${path}: ${response.status}`);
  const headers = new Headers(response.headers);
  // A body that was cut off on the way fails here.
  const body = await response.arrayBuffer();
  const text = () => new TextDecoder().decode(body);
  if (headers.get('content-type')?.startsWith('text/html')) {
    const strangers = strangersIn(text(), buildFiles);
    if (strangers.length > 0) throw new Error(`${path}: ${strangers.join(', ')}`);
  }
  headers.delete('content-encoding');
  headers.set('content-length', String(body.byteLength));
  if (!stored) await cache.put(path, new Response(body, { headers }));
  return { bytes: body.byteLength, workers: buildFiles.has(path) && path.endsWith('.js') ? workersIn(text()) : [] };
}

/** Other languages' rooms may still be open in the version before: it stays, older ones go. */
async function activate(): Promise<void> {
  const names = (await caches.keys()).filter((name) => isDeskCache(name) && name !== cacheName);
  await Promise.all(names.slice(0, -1).map((name) => caches.delete(name)));
  await worker.clients.claim();
}

async function answerKept(request: Request, path: string): Promise<Response> {
  const cache = await caches.open(cacheName);
  // Whoever deleted everything on the device goes on with the network.
  return (await cache.match(path)) ?? fetch(request);
}

/** Audio is kept when asked, whole; players ask for parts of it. */
async function answerAudio(request: Request, url: URL): Promise<Response> {
  const cache = await caches.open(audioCache);
  const exact = await cache.match(url.href);
  if (exact) return answerRange(request, exact);
  try {
    return await fetch(request);
  } catch (error) {
    const other = await cache.match(url.href, { ignoreSearch: true });
    if (other) return answerRange(request, other);
    throw error;
  }
}

/** The voice is kept when asked. Its files are named by their hash: one that is there is the one that is asked for. */
async function answerVoice(request: Request): Promise<Response> {
  for (const name of (await caches.keys()).filter(isVoiceCache)) {
    const cache = await caches.open(name);
    const stored = await cache.match(request.url);
    if (stored && (await cache.match(completeMark))) return stored;
  }
  return fetch(request);
}
