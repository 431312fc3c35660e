import { describe, expect, it } from 'vitest';
import { createMastering } from '#lib/audio/limiter.ts';
import { createLoudnessMeter, measureLoudness, measureTruePeak, toGain } from '#lib/audio/loudness.ts';
import { mixProgramme, toMix, type MixedLine, type MixStep } from '#lib/audio/mix.ts';
import { createMp3Writer, mp3Rate, mp3Seconds } from '#lib/audio/mp3.ts';
import { produceFiles } from '#lib/audio/produce.ts';
import { resample, resampled } from '#lib/audio/resample.ts';
import { sourceOf } from '#lib/audio/samples.ts';
import { createSound, recipes, renderBlankTone, soundLoudness, soundRate as mixRate } from '#lib/audio/sounds.ts';
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
async function mixed(steps: MixStep[]): Promise<{ samples: Float32Array; lines: MixedLine[] }> {
  const { source, lines } = await mixProgramme(steps);
  return { samples: source.read(0, source.length), lines };
}
function mastered(samples: Float32Array, target: { loudness: number; ceiling: number }) {
  const { source, ...report } = createMastering(toMix(samples, mixRate))(target);
  return { samples: source.read(0, source.length), ...report };
}
const renderSound = (sound: Parameters<typeof createSound>[0], seconds: number) => {
  const source = createSound(sound, seconds);
  return source.read(0, source.length);
};
const peakOf = (samples: Float32Array) => samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);
const piece = (samples: Float32Array, from: number, to: number) => samples.subarray(from * mixRate, to * mixRate);
const loudnessBetween = (samples: Float32Array, from: number, to: number) =>
  measureLoudness(piece(samples, from, to), mixRate);

/** The web's MP3 without tags. */
async function produce(steps: readonly MixStep[]) {
  const { files } = await produceFiles(steps, { deliveries: [{ preset: 'web', format: 'mp3' }] });
  const mp3 = files[0]?.bytes ?? new Uint8Array();
  return { mp3, seconds: mp3Seconds(mp3) };
}

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

  /**
   * Signals of EBU Tech 3341: sines of 1 kHz at 48 kHz, seconds and dBFS. The standard's are stereo; one channel of the same
   * level is 3.01 LU lower. Its tolerance is 0.1 LU.
   */
  const staircase = (parts: readonly (readonly [seconds: number, decibels: number])[]) => {
    const meter = createLoudnessMeter(48_000);
    for (const [seconds, decibels] of parts) meter.add(sine(seconds, 1000, decibels, 48_000));
    return meter.report();
  };
  const oneChannel = -3.01;
  it.each([
    [1, -23, [[20, -23]]],
    [2, -33, [[20, -33]]],
    [
      3,
      -23,
      [
        [10, -36],
        [60, -23],
        [10, -36]
      ]
    ],
    [
      4,
      -23,
      [
        [10, -72],
        [10, -36],
        [60, -23],
        [10, -36],
        [10, -72]
      ]
    ],
    [
      5,
      -23,
      [
        [20, -26],
        [20.1, -20],
        [20, -26]
      ]
    ]
  ] as const)('Tech 3341, case %d: %d LUFS', (_case, lufs, parts) => {
    expect(Math.abs(staircase(parts).integrated - (lufs + oneChannel))).toBeLessThanOrEqual(0.1);
  });

  it('Tech 3341, cases 9 and 12: short-term and momentary loudness hold still over their windows', async () => {
    const repeat = (parts: readonly (readonly [number, number])[]) =>
      staircase(Array.from({ length: 5 }, () => parts).flat());
    const [loud, soft] = [
      [1.34, -20],
      [1.66, -30]
    ] as const;
    expect(Math.abs(repeat([loud, soft]).maxShortTerm - (-23 + oneChannel))).toBeLessThanOrEqual(0.1);
    const [short, rest] = [
      [0.18, -20],
      [0.22, -30]
    ] as const;
    expect(Math.abs(repeat([short, rest]).maxMomentary - (-23 + oneChannel))).toBeLessThanOrEqual(0.1);
  });

  it('measures the range of Tech 3342, cases 1 to 3', () => {
    const range = (...levels: number[]) => staircase(levels.map((level) => [20, level] as const)).range;
    expect(range(-20, -30)).toBeCloseTo(10, 0);
    expect(range(-20, -15)).toBeCloseTo(5, 0);
    expect(range(-40, -20)).toBeCloseTo(20, 0);
  });

  it('says nothing of silence', () => {
    expect(measureLoudness(new Float32Array(48_000), 48_000)).toBe(-Infinity);
  });

  /**
   * Tech 3341, cases 15 to 19: sines of a quarter, sixth and eighth of the rate whose samples miss the wave's top; the
   * true peak is to be told within +0.2 and −0.4 dB. Degrees of phase; amplitudes of full scale.
   */
  it.each([
    [15, 4, 0, 0.5],
    [16, 4, 45, 0.5],
    [17, 6, 60, 0.5],
    [18, 8, 67.5, 0.5],
    [19, 4, 45, 1.41]
  ])('Tech 3341, case %d: finds the peak between samples', (_case, divisor, degrees, amplitude) => {
    const decibels = 20 * Math.log10(amplitude);
    const samples = sine(1, 48_000 / divisor, decibels, 48_000, (degrees * Math.PI) / 180);
    // The signal of the standard comes and goes gently: a cut sine has other peaks where it is cut.
    const faded = samples.map(
      (sample, index) => sample * Math.min(1, index / 4800, (samples.length - 1 - index) / 4800)
    );
    const error = measureTruePeak(faded) - decibels;
    expect(error).toBeLessThanOrEqual(0.2);
    expect(error).toBeGreaterThanOrEqual(-0.4);
  });
});

