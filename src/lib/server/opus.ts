import OpusScript from 'opusscript';
import { toGain } from '#lib/audio/loudness.ts';
import { createOggOpus } from '#lib/audio/ogg.ts';
import { opus } from '#lib/audio/presets.ts';
import type { CreateOpusWriter } from '#lib/audio/produce.ts';
import { artist, licence, taggedNote, taggedTitle, type ProgrammeTags } from '#lib/audio/tags.ts';

/** Our mixes have nothing above 11 kHz, and libopus needs nothing else than 24 kHz for that. */
const rate = 24_000;
const frameLength = rate / 50;
const scale = 32_768 * toGain(opus.decibels);

const setComplexity = 4010;
const complexity = 9;

/**
 * Without its speech mode libopus is three times as fast, and its look-ahead is this short (2.5 ms); at 24 kb/s it would
 * choose that mode for some of the frames only.
 */
const application = OpusScript.Application.RESTRICTED_LOWDELAY;
const lookAhead = rate / 400;

/** One channel as Ogg Opus at 24 kb/s. Same samples, same bytes. */
export const createOpusWriter: CreateOpusWriter = ({ tags, seconds }) => {
  const encoder = new OpusScript(rate, 1, application);
  encoder.setBitrate(opus.kilobits * 1000);
  encoder.encoderCTL(setComplexity, complexity);
  const stream = createOggOpus({
    preSkip: lookAhead * 2,
    inputRate: rate,
    vendor: 'libopus 1.4, opusscript',
    comments: tags ? commentsOf(tags) : [],
    expectedBytes: seconds * opus.kilobits * 140 + 4096
  });
  const frame = new Int16Array(frameLength);
  const bytes = Buffer.from(frame.buffer);
  let filled = 0;
  let heard = 0;
  const take = (value: number) => {
    frame[filled++] = Math.max(-32_768, Math.min(32_767, Math.round(value * scale)));
    if (filled < frameLength) return;
    stream.packet(encoder.encode(bytes, frameLength));
    filled = 0;
  };
  return {
    rate,
    ceiling: opus.ceiling,
    write(block) {
      heard += block.length;
      for (let index = 0; index < block.length; index++) take(block[index] as number);
    },
    finish() {
      for (let index = 0; index < lookAhead; index++) take(0);
      while (filled > 0) take(0);
      encoder.delete();
      return stream.finish(heard * 2);
    }
  };
};

const commentsOf = (tags: ProgrammeTags): [string, string][] => [
  ['TITLE', taggedTitle(tags)],
  ['ARTIST', artist],
  ['ALBUM', artist],
  ['LANGUAGE', tags.language],
  ['LICENSE', licence],
  ['DESCRIPTION', taggedNote(tags)],
  ...(tags.draft ? ([['STATE', 'BORRADOR']] as [string, string][]) : [])
];
