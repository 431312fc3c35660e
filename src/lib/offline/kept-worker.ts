import { isKeptCache, keptMark, parseKeptCopy, type KeptCopy } from './kept-files.ts';
import { absentPathFor, saveAsQuery, toKeptPage } from './kept-page.ts';
import { answerRange } from './range-answer.ts';

/**
 * Answers with what someone has kept (components/keep/keep.ts brings and verifies it), and says so of a page that was not. It loads
 * nothing itself, keeps nothing more, and says the same whichever page is asked for. Bundled alone by the build, as a classic script
 * for old telephones.
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
  event.respondWith(answer(request, url));
});

async function answer(request: Request, url: URL): Promise<Response> {
  const { pathname } = url;
  const isPage = request.mode === 'navigate';
  const kept = await find(pathname);
  if (kept) {
    const whole = isPage && pathname.endsWith('/') ? await toPage(kept) : kept.response;
    return asFile(await answerRange(request, whole), url);
  }
  if (isPage && !pathname.endsWith('/') && (await find(`${pathname}/`))) return Response.redirect(`${pathname}/`);
  try {
    return asFile(await fetch(request), url);
  } catch (error) {
    const absent = isPage && (await absentPage(pathname));
    if (absent) return absent;
    throw error;
  }
}

interface Kept {
  response: Response;
  cacheName: string;
}

/** The newest whole copy. Never opens a cache that is not there: whoever deleted everything has nothing left. */
async function find(path: string): Promise<Kept | undefined> {
  for (const cacheName of await cacheNames()) {
    const response = await caches.match(path, { cacheName });
    if (response && (await caches.match(keptMark, { cacheName }))) return { response, cacheName };
  }
  return undefined;
}

const cacheNames = async (): Promise<string[]> => (await caches.keys()).filter(isKeptCache).reverse();

async function copyIn(cacheName: string): Promise<KeptCopy | undefined> {
  const mark = await caches.match(keptMark, { cacheName });
  return mark && parseKeptCopy(await mark.json());
}

async function toPage({ response, cacheName }: Kept): Promise<Response> {
  const copy = await copyIn(cacheName);
  return copy ? page(toKeptPage(await response.text(), copy, Date.now()), 200) : response;
}

const page = (html: string, status: number): Response =>
  new Response(html, { status, headers: { 'Content-Type': 'text/html; charset=utf-8' } });

/** No file is taken for the one that was asked for: the answer is an error, with words. */
async function absentPage(path: string): Promise<Response | undefined> {
  const copies = (await Promise.all((await cacheNames()).map(copyIn))).flatMap((copy) => copy ?? []);
  const absent = absentPathFor(path, copies);
  const kept = absent === undefined ? undefined : await find(absent);
  return kept && page(await kept.response.text(), 503);
}

/** Handed over under its name where a link of a kept page asks for it. */
function asFile(response: Response, { searchParams }: URL): Response {
  const name = searchParams.get(saveAsQuery)?.replace(/[^\w.-]/g, '');
  if (!name || !response.ok) return response;
  const headers = new Headers(response.headers);
  headers.set('Content-Disposition', `attachment; filename="${name}"`);
  return new Response(response.body, { status: response.status, headers });
}