describe('master', () => {
  it.each([-16, -23])('brings a mix to %d LUFS below the ceiling', (target) => {
    const mix = sine(6, 220, -30).map((sample, index) => sample + (index % 11_025 < 40 ? 0.7 * Math.sin(index) : 0));
    const { samples, integrated, truePeak } = mastered(mix, { loudness: target, ceiling: -3 });
    expect(Math.abs(integrated - target)).toBeLessThan(0.1);
    expect(measureLoudness(samples, mixRate)).toBeCloseTo(integrated, 3);
    expect(measureTruePeak(samples)).toBeLessThan(-2.8);
    expect(measureTruePeak(samples)).toBeLessThanOrEqual(truePeak + 0.2);
  });

  it('gives the same in pieces as at once', () => {
    const mix = sine(3, 220, -20).map((sample, index) => sample + (index % 11_025 < 40 ? 0.7 * Math.sin(index) : 0));
    const { source } = createMastering(toMix(mix, mixRate))({ loudness: -16, ceiling: -3 });
    const whole = source.read(0, source.length);
    expect(Float32Array.from([...source.read(0, 30_001), ...source.read(30_001, source.length)])).toEqual(whole);
  });

  it('leaves silence alone', () => {
    expect(peakOf(mastered(new Float32Array(22_050), { loudness: -16, ceiling: -3 }).samples)).toBe(0);
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
    const source = resampled(sourceOf(samples), mixRate, 44_100);
    const pieces = [...source.read(0, cut), ...source.read(cut, source.length)];
    expect(Float32Array.from(pieces)).toEqual(whole);
  });
});

describe('sounds', () => {
  it.each(Object.keys(recipes))('%s is heard, fits its length and is the same each time', (id) => {
    const one = { id, kind: 'effect' as const };
    const samples = renderSound(one, 2);
    expect(samples.length).toBe(2 * mixRate);
    expect(samples.every(Number.isFinite)).toBe(true);
    expect(peakOf(samples)).toBeLessThanOrEqual(0.51);
    expect(measureLoudness(samples, mixRate)).toBeGreaterThan(soundLoudness('effect') - 12);
    expect(renderSound(one, 2)).toEqual(samples);
  });

  it('has something for a sound that nobody has composed', () => {
    for (const kind of ['signature', 'sting', 'bed', 'ambience', 'effect'] as const)
      expect(Number.isFinite(measureLoudness(renderSound({ id: 'nuevo', kind }, 3), mixRate))).toBe(true);
  });
});

