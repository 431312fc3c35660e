import { languageCodes } from '#lib/domain/language.ts';
import { homePath } from '#lib/domain/paths.ts';
import type { VoiceFiles } from '#lib/domain/voice-files.ts';

/** Shared by the pages and the worker (src/service-worker.ts): what is kept for work without a network, and where. */
const deskPrefix = 'willakuy-mesa-';
export const deskCache = (version: string): string => deskPrefix + version;
export const isDeskCache = (name: string): boolean => name.startsWith(deskPrefix);
export const audioCache = 'willakuy-audio';
export const audioFolder = '/audio/';

/** The voice is kept when asked, a version in a cache of its own. */
const voicePrefix = 'willakuy-voz-';
export const voiceCache = (version: string): string => voicePrefix + version;
export const isVoiceCache = (name: string): boolean => name.startsWith(voicePrefix);

/** Stored last, once every file of a version is there and whole: `{ "bytes": 1234 }`. */
export const completeMark = '/mesa-completa';

/** Whether this very voice is kept on the device, whole. */
export async function isVoiceKept({ version }: VoiceFiles): Promise<boolean> {
  try {
    return (await caches.match(completeMark, { cacheName: voiceCache(version) })) !== undefined;
  } catch {
    return false;
  }
}

/** Asks a waiting worker to take over: only when the person said so. */
export const takeOver = 'take-over';

/** Only here does a worker rule: never on reading and family pages. */
export const deskScopes = languageCodes.map((code) => `${homePath(code)}mesa/`);

/**
 * Where the desk's own workers lie (they speak and mix). A browser asks the service worker of a worker's own address for
 * it, not that of the page which starts it; no page lies there.
 */
export const workerScope = '/_app/immutable/workers/';

/** Which prerendered addresses a desk needs: its rooms, and the texts it fills in. Rooms are loaded whole, never as data. */
export const isDeskAddress = (path: string): boolean =>
  !path.endsWith('/__data.json') &&
  (deskScopes.some((scope) => path.startsWith(scope)) || /^\/[a-z]+\/(?:radio|conducir)\/[^/]+\.json$/.test(path));

/** Files that a page names and the build does not know: it belongs to another version. */
export const strangersIn = (html: string, known: ReadonlySet<string>): string[] =>
  [...html.matchAll(/_app\/immutable\/[\w./-]+/g)].map(([path]) => `/${path}`).filter((path) => !known.has(path));

/** Addresses of the workers that a script of the build starts. */
export const workersIn = (script: string): string[] =>
  [...script.matchAll(/[`'"/]workers\/([\w.-]+\.js)/g)].map(([, name]) => workerScope + name);
