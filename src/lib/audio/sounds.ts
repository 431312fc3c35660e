import type { Sound } from '#lib/domain/sound.ts';
import { measureLoudness, toGain } from './loudness.ts';
import { sourceOf, type SampleSource, type Samples } from './samples.ts';

/**
 * The sounds a script asks for, made by calculation from fixed seeds: the same sound gives the same samples, and nobody
 * owns them (CC0). They mark what a station will play from its own shelf, so they are short and discreet.
 */
export const soundsVersion = 2;

/** The rate sounds are composed at: nothing in them lies above 11 kHz. A mix at a higher rate has them converted. */
export const soundRate = 22_050;

type Kind = Sound['kind'];
type Recipe = (seconds: number, random: () => number) => Samples;

/** LUFS of each kind at full level; speech is at −18. */
const levels: Record<Kind, number> = { signature: -19, sting: -19, bed: -23, ambience: -28, effect: -23 };
export const soundLoudness = (kind: Kind): number => levels[kind];

interface Composition {
  play: Recipe;
  /** A longer one repeats itself after so many seconds, its seam blended over the last one. */
  loopSeconds: number;
}

/** A sound of a length at its kind's loudness, at `soundRate`. One that nobody has composed gets its kind's own. */
export function createSound({ id, kind }: Pick<Sound, 'id' | 'kind'>, seconds: number): SampleSource {
  const { play, loopSeconds } = recipes[id] ?? byKind[kind];
  const samples = play(Math.min(seconds, loopSeconds), createRandom(id));
  const measured = measureLoudness(samples.subarray(0, 10 * soundRate), soundRate);
  const loudest = samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);
  // A sound of few knocks is loud by its peaks: those stay below half of full level.
  const gain = Number.isFinite(measured) ? Math.min(toGain(levels[kind] - measured), 0.5 / loudest) : 1;
  const levelled = samples.map((sample) => sample * gain);
  return seconds <= loopSeconds ? sourceOf(levelled) : repeated(levelled, Math.round(seconds * soundRate));
}

function repeated(loop: Samples, length: number): SampleSource {
  const blend = soundRate;
  const period = loop.length - blend;
  const at = (index: number): number => {
    const place = index % period;
    if (index < period || place >= blend) return loop[place] as number;
    const share = place / blend;
    return (loop[place] as number) * Math.sqrt(share) + (loop[period + place] as number) * Math.sqrt(1 - share);
  };
  return {
    length,
    read: (start, end) =>
      new Float32Array(Math.max(0, end - start)).map((_, index) =>
        start + index >= 0 && start + index < length ? at(start + index) : 0
      )
  };
}

/** The tone that stands where a station says its own name, town or number. */
export function renderBlankTone(): Samples {
  const samples = silence(0.35);
  addTone(samples, { at: 0, hertz: 523.25, seconds: 0.35, gain: 0.06, attack: 0.04, release: 0.12 });
  addTone(samples, { at: 0, hertz: 784, seconds: 0.35, gain: 0.03, attack: 0.04, release: 0.12 });
  return samples;
}

/** mulberry32, seeded by a name. */
export function createRandom(name: string): () => number {
  let state = [...name].reduce(
    (hash, letter) => Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16_777_619),
    2_166_136_261
  );
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const silence = (seconds: number): Samples => new Float32Array(Math.round(seconds * soundRate));
const hertzOf = (note: number): number => 440 * 2 ** ((note - 69) / 12);

// Building blocks

interface Tone {
  at: number;
  hertz: number;
  /** Where a glide ends. */
  toHertz?: number;
  seconds: number;
  gain: number;
  attack?: number;
  release?: number;
  /** Levels of the overtones, the first one's being 1. */
  overtones?: readonly number[];
}

function addTone(
  to: Samples,
  { at, hertz, toHertz = hertz, seconds, gain, attack = 0.01, release = 0.05, overtones = [1] }: Tone
): void {
  const length = Math.round(seconds * soundRate);
  const first = Math.round(at * soundRate);
  let phase = 0;
  for (let index = 0; index < length && first + index < to.length; index++) {
    const time = index / soundRate;
    phase += (2 * Math.PI * (hertz + ((toHertz - hertz) * index) / length)) / soundRate;
    const level = Math.min(1, time / attack, (seconds - time) / release);
    let value = 0;
    for (let overtone = 0; overtone < overtones.length; overtone++)
      value += (overtones[overtone] as number) * Math.sin(phase * (overtone + 1));
    to[first + index] = (to[first + index] as number) + gain * level * value;
  }
}

