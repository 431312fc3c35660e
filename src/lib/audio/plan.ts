import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import type { MixStep } from './mix.ts';
import type { Pcm } from './take-wav.ts';
import type { Place } from '#lib/domain/issue.ts';
import { slateUtterance, type Programme, type Voices } from '#lib/domain/programme.ts';
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

/** A line that a person has read: it is heard whole, with what the person says in its blanks. */
export interface RecordedLine {
  /** Hash of its audio: another reading is another programme. */
  sha256: string;
}

export interface SpeechPlan<Recorded extends RecordedLine = RecordedLine> {
  /** What is to be said: as often as it stands in the programme. */
  sayings: Saying[];
  /** What people have read, in the programme's order. */
  recorded: Recorded[];
  voices: Voices;
  /** Everything that decides what is heard, to be hashed. */
  signature: unknown;
  /** The programme's steps with what has been said and read: a take for each of `sayings`, samples for each of `recorded`. */
  toSteps(takes: readonly Take[], readings?: readonly Pcm[]): MixStep[];
}

const hashOf = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)));

/** A take's name: everything that decides what is heard, and nothing else. */
export const takeKey = ({ id, version }: Pick<SpeechProvider, 'id' | 'version'>, request: SpeechRequest): string => {
  const { text, voice, rate, pitch } = request;
  return hashOf(JSON.stringify({ id, version, voice, rate, pitch, text, speakVersion, phonemesVersion }));
};

/**
 * What a programme needs said, what decides its sound, and its steps once it has been said. `recorded`: lines that people
 * have read, by the number of their cue; the engine says the others.
 */
export function planSpeech<Recorded extends RecordedLine = RecordedLine>(
  programme: Programme,
  speech: Pick<SpeechProvider, 'id' | 'version'>,
  { recorded = new Map() }: { recorded?: ReadonlyMap<number, Recorded> } = {}
): SpeechPlan<Recorded> {
  const sayings: Saying[] = [];
  const readings: Recorded[] = [];
  const voices = voicesOf(programme, recorded);
  const steps = programme.steps.map((step, index) => {
    if (step.type !== 'line') return step;
    const { cue, restSeconds } = step;
    const reading = cue === undefined ? undefined : recorded.get(cue);
    if (reading) {
      readings.push(reading);
      return { type: 'line' as const, cue, restSeconds, parts: [{ type: 'reading' as const, key: reading.sha256 }] };
    }
    const isSlate = programme.draft && index === 0;
    const utterance = isSlate && voices !== 'synthetic' ? slateUtterance(programme.language, voices) : step.utterance;
    const parts = utterance.map((part) => {
      if (part.type === 'blank') return { type: 'blank' as const };
      const request: SpeechRequest = { ...step.voice, text: toEngineText(part.spoken, programme.language) };
      const key = takeKey(speech, request);
      sayings.push({ at: step.at, key, request });
      return { type: 'speech' as const, key };
    });
    return { type: 'line' as const, cue, restSeconds, parts };
  });
  return {
    sayings,
    recorded: readings,
    voices,
    signature: { steps, title: programme.title, draft: programme.draft },
    toSteps(takes, samples = []) {
      let next = 0;
      let nextReading = 0;
      return steps.map((step): MixStep => {
        if (step.type !== 'line') return step;
        const parts = step.parts.map((part) => {
          const heard =
            part.type === 'speech' ? takes[next++] : part.type === 'reading' ? samples[nextReading++] : undefined;
          return heard
            ? { type: 'speech' as const, pcm: heard.pcm, sampleRate: heard.sampleRate }
            : { type: 'blank' as const };
        });
        return { ...step, parts };
      });
    }
  };
}

function voicesOf({ lines }: Programme, recorded: ReadonlyMap<number, RecordedLine>): Voices {
  const read = lines.filter(({ cue }) => recorded.has(cue)).length;
  return read === 0 ? 'synthetic' : read === lines.length ? 'people' : 'mixed';
}
