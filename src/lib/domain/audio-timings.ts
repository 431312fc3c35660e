import * as v from 'valibot';
import { heardPeopleSchema, type AudioEntry } from './audio.ts';
import { languageCodes, type LanguageCode } from './language.ts';
import { slateOf, type Programme } from './programme.ts';
import type { UtterancePart } from './speech/utterance.ts';
import { estimateSeconds } from './timing.ts';

const seconds = v.pipe(v.number(), v.minValue(0));

/**
 * When each phrase of an audio begins: the file beside it (`/audio/es/la-llamada.json`), from which its captions are made
 * and by which pages mark what is being heard. All times count from the beginning of the audio.
 */
export const audioTimingsSchema = v.strictObject({
  language: v.picklist(languageCodes),
  title: v.string(),
  draft: v.boolean(),
  seconds,
  voice: v.string(),
  /** As in the manifest; absent: the engine alone. */
  people: v.optional(heardPeopleSchema),
  lines: v.array(
    v.strictObject({
      /** As in the manifest: number of a script's cue, or place of a guide's paragraph; its title is 0. */
      cue: v.pipe(v.number(), v.integer(), v.minValue(0)),
      /** Whose line it is, in a script. */
      speaker: v.optional(v.string()),
      startSeconds: seconds,
      /** With the breath after it. */
      durationSeconds: seconds,
      /** As written on the page. */
      phrases: v.array(
        v.strictObject({
          startSeconds: seconds,
          text: v.string(),
          /** A tone is heard in the place of these words: nobody has filled them in. */
          blank: v.optional(v.literal(true))
        })
      )
    })
  )
});
export type AudioTimings = v.InferOutput<typeof audioTimingsSchema>;
export type TimedPhrase = AudioTimings['lines'][number]['phrases'][number];

/** What an audio says before anything else; empty where it says nothing of itself. */
export const slateHeard = ({ language, draft, people }: AudioTimings): string =>
  slateOf(language, { draft, voices: people?.voices ?? 'synthetic' });

/** Raise it whenever the same audio gets other timings: the files are then written anew. */
export const audioTimingsVersion = 3;

/** What was said for a saying. */
export interface HeardTake {
  wordSeconds?: readonly number[] | undefined;
  /** A person's: the whole line at once, its blanks included. */
  whole?: boolean;
}

interface MixedLine {
  cue: number;
  startSeconds: number;
  durationSeconds: number;
  /** Where each part of the line begins, speech and blanks. */
  partSeconds: readonly number[];
}

/**
 * Times of every phrase of a programme that has been mixed. `takes` are those of its sayings, in their order: where one
 * knows when each of its words begins, a phrase begins with its first; elsewhere (voices and people that give no times)
 * its beginning is estimated from the length of what comes before it.
 */
export function toAudioTimings({
  programme,
  lines,
  takes,
  voice,
  people,
  seconds
}: {
  programme: Programme;
  lines: readonly MixedLine[];
  takes: readonly HeardTake[];
  voice: string;
  people?: AudioEntry['people'];
  seconds: number;
}): AudioTimings {
  const mixed = new Map(lines.map((line) => [line.cue, line]));
  const { language, title, draft } = programme;
  let next = 0;
  const timed = programme.steps.flatMap((step): AudioTimings['lines'] => {
    if (step.type !== 'line') return [];
    const whole = takes[next]?.whole === true;
    const utterance = whole ? [toOnePart(step.utterance)] : step.utterance;
    const said = utterance.map((part) => (part.type === 'words' ? takes[next++] : undefined));
    const line = step.cue === undefined ? undefined : mixed.get(step.cue);
    if (!line) return [];
    const end = line.startSeconds + line.durationSeconds - step.restSeconds;
    const phrases = utterance.flatMap((part, index) => {
      const startSeconds = line.partSeconds[index] ?? line.startSeconds;
      return timePhrases(part, said[index]?.wordSeconds, {
        language,
        startSeconds,
        endSeconds: line.partSeconds[index + 1] ?? end
      });
    });
    const { cue, durationSeconds } = line;
    return [
      {
        cue,
        ...(step.speaker === undefined ? {} : { speaker: step.speaker }),
        startSeconds: round(line.startSeconds),
        durationSeconds: round(durationSeconds),
        phrases: phrases.map((phrase) => ({
          ...phrase,
          startSeconds: round(phrase.startSeconds),
          text: phrase.text.trim()
        }))
      }
    ];
  });
  return { language, title, draft, seconds: round(seconds), voice, ...(people ? { people } : {}), lines: timed };
}

const toOnePart = (utterance: readonly UtterancePart[]): Extract<UtterancePart, { type: 'words' }> => ({
  type: 'words',
  spoken: '',
  phrases: utterance.flatMap((part) => (part.type === 'words' ? part.phrases : [{ written: part.written, words: 0 }]))
});

function timePhrases(
  part: UtterancePart,
  wordSeconds: readonly number[] | undefined,
  { language, startSeconds, endSeconds }: { language: LanguageCode; startSeconds: number; endSeconds: number }
): TimedPhrase[] {
  if (part.type === 'blank') return [{ startSeconds, text: part.written, blank: true }];
  const words = part.phrases.reduce((sum, phrase) => sum + phrase.words, 0);
  if (wordSeconds?.length === words) {
    let word = 0;
    return part.phrases.map((phrase) => {
      const begins = wordSeconds[word] ?? 0;
      word += phrase.words;
      return { startSeconds: startSeconds + begins, text: phrase.written };
    });
  }
  const weights = part.phrases.map(({ written }) => estimateSeconds(written, language));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  let from = startSeconds;
  return part.phrases.map(({ written }, index) => {
    const phrase = { startSeconds: from, text: written };
    from += ((endSeconds - startSeconds) * (weights[index] ?? 0)) / whole;
    return phrase;
  });
}

/** A hundredth of a second is finer than any eye follows. */
const round = (seconds: number): number => Math.round(seconds * 100) / 100;
