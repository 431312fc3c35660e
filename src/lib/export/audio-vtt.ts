import type { AudioTimings } from '#lib/domain/audio-timings.ts';
import { slates } from '#lib/domain/programme.ts';
import { estimateSeconds } from '#lib/domain/timing.ts';
import { escapeVtt, formatSpan, toComment, toRows, toSpans, toTimedPieces, type Span } from './captions.ts';

/** Captions of an audio as WebVTT, from the times of its phrases: what is said and who says it, the slate first. */
export function toAudioVtt({ language, title, draft, seconds, voice, lines }: AudioTimings): string {
  const first = lines[0]?.startSeconds ?? seconds;
  const slate: Span[] = draft
    ? [
        {
          startSeconds: 0,
          endSeconds: Math.min(first, estimateSeconds(slates[language], language)),
          text: slates[language]
        }
      ]
    : [];
  const captions = [
    ...toTimedPieces(slate, language).map((span) => toCaption(span, 'slate')),
    ...lines.flatMap(({ cue, speaker, startSeconds, durationSeconds, phrases }) =>
      toTimedPieces(toSpans(phrases, startSeconds + durationSeconds), language).map((span, index) =>
        toCaption(span, `c${cue}.${index + 1}`, speaker)
      )
    )
  ];
  return `WEBVTT\n\nNOTE\n${toComment(title)}\n${toComment(voice)}\n\n${captions.join('\n\n')}\n`;
}

function toCaption(span: Span, id: string, speaker = ''): string {
  const words = toRows(span.text).map(escapeVtt).join('\n');
  return [id, formatSpan(span, '.'), speaker === '' ? words : `<v ${escapeVtt(speaker)}>${words}`].join('\n');
}