/** A plucked string (Karplus and Strong), tuned between whole samples by an all-pass. */
function addPluck(to: Samples, at: number, note: number, gain: number, random: () => number, seconds = 1.6): void {
  const period = soundRate / hertzOf(note) - 0.5;
  const length = Math.floor(period - 0.2);
  const fraction = period - length;
  const coefficient = (1 - fraction) / (1 + fraction);
  const decay = 0.5 ** (1 / (hertzOf(note) * 0.45));
  const string = Float64Array.from({ length }, () => random() * 2 - 1);
  const first = Math.round(at * soundRate);
  const end = Math.min(Math.round(seconds * soundRate), to.length - first);
  let lastRead = 0;
  let lastMean = 0;
  let lastTuned = 0;
  for (let index = 0; index < end; index++) {
    const place = index % length;
    const read = string[place] as number;
    const mean = (read + lastRead) / 2;
    const tuned = coefficient * (mean - lastTuned) + lastMean;
    string[place] = decay * tuned;
    lastRead = read;
    lastMean = mean;
    lastTuned = tuned;
    const fade = Math.min(1, (seconds - index / soundRate) / 0.15);
    to[first + index] = (to[first + index] as number) + gain * fade * read;
  }
}

/** Noise through a band-pass whose middle may wander: `hertz` by time. */
function addNoise(
  to: Samples,
  random: () => number,
  { hertz, width, gain }: { hertz: (seconds: number) => number; width: number; gain: (seconds: number) => number }
): void {
  let low = 0;
  let band = 0;
  let middle = 0;
  let level = 0;
  for (let index = 0; index < to.length; index++) {
    if (index % 64 === 0) {
      // The filter runs at twice the rate, where it is stable up to a third of ours.
      middle = 2 * Math.sin((Math.PI * Math.min(hertz(index / soundRate), soundRate / 3.5)) / (2 * soundRate));
      level = gain(index / soundRate);
    }
    const noise = random() * 2 - 1;
    for (let half = 0; half < 2; half++) {
      low += middle * band;
      band += middle * (noise - low - width * band);
    }
    to[index] = (to[index] as number) + level * band;
  }
}

/** A knock: noise that dies away, dull or bright. */
function addKnock(to: Samples, at: number, gain: number, hertz: number, random: () => number, seconds = 0.12): void {
  const knock = silence(seconds);
  addNoise(knock, random, { hertz: () => hertz, width: 0.5, gain: (time) => Math.exp((-6 * time) / seconds) });
  const first = Math.round(at * soundRate);
  for (let index = 0; index < knock.length && first + index < to.length; index++)
    to[first + index] = (to[first + index] as number) + gain * (knock[index] as number);
}

/** A slow, seeded rise and fall between 0 and 1. */
function wander(random: () => number, stepSeconds: number): (seconds: number) => number {
  const points = Array.from({ length: 64 }, () => random());
  return (seconds) => {
    const place = seconds / stepSeconds;
    const from = points[Math.floor(place) % 64] as number;
    const to = points[(Math.floor(place) + 1) % 64] as number;
    const share = place % 1;
    return from + (to - from) * share * share * (3 - 2 * share);
  };
}

// Music: minor pentatonic on A, plucked like a small charango over two low strings

const melody = [76, 79, 81, 84, 81, 79, 76, 79, 74, 76, 72, 74, 69, 72, 69, 69];
const bass = [45, 52, 45, 52, 48, 55, 45, 52];
const beatSeconds = 0.21;

const signature: Recipe = (seconds, random) => {
  const samples = silence(seconds);
  const closing = seconds <= 10 && seconds >= 2 ? seconds - 1.3 : seconds;
  for (let beat = 0; beat * beatSeconds < closing - 0.05; beat++) {
    const at = beat * beatSeconds;
    addPluck(samples, at, melody[beat % melody.length] as number, 0.5, random, 0.9);
    if (beat % 2 === 0) addPluck(samples, at, bass[(beat / 2) % bass.length] as number, 0.55, random, 1.2);
  }
  if (closing < seconds)
    [45, 57, 64, 69, 72, 76].forEach((note, index) =>
      addPluck(samples, closing + index * 0.025, note, 0.45, random, 1.3)
    );
  return samples;
};

