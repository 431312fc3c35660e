import { describe, expect, it } from 'vitest';
import { master } from '#lib/audio/limiter.ts';
import { measureLoudness, measureTruePeak, toGain } from '#lib/audio/loudness.ts';
import { mixProgramme, type MixStep } from '#lib/audio/mix.ts';
import { encodeMp3, mp3Seconds } from '#lib/audio/mp3.ts';
import { produce } from '#lib/audio/produce.ts';
import { resample } from '#lib/audio/resample.ts';
import { mixRate, recipes, renderBlankTone, renderSound, soundLoudness } from '#lib/audio/sounds.ts';
import type { SoundAction } from '#lib/domain/sound.ts';

const sine = (seconds: number, hertz: number, decibels: number, rate = mixRate, phase = 0) =>
  new Float32Array(Math.round(seconds * rate)).map(
    (_, index) => toGain(decibels) * Math.sin(phase + (2 * Math.PI * hertz * index) / rate)
  );

/** Speech as far as the mixer cares: bursts of tone. */
const speech = (seconds: number, decibels = -20): { type: 'speech'; pcm: Int16Array; sampleRate: number } => ({
  type: 'speech',
  sampleRate: 22_050,
  pcm: Int16Array.from(sine(seconds, 300, decibels, 22_050), (sample, index) =>
    Math.round(sample * 32_767 * (0.6 + 0.4 * Math.sin(index / 900)))
  )
});
const line = (cue: number, seconds: number, decibels = -20): MixStep => ({
  type: 'line',
  cue,
  parts: [speech(seconds, decibels)],
  restSeconds: 0.25
});
const sound = (
  id: string,
  kind: 'bed' | 'ambience' | 'sting' | 'effect' | 'signature',
  seconds: number,
  ...actions: SoundAction[]
): MixStep => ({
  type: 'sound',
  sound: { id, kind },
  seconds,
  actions
});
const piece = (samples: Float32Array, from: number, to: number) => samples.subarray(from * mixRate, to * mixRate);
const loudnessBetween = (samples: Float32Array, from: number, to: number) =>
  measureLoudness(piece(samples, from, to), mixRate);

describe('loudness (ITU-R BS.1770)', () => {
  // Of one channel, as ffmpeg's ebur128 measures it.
  it.each([
    [997, -20, -23.01],
    [997, -23, -26.01],
    [997, -33, -36.01],
    [100, -20, -24.8],
    [5000, -20, -19.69]
  ])('%d Hz at %d dBFS is %d LUFS', (hertz, decibels, lufs) => {
    for (const rate of [22_050, 44_100, 48_000])
      expect(Math.abs(measureLoudness(sine(5, hertz, decibels, rate), rate) - lufs)).toBeLessThan(
        rate === 22_050 ? 0.25 : 0.1
      );
  });

  it('does not count silence and what is far quieter (Tech 3341, case 3)', () => {
    // The lengths are the standard's own: in shorter ones the blocks on the edges weigh more.
    const parts = [sine(10, 997, -36, 48_000), sine(60, 997, -23, 48_000), sine(10, 997, -36, 48_000)];
    const samples = Float32Array.from(parts.flatMap((part) => [...part]));
    expect(measureLoudness(samples, 48_000)).toBeCloseTo(-26.0, 1);
    expect(measureLoudness(new Float32Array(48_000), 48_000)).toBe(-Infinity);
  });

  it('finds the peak between samples', () => {
    // A quarter of the rate, an eighth of a turn off: every sample lies 3 dB below the wave's top.
    expect(measureTruePeak(sine(1, 12_000, -6, 48_000, Math.PI / 4))).toBeCloseTo(-6, 0);
    expect(measureTruePeak(sine(1, 997, -3, 48_000))).toBeCloseTo(-3, 1);
  });
});

