import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex } from '@noble/hashes/utils';
import type { VoiceFiles } from '#lib/domain/voice-files.ts';
import { completeMark, isVoiceCache, voiceCache } from './offline-files.ts';

/** The voice could not be had: `network` it did not come, `damaged` what came is not what this site made. */
export class VoiceFileError extends Error {
  override name = 'VoiceFileError';
  readonly kind: 'network' | 'damaged';

  constructor(kind: 'network' | 'damaged', url: string, options?: ErrorOptions) {
    super(url, options);
    this.kind = kind;
  }
}

interface LoadOptions {
  signal: AbortSignal;
  /** From 0 to 1, of all bytes. */
  progress: (share: number) => void;
}

/**
 * Both files of the voice, whole and verified. The engine is there only to be counted and to be near when the worker
 * loads it by its address; it is the data that the worker is given.
 *
 * @throws VoiceFileError
 * @throws AbortError when `signal` says so.
 */
export async function loadVoiceFiles(
  { engine, data }: VoiceFiles,
  { signal, progress }: LoadOptions
): Promise<{ engine: Uint8Array<ArrayBuffer>; data: Uint8Array<ArrayBuffer> }> {
  const total = engine.bytes + data.bytes;
  let loaded = 0;
  // Where one fails the other is stopped, and counts no more.
  const both = new AbortController();
  const stop = () => both.abort(signal.reason);
  signal.addEventListener('abort', stop);
  const count = (bytes: number) => {
    loaded += bytes;
    if (!both.signal.aborted) progress(loaded / total);
  };
  try {
    signal.throwIfAborted();
    const [engineBytes, dataBytes] = await Promise.all([
      loadFile(engine, both.signal, count),
      loadFile(data, both.signal, count)
    ]);
    return { engine: engineBytes, data: dataBytes };
  } finally {
    signal.removeEventListener('abort', stop);
    both.abort();
  }
}

async function loadFile(
  { url, bytes, sha256: hash }: VoiceFiles['engine'],
  signal: AbortSignal,
  count: (bytes: number) => void
): Promise<Uint8Array<ArrayBuffer>> {
  const whole = new Uint8Array(bytes);
  let written = 0;
  try {
    const response = await fetch(url, { signal });
    if (!response.ok || !response.body) throw new Error(String(response.status));
    const reader = response.body.getReader();
    for (let part = await reader.read(); part.value !== undefined; part = await reader.read()) {
      // More than there should be is of another file.
      if (written + part.value.length > bytes) throw new VoiceFileError('damaged', url);
      whole.set(part.value, written);
      written += part.value.length;
      count(part.value.length);
    }
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof VoiceFileError ? error : new VoiceFileError('network', url, { cause: error });
  }
  if (written !== bytes || bytesToHex(sha256(whole)) !== hash) throw new VoiceFileError('damaged', url);
  return whole;
}

/** Keeps the voice on the device for work without a network, whole or not at all, in place of an older one. */
export async function keepVoice(files: VoiceFiles): Promise<boolean> {
  const name = voiceCache(files.version);
  try {
    const bodies = await loadVoiceFiles(files, { signal: new AbortController().signal, progress: () => undefined });
    const cache = await caches.open(name);
    await cache.put(files.engine.url, toResponse(bodies.engine, 'text/javascript'));
    await cache.put(files.data.url, toResponse(bodies.data, 'application/octet-stream'));
    await cache.put(completeMark, Response.json({ bytes: files.engine.bytes + files.data.bytes }));
    const others = (await caches.keys()).filter((other) => isVoiceCache(other) && other !== name);
    await Promise.all(others.map((other) => caches.delete(other)));
    return true;
  } catch {
    await caches.delete(name).catch(() => undefined);
    return false;
  }
}

export async function forgetVoice(): Promise<void> {
  const names = (await caches.keys()).filter(isVoiceCache);
  await Promise.all(names.map((name) => caches.delete(name)));
}

const toResponse = (body: Uint8Array<ArrayBuffer>, type: string): Response =>
  new Response(body, { headers: { 'Content-Type': type, 'Content-Length': String(body.length) } });