const sting: Recipe = (seconds, random) => {
  const samples = silence(seconds);
  [69, 76, 81].forEach((note, index) => addPluck(samples, index * 0.13, note, 0.6, random, seconds));
  [45, 57].forEach((note) => addPluck(samples, 0.39, note, 0.5, random, seconds));
  return samples;
};

const bed: Recipe = (seconds, random) => {
  const samples = silence(seconds);
  const chords = [
    [45, 57, 64, 72],
    [48, 55, 64, 67],
    [43, 55, 62, 67],
    [45, 57, 64, 69]
  ];
  for (let beat = 0; beat * 0.42 < seconds; beat++) {
    const chord = chords[Math.floor(beat / 8) % chords.length] as number[];
    addPluck(
      samples,
      beat * 0.42,
      (chord[[0, 2, 1, 3, 2, 1, 3, 2][beat % 8] as number] as number) + (beat % 2 ? 12 : 0),
      beat % 8 === 0 ? 0.5 : 0.32,
      random,
      1.6
    );
  }
  return samples;
};

// Places

const murmur =
  (hertz: number, pulse: number): Recipe =>
  (seconds, random) => {
    const samples = silence(seconds);
    for (const share of [0.7, 1, 1.5, 2.3]) {
      const loud = wander(random, pulse);
      const pitch = wander(random, pulse * 0.7);
      addNoise(samples, random, {
        hertz: (time) => hertz * share * (0.8 + 0.4 * pitch(time)),
        width: 0.25,
        gain: (time) => (0.25 + 0.75 * loud(time)) / share
      });
    }
    return samples;
  };

const hiss =
  (hertz: number, depth: number, width: number): Recipe =>
  (seconds, random) => {
    const samples = silence(seconds);
    const drift = wander(random, 1.3);
    addNoise(samples, random, {
      hertz: (time) => hertz * (1 - depth / 2 + depth * drift(time)),
      width,
      gain: (time) => 1 - depth / 2 + depth * drift(time)
    });
    return samples;
  };

const crackle =
  (bright: number, perSecond: number, ground: Recipe): Recipe =>
  (seconds, random) => {
    const samples = ground(seconds, random).map((sample) => sample * 0.35);
    for (let at = 0; at < seconds; at += -Math.log(1 - random()) / perSecond)
      addKnock(samples, at, 0.4 + 1.6 * random() ** 3, bright * (0.6 + random()), random, 0.02);
    return samples;
  };

const engine: Recipe = (seconds, random) => {
  const samples = silence(seconds);
  const load = wander(random, 2.5);
  addNoise(samples, random, { hertz: () => 160, width: 0.5, gain: (time) => 0.9 + 0.4 * load(time) });
  addNoise(samples, random, { hertz: () => 700, width: 0.8, gain: () => 0.12 });
  addTone(samples, {
    at: 0,
    hertz: 41,
    seconds,
    gain: 0.25,
    attack: 0.02,
    release: 0.02,
    overtones: [1, 0.8, 0.5, 0.35, 0.2, 0.1]
  });
  return samples;
};

// Single sounds

const bell: Recipe = (seconds, random) => {
  const samples = silence(seconds);
  for (let at = 0; at < seconds - 0.3; at += 0.42)
    for (const [ratio, gain] of [
      [1, 1],
      [2.02, 0.7],
      [2.76, 0.5],
      [5.4, 0.25]
    ] as const)
      addTone(samples, {
        at,
        hertz: 830 * ratio * (1 + 0.002 * random()),
        seconds: Math.min(0.9, seconds - at),
        gain: gain * 0.2,
        attack: 0.002,
        release: 0.85
      });
  return samples;
};

const ring: Recipe = (seconds) => {
  const samples = silence(seconds);
  const notes = [81, 84, 88, 84, 81, 84, 88, 93];
  for (let at = 0; at < seconds - 0.2; at += 1.6)
    notes.forEach((note, index) => {
      if (at + index * 0.11 < seconds - 0.1)
        addTone(samples, {
          at: at + index * 0.11,
          hertz: hertzOf(note),
          seconds: 0.22,
          gain: 0.3,
          attack: 0.004,
          release: 0.2,
          overtones: [1, 0, 0.25]
        });
    });
  return samples;
};

const message: Recipe = (seconds) => {
  const samples = silence(seconds);
  [88, 93].forEach((note, index) =>
    addTone(samples, {
      at: 0.1 + index * 0.16,
      hertz: hertzOf(note),
      seconds: 0.7,
      gain: 0.3,
      attack: 0.004,
      release: 0.66,
      overtones: [1, 0.1, 0.15]
    })
  );
  return samples;
};

