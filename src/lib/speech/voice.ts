import type { EngineVoice } from '#lib/domain/casting.ts';

/** Something to be said by a voice: already words only (see speak), one line or part of one. */
export interface SpeechRequest extends EngineVoice {
  /** What the engine is sent, in its own notation (espeak: toEngineText). */
  text: string;
}

/** Speech as samples, and when each word of the text begins. */
export interface Take {
  pcm: Int16Array;
  sampleRate: number;
  wordSeconds: number[];
}

/**
 * A provider of speech. The embedded engine is the first; Google's and a person's recordings are to be the others, each
 * behind this interface.
 */
export interface SpeechProvider {
  /** Shown to people: `espeak-ng`. */
  id: string;
  /** Of engine and data; part of the cache key. */
  version: string;
  synthesize(request: SpeechRequest): Promise<Take>;
  close(): Promise<void>;
}
