import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import type { MixStep } from './mix.ts';
import type { Place } from '#lib/domain/issue.ts';
import type { Programme } from '#lib/domain/programme.ts';
import { phonemesVersion } from '#lib/domain/speech/quz-phonemes.ts';
import { speakVersion } from '#lib/domain/speech/speak.ts';
import { toEngineText } from '#lib/speech/espeak-text.ts';
import type { SpeechProvider, SpeechRequest, Take } from '#lib/speech/voice.ts';

/** A line, or part of one, that is to be said, and where it stands. */
export interface Saying {
  at: Place;
  /** Of takeKey. */
  key: string;
  request: SpeechRequest;
}

/** A take in memory, or only its length: then the mixer has it read by its key when it is due. */
export type SaidTake = Pick<Take, 'pcm' | 'sampleRate'> | { samples: number; sampleRate: number };

export interface SpeechPlan {
  /** What is to be said: as often as it stands in the programme. */
  sayings: Saying[];
  /** Everything that decides what is heard, to be hashed. */
  signature: unknown;
  /** The programme's steps with what has been said: one take for each saying, in its order. */
  toSteps(takes: readonly SaidTake[]): MixStep[];
}

const hashOf = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)));

/** A take's name: everything that decides what is heard, and nothing else. */
export const takeKey = ({ id, version }: Pick<SpeechProvider, 'id' | 'version'>, request: SpeechRequest): string => {
  const { text, voice, rate, pitch } = request;
  return hashOf(JSON.stringify({ id, version, voice, rate, pitch, text, speakVersion, phonemesVersion }));
};

/** What a programme needs said, what decides its sound, and its steps once it has been said. */
export function planSpeech(programme: Programme, speech: Pick<SpeechProvider, 'id' | 'version'>): SpeechPlan {
  const sayings: Saying[] = [];
  const steps = programme.steps.map((step) => {
    if (step.type !== 'line') return step;
    const parts = step.utterance.map((part) => {
      if (part.type === 'blank') return { type: 'blank' as const };
      const request: SpeechRequest = { ...step.voice, text: toEngineText(part.spoken, programme.language) };
      const key = takeKey(speech, request);
      sayings.push({ at: step.at, key, request });
      return { type: 'speech' as const, key };
    });
    return { type: 'line' as const, cue: step.cue, label: step.label, restSeconds: step.restSeconds, parts };
  });
  return {
    sayings,
    signature: { steps, title: programme.title, draft: programme.draft },
    toSteps(takes) {
      let next = 0;
      return steps.map((step): MixStep => {
        if (step.type !== 'line') return step;
        const parts = step.parts.map((part) => {
          if (part.type === 'blank') return part;
          const said = takes[next++];
          if (!said) throw new Error(`Falta la toma ${part.key}.`);
          const { sampleRate } = said;
          return 'pcm' in said
            ? { type: 'speech' as const, pcm: said.pcm, sampleRate }
            : { type: 'speech' as const, key: part.key, samples: said.samples, sampleRate };
        });
        return { ...step, parts };
      });
    }
  };
}
