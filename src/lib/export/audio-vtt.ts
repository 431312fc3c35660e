import { slateHeard, type AudioTimings, type TimedPhrase } from '#lib/domain/audio-timings.ts';
import { estimateSeconds } from '#lib/domain/timing.ts';
import { voicesNote } from '#lib/domain/voices-note.ts';
import { escapeVtt, formatSpan, toComment, toRows, toSpans, toTimedPieces, type Span } from './captions.ts';

/** Captions of an audio as WebVTT, from the times of its phrases: what is said and who says it, the slate first. */
export function toAudioVtt(timings: AudioTimings): string {
  const { language, title, seconds, voice, people, lines } = timings;
  const first = lines[0]?.startSeconds ?? seconds;
  const text = slateHeard(timings);
  const slate: Span[] =
    text === '' ? [] : [{ startSeconds: 0, endSeconds: Math.min(first, estimateSeconds(text, language)), text }];
  const captions = [
    ...toTimedPieces(slate, language).map((span, index) =>
      toCaption(span, index === 0 ? 'slate' : `slate.${index + 1}`)
    ),
    ...lines.flatMap(({ cue, speaker, startSeconds, durationSeconds, phrases }) =>
      toTimedPieces(toSpans(phrases.map(bracketed), startSeconds + durationSeconds), language).map((span, index) =>
        toCaption(span, `c${cue}.${index + 1}`, speaker)
      )
    )
  ];
  return `WEBVTT\n\nNOTE\n${toComment(title)}\n${toComment(voicesNote(voice, people))}\n\n${captions.join('\n\n')}\n`;
}

/** What is heard as a tone is no speech. */
const bracketed = (phrase: TimedPhrase): TimedPhrase =>
  phrase.blank ? { ...phrase, text: `[${phrase.text}]` } : phrase;

function toCaption(span: Span, id: string, speaker = ''): string {
  const words = toRows(span.text).map(escapeVtt).join('\n');
  return [id, formatSpan(span, '.'), speaker === '' ? words : `<v ${escapeVtt(speaker)}>${words}`].join('\n');
}
