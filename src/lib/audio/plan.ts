import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import type { MixStep } from './mix.ts';
import type { CastVoice, ProviderId } from '#lib/domain/casting.ts';
import type { Place } from '#lib/domain/issue.ts';
import { withSlate, type LineStep, type Programme, type Voices } from '#lib/domain/programme.ts';
import { phonemesVersion } from '#lib/domain/speech/quz-phonemes.ts';
import { speakVersion } from '#lib/domain/speech/speak.ts';
import { toProviderText } from '#lib/speech/provider-text.ts';
import type { SpeechProvider, SpeechRequest, Take } from '#lib/speech/voice.ts';

/** A line, or part of one, that is to be said, and where it stands. */
export interface Saying {
  at: Place;
  /** Number of its cue; undefined for the slate. */
  cue: number | undefined;
  /** The blanks of its line that a station has filled in. */
  filled: readonly string[];
  /** Of takeKey. */
  key: string;
  request: SpeechRequest;
  /** What is said instead where the first cannot be, if the casting allows it. */
  fallback?: Pick<Saying, 'key' | 'request'>;
}

/** A take in memory, or only its name and length: then the mixer has it read when it is due. */
export type SaidTake = Pick<Take, 'pcm' | 'sampleRate'> | { key: string; samples: number; sampleRate: number };

export interface SpeechPlan {
  /** With the slate that the voices ask for: what timings are counted on. */
  programme: Programme;
  /** What is to be said: as often as it stands in the programme. */
  sayings: Saying[];
  voices: Voices;
  /** Everything that decides what is heard, to be hashed. */
  signature: unknown;
  /** The programme's steps with what has been said: one take for each saying, in its order. */
  toSteps(takes: readonly SaidTake[]): MixStep[];
}

/** As much of a provider as a plan needs. */
type PlannedProvider = Pick<SpeechProvider, 'id' | 'version' | 'holds'>;
export type PlannedProviders = { [provider in ProviderId]?: PlannedProvider };

const hashOf = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)));

/** A take's name: everything that decides what is heard, and nothing else. */
export const takeKey = ({ id, version }: Pick<SpeechProvider, 'id' | 'version'>, request: SpeechRequest): string => {
  const { text, voice, rate, pitch } = request;
  return hashOf(JSON.stringify({ id, version, voice, rate, pitch, text, speakVersion, phonemesVersion }));
};

/**
 * What a programme needs said, what decides its sound, and its steps once it has been said.
 *
 * @throws where the casting names a provider that is not there.
 */
export function planSpeech(unslated: Programme, providers: PlannedProviders): SpeechPlan {
  const { language, slug } = unslated;
  const sayings: Saying[] = [];
  const toSaying = ({ fallback, ...voice }: CastVoice, spoken: string, step: LineStep): Saying => {
    const provider = providers[voice.provider];
    if (!provider) throw new Error(`Falta el proveedor de voz «${voice.provider}» para ${slug} (${language}).`);
    const request: SpeechRequest = {
      ...voice,
      language,
      text: toProviderText(voice.provider, spoken, { language, voice })
    };
    const { at, cue, filled } = step;
    const saying: Saying = { at, cue, filled, key: takeKey(provider, request), request };
    return fallback ? { ...saying, fallback: toSaying(fallback, spoken, step) } : saying;
  };
  const say = (voice: CastVoice, spoken: string, step: LineStep) => {
    const saying = toSaying(voice, spoken, step);
    sayings.push(saying);
    return { type: 'speech' as const, key: saying.key };
  };
  const recordings = new Map(
    unslated.steps.flatMap((step) => {
      const recorded = step.type === 'line' ? recordingOf(step, unslated, providers) : undefined;
      return recorded ? [[step, recorded]] : [];
    })
  );
  const voices = voicesOf(unslated, recordings.size);
  const programme = withSlate(unslated, voices);
  const toParts = (step: LineStep) => {
    const recorded = recordings.get(step);
    if (recorded) return [say(recorded.voice, recorded.spoken, step)];
    return step.utterance.map((part) =>
      part.type === 'blank' ? { type: 'blank' as const } : say(step.voice, part.spoken, step)
    );
  };
  const steps = programme.steps.map((step) => {
    if (step.type !== 'line') return step;
    return {
      type: 'line' as const,
      cue: step.cue,
      label: step.label,
      restSeconds: step.restSeconds,
      parts: toParts(step)
    };
  });
  return {
    programme,
    sayings,
    voices,
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
            : { type: 'speech' as const, key: said.key, samples: said.samples, sampleRate };
        });
        return { ...step, parts };
      });
    }
  };
}

const voicesOf = ({ lines }: Programme, read: number): Voices =>
  read === 0 ? 'synthetic' : read === lines.length ? 'people' : 'mixed';

/** A person's take of a line stands for all of it, its blanks included. */
function recordingOf(
  step: LineStep,
  { language, slug, lines }: Programme,
  { recorded }: PlannedProviders
): { voice: CastVoice; spoken: string } | undefined {
  if (step.cue === undefined || !recorded?.holds) return undefined;
  const spoken = step.utterance.map((part) => (part.type === 'words' ? part.spoken : '…')).join(' ');
  const held = recorded.holds({ language, slug, cue: step.cue, spoken, lines });
  return held === undefined
    ? undefined
    : { voice: { provider: 'recorded', voice: held, pitch: 0, rate: 1, pace: 1 }, spoken };
}
