import { isKeptCache, keptMark } from './kept-files.ts';
import { answerRange } from './range-answer.ts';

/**
 * Answers with what a family has kept (components/family/keep.ts brings and verifies it). It loads nothing itself, keeps nothing
 * more, and says the same whichever page is asked for. Bundled alone by the build, as a classic script for old telephones.
 */
const worker = self as unknown as {
  addEventListener: (type: 'fetch', listen: (event: FetchEvent) => void) => void;
};
/** TypeScript knows a page's names or a worker's, never both in one project. */
interface FetchEvent {
  request: Request;
  respondWith: (answer: Promise<Response>) => void;
}

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  // What is brought to be kept comes from the network, never from an older copy.
  if (request.method !== 'GET' || url.origin !== location.origin || request.cache === 'no-store') return;
  event.respondWith(answer(request, url.pathname));
});

async function answer(request: Request, path: string): Promise<Response> {
  const kept = await find(path);
  if (kept) return answerRange(request, kept);
  if (request.mode === 'navigate' && !path.endsWith('/') && (await find(`${path}/`)))
    return Response.redirect(`${path}/`);
  return fetch(request);
}

/** The newest whole copy. Never opens a cache that is not there: whoever deleted everything has nothing left. */
async function find(path: string): Promise<Response | undefined> {
  const names = (await caches.keys()).filter(isKeptCache).reverse();
  for (const cacheName of names) {
    const found = (await caches.match(keptMark, { cacheName })) && (await caches.match(path, { cacheName }));
    if (found) return found;
  }
  return undefined;
}