describe('sounds that last', () => {
  it('go on as long as they are asked to, without a seam, in pieces as at once', () => {
    const source = createSound({ id: 'river', kind: 'ambience' }, 60);
    expect(source.length).toBe(60 * mixRate);
    const seam = 13 * mixRate;
    const around = source.read(seam - mixRate, seam + mixRate);
    expect(Math.abs(measureLoudness(around, mixRate) - soundLoudness('ambience'))).toBeLessThan(3);
    expect(source.read(seam, seam + 100)).toEqual(around.slice(mixRate, mixRate + 100));
  });
});

describe('mix', () => {
  it('puts lines one after another with their breath, and honours pauses', async () => {
    const { samples, lines } = await mixed([line(1, 1), { type: 'pause', seconds: 2 }, line(3, 0.5)]);
    expect(lines).toEqual([
      { cue: 1, label: undefined, startSeconds: 0, durationSeconds: 1.25, partSeconds: [0] },
      { cue: 3, label: undefined, startSeconds: 3.25, durationSeconds: 0.75, partSeconds: [3.25] }
    ]);
    expect(loudnessBetween(samples, 1.3, 3.2)).toBe(-Infinity);
  });

  it('levels loud and soft lines alike', async () => {
    // What opens a programme is lifted: not here.
    const { samples } = await mixed([{ type: 'pause', seconds: 1 }, line(1, 2, -6), line(2, 2, -26)]);
    expect(loudnessBetween(samples, 1.2, 2.8)).toBeCloseTo(loudnessBetween(samples, 3.45, 5.05), 0);
  });

  it('takes the seconds of a sound, then its bed makes way for every line before it begins', async () => {
    const bed = sound('bed', 'bed', 4, 'in', 'bed');
    const pauses = { type: 'pause', seconds: 3 } as const;
    const { samples, lines } = await mixed([bed, pauses, line(2, 3), pauses]);
    expect(lines[0]?.startSeconds).toBe(7);
    // The same without its bed: what is left is the bed alone.
    const voice = (await mixed([{ type: 'pause', seconds: 7 }, line(2, 3), pauses])).samples;
    const bedOnly = samples.map((sample, index) => sample - (voice[index] ?? 0));
    const opening = loudnessBetween(bedOnly, 0.5, 2.5);
    const alone = loudnessBetween(bedOnly, 4.5, 6.8);
    const below = loudnessBetween(bedOnly, 7, 10);
    expect(opening).toBeGreaterThan(-29);
    expect(alone).toBeGreaterThan(-38);
    expect(below).toBeLessThan(alone - 6);
    expect(below).toBeGreaterThan(-48);
    expect(Math.abs(loudnessBetween(bedOnly, 10.5, 13) - alone)).toBeLessThan(3);
  });

  it('mixes a take of a higher rate at 44.1 kHz, as loud and as long as the others', async () => {
    const person = {
      type: 'speech',
      sampleRate: 48_000,
      pcm: Int16Array.from(sine(2, 300, -30, 48_000), (one) => one * 32_767)
    } as const;
    const steps: MixStep[] = [
      { type: 'pause', seconds: 1 },
      line(1, 2),
      { type: 'line', cue: 2, parts: [person], restSeconds: 0.25 }
    ];
    const { source, sampleRate, lines } = await mixProgramme(steps);
    expect(sampleRate).toBe(44_100);
    expect(lines[1]).toMatchObject({ startSeconds: 3.25, durationSeconds: 2.25 });
    const heard = (from: number, to: number) => measureLoudness(source.read(from * 44_100, to * 44_100), 44_100);
    expect(heard(3.4, 5.1)).toBeCloseTo(heard(1.2, 2.9), 0);
  });

  it('reads takes that are only named when they are due, one after another', async () => {
    const asked: string[] = [];
    const named = (key: string): MixStep => ({
      type: 'line',
      cue: 1,
      parts: [{ type: 'speech', key, samples: 22_050, sampleRate: 22_050 }],
      restSeconds: 0
    });
    const readTake = async (key: string) => {
      asked.push(key);
      return speech(1).pcm;
    };
    const { source } = await mixProgramme([named('a'), named('b')], { readTake });
    expect(asked).toEqual(['a', 'b']);
    const inMemory = (await mixed([line(1, 1), line(1, 1)].map((one) => ({ ...one, restSeconds: 0 })))).samples;
    expect(source.read(0, source.length)).toEqual(inMemory);
    await expect(mixProgramme([named('a')])).rejects.toThrow('a');
  });

  it.each([['out'], ['cut']] as const)('ends a sound that is told %s', async (action) => {
    const { samples } = await mixed([sound('river', 'ambience', 3, 'in', action), { type: 'pause', seconds: 3 }]);
    expect(loudnessBetween(samples, 0.5, 1.5)).toBeGreaterThan(-35);
    expect(loudnessBetween(samples, 3.5, 5.5)).toBe(-Infinity);
  });

  it('ends one place when another begins, but not for a bell', async () => {
    const places = await mixed([
      sound('river', 'ambience', 2, 'bed'),
      sound('market', 'ambience', 2, 'out'),
      { type: 'pause', seconds: 3 }
    ]);
    expect(loudnessBetween(places.samples, 5, 6.5)).toBe(-Infinity);
    const bell = await mixed([
      sound('river', 'ambience', 2, 'bed'),
      sound('school-bell', 'effect', 2),
      { type: 'pause', seconds: 3 }
    ]);
    expect(loudnessBetween(bell.samples, 5, 6.5)).toBeGreaterThan(-48);
  });

  it('brings the same bed up again', async () => {
    const { samples } = await mixed([sound('bed', 'bed', 3, 'bed'), line(2, 2), sound('bed', 'bed', 4, 'up', 'out')]);
    expect(loudnessBetween(samples, 6, 7)).toBeGreaterThan(-30);
  });

  it('marks a blank with a soft tone', async () => {
    const { samples, lines } = await mixed([
      { type: 'line', cue: 1, parts: [speech(1), { type: 'blank' }, speech(1)], restSeconds: 0 }
    ]);
    const tone = renderBlankTone().length / mixRate;
    expect(tone).toBeCloseTo(0.35, 2);
    expect(lines[0]?.durationSeconds).toBeCloseTo(2 + tone + 0.18, 2);
    expect(piece(samples, 1.2, 1.4).some((sample) => Math.abs(sample) > 0.02)).toBe(true);
  });

  it.each([
    ['a tune', sound('signature', 'signature', 5, 'in', 'down', 'out')],
    ['a soft place', sound('river', 'ambience', 4, 'in', 'bed')],
    ['a bell', sound('school-bell', 'effect', 3)],
    ['a soft voice', line(1, 2, -40)]
  ])('opens loud with %s: above −12 dBFS within a second, in broadcasting too (LibreTime)', async (_what, first) => {
    const { samples } = await mixed([first, line(2, 6)]);
    for (const target of [
      { loudness: -16, ceiling: -4 },
      { loudness: -23, ceiling: -4 }
    ])
      expect(peakOf(piece(mastered(samples, target).samples, 0, 1))).toBeGreaterThan(toGain(-12));
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
    const seconds = (await mixed(steps)).samples.length / mixRate;
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
    const writer = await createMp3Writer({ kilobits: 64 });
    writer.write(sine(1, 440, -12, mp3Rate));
    const mp3 = writer.finish();
    expect(() => mp3Seconds(mp3.subarray(0, mp3.length - 50))).toThrow(/cortada/);
    expect(() => mp3Seconds(Buffer.from('<!doctype html><p>no</p>'))).toThrow(/No es un MP3/);
    expect(() => mp3Seconds(new Uint8Array())).toThrow();
  });
});
