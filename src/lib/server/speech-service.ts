import path from 'node:path';
import { itemVoices } from '#lib/domain/casting.ts';
import type { Library } from '#lib/domain/library.ts';
import { toProgramme } from '#lib/domain/programme.ts';
import { fieldOfBlank, type Station } from '#lib/domain/station.ts';
import { FatalSpeechError } from '#lib/speech/voice.ts';
import { createProducer } from './producer.ts';
import { createProgrammeAudio } from './programme-audio.ts';
import { LinesError } from './say-lines.ts';
import { NoVoiceError, UnsayableError, type PrepareSpeech } from './speech-api.ts';
import { estimateSpeech } from './speech-estimate.ts';
import { createSpeechSet, type SpeechSet } from './speech-set.ts';
import { fillText } from './station-pack.ts';

/** The embedded voice says every word of ours: a line that it cannot say holds what it does not know, and that is the station's. */
function unsayableOf(error: unknown, station: Station, usd: number): UnsayableError | undefined {
  if (!(error instanceof LinesError)) return undefined;
  const own = error.sayings.every(({ request, filled }) => request.provider === 'espeak' && filled.length > 0);
  const [first] = error.sayings;
  if (!own || first?.cue === undefined) return undefined;
  const fields = new Set(first.filled.flatMap((blank) => fieldOfBlank(blank, station) ?? []));
  return new UnsayableError({ cue: first.cue, fields: [...fields], usd }, { cause: error });
}

export interface SpeechServiceOptions {
  library(): Promise<Library>;
  /** Shared with `npm run audio`: what that has said is not said again. */
  cacheFolder: string;
  /** Milliseconds since 1970. */
  now(): number;
  log(line: string): void;
}

/**
 * Says our texts with a station's details, with the voices of the casting file. Nothing starts before the first order; where the
 * voice cannot be had, the next order tries again.
 */
export function createSpeechService({ library: readLibrary, cacheFolder, now, log }: SpeechServiceOptions): {
  prepare: PrepareSpeech;
  close(): Promise<void>;
} {
  const producer = createProducer({ threads: 1 });
  let opened: Promise<SpeechSet> | undefined;
  const open = (library: Library): Promise<SpeechSet> => {
    opened ??= createSpeechSet({ ...library, threads: 1, cacheFolder, now: now(), report: log }).catch(
      (error: unknown) => {
        opened = undefined;
        throw error instanceof FatalSpeechError ? new NoVoiceError(error.message, { cause: error }) : error;
      }
    );
    return opened;
  };

  return {
    async prepare({ language, slug, cue, station }) {
      const library = await readLibrary();
      const item = library.items.find((one) => one.slug === slug && (one.kind === 'script' || one.kind === 'guide'));
      const text = item?.texts[language];
      if (!item || !text) return 'no-item';
      const { speech, casting, budget } = await open(library);
      const voices = itemVoices(casting, item, language);
      const { programme, issues } = toProgramme(item, fillText(text, station), library.sounds, voices);
      if (issues.length > 0) return 'no-item';
      if (cue !== undefined) {
        programme.steps = programme.steps.filter((step) => step.type === 'line' && step.cue === cue);
        if (programme.steps.length === 0) return 'no-cue';
      }
      const audio = createProgrammeAudio({
        cacheFolder: path.resolve(cacheFolder),
        speech,
        produce: producer.produce,
        report: () => undefined
      });
      const planned = audio.plan(programme);
      const estimates = await estimateSpeech(planned.sayings, { prices: library.prices, isCached: audio.has });
      const sum = (pick: (one: (typeof estimates)[number]) => number) =>
        estimates.reduce((all, one) => all + pick(one), 0);
      return {
        characters: sum(({ characters }) => characters),
        // A voice without a known price must not be had for nothing.
        usd: sum(({ provider, usd }) => (provider === 'google' ? (usd ?? Infinity) : 0)),
        async make() {
          const before = budget.spent.usd;
          const { files } = await audio
            .make(planned, { deliveries: [{ preset: 'station', format: 'mp3' }] })
            .catch((error: unknown) => {
              throw unsayableOf(error, station, budget.spent.usd - before) ?? error;
            });
          const [mp3] = files;
          if (!mp3) throw new Error('No se hizo el MP3.');
          return { bytes: mp3.bytes, usd: budget.spent.usd - before };
        }
      };
    },
    async close() {
      const set = await opened?.catch(() => undefined);
      await Promise.all([set?.close(), producer.close()]);
    }
  };
}