describe('master', () => {
  it('brings a mix to its loudness below the ceiling', () => {
    const mix = sine(6, 220, -30).map((sample, index) => sample + (index % 11_025 < 40 ? 0.7 * Math.sin(index) : 0));
    const { samples, loudness } = master(mix, { sampleRate: mixRate, loudness: -16, ceiling: -3 });
    expect(loudness).toBeCloseTo(-16, 0);
    expect(measureLoudness(samples, mixRate)).toBeCloseTo(loudness, 3);
    expect(measureTruePeak(samples)).toBeLessThan(-2.5);
  });

  it('leaves silence alone', () => {
    expect(master(new Float32Array(22_050), { sampleRate: mixRate, loudness: -16, ceiling: -3 }).samples).toHaveLength(
      22_050
    );
  });
});

describe('resample', () => {
  it.each([
    [22_050, 44_100],
    [24_000, 22_050],
    [48_000, 44_100]
  ])('%d → %d keeps level and pitch', (from, to) => {
    const there = resample(sine(1, 1000, -6, from), from, to);
    const wanted = sine(1, 1000, -6, to);
    expect(there.length).toBe(to);
    for (let index = 100; index < to - 100; index += 7)
      expect(Math.abs((there[index] ?? 0) - (wanted[index] ?? 0))).toBeLessThan(0.01);
  });

  it('gives the same in pieces as at once', () => {
    const samples = sine(0.5, 440, -6);
    const whole = resample(samples, mixRate, 44_100);
    const cut = 9999;
    const pieces = [
      ...resample(samples, mixRate, 44_100, { start: 0, end: cut }),
      ...resample(samples, mixRate, 44_100, { start: cut })
    ];
    expect(Float32Array.from(pieces)).toEqual(whole);
  });
});

describe('sounds', () => {
  it.each(Object.keys(recipes))('%s is heard, fits its length and is the same each time', (id) => {
    const one = { id, kind: 'effect' as const };
    const samples = renderSound(one, 2);
    expect(samples.length).toBe(2 * mixRate);
    expect(samples.every(Number.isFinite)).toBe(true);
    expect(samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0)).toBeLessThanOrEqual(0.51);
    expect(measureLoudness(samples, mixRate)).toBeGreaterThan(soundLoudness('effect') - 12);
    expect(renderSound(one, 2)).toEqual(samples);
  });

  it('has something for a sound that nobody has composed', () => {
    for (const kind of ['signature', 'sting', 'bed', 'ambience', 'effect'] as const)
      expect(Number.isFinite(measureLoudness(renderSound({ id: 'nuevo', kind }, 3), mixRate))).toBe(true);
  });
});