const door: Recipe = (seconds, random) => {
  const samples = silence(seconds);
  for (let step = 0; step < 26; step++)
    addKnock(samples, 0.1 + step * 0.03 + 0.008 * random(), 0.25, 900 + 12 * step, random, 0.025);
  addKnock(samples, Math.min(1.05, seconds - 0.3), 1.6, 130, random, 0.25);
  return samples;
};

const steps: Recipe = (seconds, random) => {
  const samples = silence(seconds);
  for (let at = 0.1; at < seconds - 0.15; at += 0.52) {
    addKnock(samples, at, 1, 180 + 40 * random(), random, 0.1);
    addKnock(samples, at + 0.09, 0.35, 1400, random, 0.06);
  }
  return samples;
};

const rooster: Recipe = (seconds) => {
  const samples = silence(seconds);
  const overtones = [1, 0.8, 0.9, 0.6, 0.4, 0.25];
  const cry: [at: number, from: number, to: number, length: number][] = [
    [0.1, 520, 640, 0.18],
    [0.32, 700, 760, 0.16],
    [0.52, 820, 900, 0.26],
    [0.8, 880, 560, 0.75]
  ];
  for (const [at, hertz, toHertz, length] of cry)
    if (at + length < seconds)
      addTone(samples, { at, hertz, toHertz, seconds: length, gain: 0.15, attack: 0.03, release: 0.1, overtones });
  return samples;
};

/** Herders' whistles across a valley: each one falls a little, then rises. */
const whistles =
  (count: number): Recipe =>
  (seconds) => {
    const samples = silence(seconds);
    const overtones = [1, 0.04];
    for (let blow = 0; blow < count; blow++) {
      const at = 0.08 + (blow * (seconds - 0.1)) / count;
      const fall = { at, hertz: 1500, toHertz: 1350, seconds: 0.2, gain: 0.12, attack: 0.04, release: 0.03, overtones };
      addTone(samples, fall);
      addTone(samples, { ...fall, at: at + 0.18, hertz: 1380, toHertz: 2250, seconds: 0.34, release: 0.1 });
    }
    return samples;
  };

const dial: Recipe = (seconds, random) => {
  const samples = silence(seconds);
  const tuning = wander(random, 0.5);
  addNoise(samples, random, {
    hertz: (time) => 900 + 2600 * tuning(time),
    width: 0.7,
    gain: (time) => 0.5 + 0.5 * tuning(time + 3)
  });
  for (let at = 0.15; at < seconds - 0.5; at += 0.75)
    addTone(samples, {
      at,
      hertz: 2400 - 1400 * random(),
      toHertz: 300 + 900 * random(),
      seconds: 0.45,
      gain: 0.1,
      attack: 0.08,
      release: 0.15
    });
  return samples;
};

/** 64 beats of the bed and 128 of the signature, and the second that is blended. */
const tuneSeconds = 27.88;
const tune = (play: Recipe): Composition => ({ play, loopSeconds: tuneSeconds });
const place = (play: Recipe): Composition => ({ play, loopSeconds: 14 });

const byKind: Record<Kind, Composition> = {
  signature: tune(signature),
  sting: tune(sting),
  bed: tune(bed),
  ambience: place(hiss(700, 0.5, 0.9)),
  effect: place(message)
};

/** By the ids of content/sounds.yaml. */
export const recipes: Readonly<Record<string, Composition>> = {
  signature: tune(signature),
  sting: tune(sting),
  bed: tune(bed),
  market: place(murmur(420, 0.35)),
  terminal: place(murmur(330, 0.5)),
  'school-yard': place(murmur(900, 0.22)),
  river: place(hiss(650, 0.45, 0.8)),
  rain: place(crackle(3800, 45, hiss(4200, 0.15, 1.2))),
  wind: place(hiss(420, 1.1, 0.22)),
  kitchen: place(crackle(2200, 9, hiss(500, 0.3, 1))),
  bus: place(engine),
  'school-bell': place(bell),
  'phone-ring': place(ring),
  'phone-message': place(message),
  door: place(door),
  steps: place(steps),
  rooster: place(rooster),
  'radio-dial': place(dial),
  'whistle-two': place(whistles(2)),
  'whistle-three': place(whistles(3))
};
