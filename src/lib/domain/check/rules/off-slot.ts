import { castPaces, itemVoices } from '../../casting.ts';
import { issueAt, startOf } from '../../issue.ts';
import { toCues } from '../../radio.ts';
import { speak } from '../../speech/speak.ts';
import { formatClock, toTimings, totalSeconds } from '../../timing.ts';
import { textRule } from '../rule.ts';

const warningShare = 0.15;
const errorShare = 0.3;

/** A script that takes much more or much less time than its slot. */
export const offSlot = textRule('off-slot', (text, item, { library }) => {
  if (item.kind !== 'script') return [];
  const { cues } = toCues(text.document, { language: text.language, cast: item.cast, sounds: library.sounds });
  const seconds = totalSeconds(
    toTimings(cues, {
      language: text.language,
      voicePaces: castPaces(itemVoices(library.casting, item, text.language)),
      speak: (words) => speak(words, text.language)
    })
  );
  const share = seconds / item.durationSeconds - 1;
  if (Math.abs(share) <= warningShare) return [];
  const remedy = share > 0 ? 'Recorte el texto' : 'Alargue el texto';
  const message = `Dura unos ${formatClock(seconds)} y su espacio es de ${formatClock(item.durationSeconds)}. ${remedy} o cambie durationSeconds.`;
  return [issueAt(startOf(text.file), 'off-slot', message, Math.abs(share) > errorShare ? 'error' : 'warning')];
});
