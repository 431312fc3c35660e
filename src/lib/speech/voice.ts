import type { CastVoice, EngineVoice, ProviderId } from '#lib/domain/casting.ts';
import type { LanguageCode } from '#lib/domain/language.ts';
import type { LineToRead } from '#lib/domain/takes.ts';

/** What the embedded engine is asked. */
export interface EngineRequest extends EngineVoice {
  /** In the engine's own notation (toEngineText). */
  text: string;
}

/** Something to be said by a voice: already words only (see speak), one line or part of one. */
export interface SpeechRequest extends Omit<CastVoice, 'fallback'> {
  /** What the provider is sent, in its own notation (toProviderText). */
  text: string;
  language: LanguageCode;
}

/** Speech as samples. */
export interface Take {
  pcm: Int16Array;
  sampleRate: number;
  /** When each word of the text begins; undefined where the provider does not tell. */
  wordSeconds: number[] | undefined;
}

/** What a provider can do with a language. */
export interface Capabilities {
  /** False where it has no voice of that language: it then refuses every request in it. */
  speaks: boolean;
  /** `exact`: from the engine itself; `marks`: for the voices that return them; `none`: to be estimated. */
  wordTimes: 'exact' | 'marks' | 'none';
  ssml: boolean;
  rate: boolean;
  pitch: boolean;
  /** Of one request; undefined where nothing but memory limits it. */
  maxBytes: number | undefined;
  /** The same request gives the same samples. */
  deterministic: boolean;
}

/** Whether a provider can be used now; if not, why, and what to do about it, in Spanish. */
export type Availability = { ok: true } | { ok: false; reason: string; remedy: string };

/** A line as a person might have recorded it: the whole of it, its blanks as they are filled. */
export interface LineReference {
  language: LanguageCode;
  slug: string;
  /** Number of its cue. */
  cue: number;
  /** Its words as they are said; a blank nobody has filled is «…». */
  spoken: string;
  /** All of the script that is read, as it is written: a take follows its line when others are put before it. */
  lines: readonly LineToRead[];
}

/** A provider of speech. */
export interface SpeechProvider {
  /** Which provider of the casting file this is. */
  provider: ProviderId;
  /** Shown to people: `espeak-ng`. */
  id: string;
  /** Of engine and data; part of the cache key. */
  version: string;
  capabilities(language: LanguageCode): Capabilities;
  /** Never throws and is done within two seconds. */
  available(): Promise<Availability>;
  /**
   * The line as it holds it, if it does (recorded): a hash of everything that decides its sound. It then becomes the `voice` of
   * the request, whatever the casting says. Takes are read before anything is planned.
   */
  holds?(line: LineReference): string | undefined;
  /** @throws SpeechError when the words cannot be said; FatalSpeechError when no other line could be said either. */
  synthesize(request: SpeechRequest, signal?: AbortSignal): Promise<Take>;
  close(): Promise<void>;
}

/** Speech that is not to be trusted, or none; the message says what is wrong with which text. */
export class SpeechError extends Error {
  override name = 'SpeechError';
}

/** Every further line would fail alike: wrong credentials, a budget that is used up. The message says what to do. */
export class FatalSpeechError extends SpeechError {
  override name = 'FatalSpeechError';
}

/** Who can speak, by their name in the casting file. The embedded engine is always among them. */
export type SpeechProviders = { espeak: SpeechProvider } & { [provider in ProviderId]?: SpeechProvider };