describe('mix', () => {
  it('puts lines one after another with their breath, and honours pauses', () => {
    const { samples, lines } = mixProgramme([line(1, 1), { type: 'pause', seconds: 2 }, line(3, 0.5)]);
    expect(lines).toEqual([
      { cue: 1, startSeconds: 0, durationSeconds: 1.25, partSeconds: [0] },
      { cue: 3, startSeconds: 3.25, durationSeconds: 0.75, partSeconds: [3.25] }
    ]);
    expect(loudnessBetween(samples, 1.3, 3.2)).toBe(-Infinity);
  });

  it('levels loud and soft lines alike', () => {
    const { samples } = mixProgramme([line(1, 2, -6), line(2, 2, -26)]);
    expect(loudnessBetween(samples, 0.2, 1.8)).toBeCloseTo(loudnessBetween(samples, 2.45, 4.05), 0);
  });

  it('takes the seconds of a sound, then speech goes over its bed, far below', () => {
    const bedOnly = mixProgramme([sound('bed', 'bed', 4, 'in', 'bed'), { type: 'pause', seconds: 4 }]).samples;
    const { lines } = mixProgramme([sound('bed', 'bed', 4, 'in', 'bed'), line(2, 3)]);
    expect(lines[0]?.startSeconds).toBe(4);
    const opening = loudnessBetween(bedOnly, 0.5, 2.5);
    const below = loudnessBetween(bedOnly, 4.5, 7.5);
    expect(opening).toBeGreaterThan(-29);
    expect(below).toBeLessThan(-35);
    expect(below).toBeGreaterThan(-48);
  });

  it.each([['out'], ['cut']] as const)('ends a sound that is told %s', (action) => {
    const { samples } = mixProgramme([sound('river', 'ambience', 3, 'in', action), { type: 'pause', seconds: 3 }]);
    expect(loudnessBetween(samples, 0.5, 1.5)).toBeGreaterThan(-35);
    expect(loudnessBetween(samples, 3.5, 5.5)).toBe(-Infinity);
  });

  it('ends one place when another begins, but not for a bell', () => {
    const places = mixProgramme([
      sound('river', 'ambience', 2, 'bed'),
      sound('market', 'ambience', 2, 'out'),
      { type: 'pause', seconds: 3 }
    ]);
    expect(loudnessBetween(places.samples, 5, 6.5)).toBe(-Infinity);
    const bell = mixProgramme([
      sound('river', 'ambience', 2, 'bed'),
      sound('school-bell', 'effect', 2),
      { type: 'pause', seconds: 3 }
    ]);
    expect(loudnessBetween(bell.samples, 5, 6.5)).toBeGreaterThan(-48);
  });

  it('brings the same bed up again', () => {
    const { samples } = mixProgramme([sound('bed', 'bed', 3, 'bed'), line(2, 2), sound('bed', 'bed', 4, 'up', 'out')]);
    expect(loudnessBetween(samples, 6, 7)).toBeGreaterThan(-30);
  });

  it('marks a blank with a soft tone', () => {
    const { samples, lines } = mixProgramme([
      { type: 'line', cue: 1, parts: [speech(1), { type: 'blank' }, speech(1)], restSeconds: 0 }
    ]);
    const tone = renderBlankTone().length / mixRate;
    expect(tone).toBeCloseTo(0.35, 2);
    expect(lines[0]?.durationSeconds).toBeCloseTo(2 + tone + 0.18, 2);
    expect(piece(samples, 1.2, 1.4).some((sample) => Math.abs(sample) > 0.02)).toBe(true);
  });

  it('opens loud: a peak above −12 dBFS within the first second (LibreTime cuts softer beginnings)', async () => {
    const { samples } = mixProgramme([sound('signature', 'signature', 5, 'in', 'down', 'out'), line(2, 4)]);
    const { samples: mastered } = master(samples, { sampleRate: mixRate, loudness: -16, ceiling: -3 });
    expect(piece(mastered, 0, 1).reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0)).toBeGreaterThan(
      toGain(-12)
    );
  });
});

describe('MP3', () => {
  const steps: MixStep[] = [
    sound('signature', 'signature', 3, 'in', 'bed'),
    line(2, 2),
    { type: 'pause', seconds: 1 },
    line(4, 1)
  ];

  it('has the length of its mix and a constant 64 kb/s', async () => {
    const seconds = mixProgramme(steps).samples.length / mixRate;
    const { mp3, seconds: told } = await produce(steps);
    expect(mp3Seconds(mp3)).toBe(told);
    expect(Math.abs(told - seconds)).toBeLessThan(0.1);
    expect(Math.abs(mp3.length / told - 8000)).toBeLessThan(30);
  });

  it('comes out the same bytes from the same steps', async () => {
    const [first, second] = [await produce(steps), await produce(steps)];
    expect(Buffer.compare(first.mp3, second.mp3)).toBe(0);
    const moved = await produce([...steps, { type: 'pause', seconds: 1 }]);
    expect(Buffer.compare(first.mp3, moved.mp3)).not.toBe(0);
  });

  it('is known to be cut short or no MP3 at all', async () => {
    const mp3 = await encodeMp3(sine(1, 440, -12), { sampleRate: mixRate, kilobits: 64 });
    expect(() => mp3Seconds(mp3.subarray(0, mp3.length - 50))).toThrow(/cortada/);
    expect(() => mp3Seconds(Buffer.from('<!doctype html><p>no</p>'))).toThrow(/No es un MP3/);
    expect(() => mp3Seconds(new Uint8Array())).toThrow();
  });
});
