import { audioKey, type AudioManifest } from './audio.ts';
import { castPaces, itemVoices } from './casting.ts';
import { saidTextOf } from './document.ts';
import { blanksIn } from './fill.ts';
import { languageCodes, type LanguageCode } from './language.ts';
import { itemsOf, type Library } from './library.ts';
import { toCues } from './radio.ts';
import { speak } from './speech/speak.ts';
import { estimateSeconds } from './timing.ts';

/** How far estimated lengths are from those of the embedded voice, as shares (0.03 is 3 %). */
export interface TimingError {
  language: LanguageCode;
  lines: number;
  /** Mean over the lines, each against its own length. */
  meanOfLines: number;
  /** Mean over the scripts, all their lines together. */
  meanOfScripts: number;
}

/** Over every spoken line of every script that there is audio of. Lines with a blank are heard as a tone and do not count. */
export const measureTimingErrors = (library: Library, audio: AudioManifest): TimingError[] =>
  languageCodes.map((language) => {
    const scripts = itemsOf(library, 'script').flatMap((item) => {
      const text = item.texts[language];
      const measured = new Map(
        audio[audioKey(language, item.slug)]?.lines.map((line) => [line.cue, line.durationSeconds])
      );
      if (!text || measured.size === 0) return [];
      const paces = castPaces(itemVoices(library.casting, item, language));
      const { cues } = toCues(text.document, { language, cast: item.cast, sounds: library.sounds });
      const lines = cues.flatMap((cue) => {
        const seconds = measured.get(cue.number);
        if (cue.type !== 'line' || seconds === undefined || blanksIn([cue.content]).length > 0) return [];
        const pace = paces.get(cue.speaker.id) ?? 1;
        return [{ seconds, estimate: estimateSeconds(speak(saidTextOf(cue.content), language), language, { pace }) }];
      });
      return lines.length > 0 ? [lines] : [];
    });
    const lines = scripts.flat();
    return {
      language,
      lines: lines.length,
      meanOfLines: mean(lines.map(errorOf)),
      meanOfScripts: mean(
        scripts.map((script) =>
          errorOf({ seconds: sum(script.map((l) => l.seconds)), estimate: sum(script.map((l) => l.estimate)) })
        )
      )
    };
  });

const errorOf = ({ seconds, estimate }: { seconds: number; estimate: number }): number =>
  Math.abs(estimate - seconds) / seconds;
const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
const mean = (values: number[]): number => sum(values) / Math.max(1, values.length);
