import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import decode from 'audio-decode';
import { measureLoudness, measureTruePeak } from '#lib/audio/loudness.ts';
import type { Delivery } from '#lib/audio/produce.ts';
import { embeddedCasting, itemVoices } from '#lib/domain/casting.ts';
import { itemsOf, type Library } from '#lib/domain/library.ts';
import { toProgramme, type Programme } from '#lib/domain/programme.ts';
import { createEspeak } from './espeak.ts';
import { makeAudio } from './make-audio.ts';
import { createProducer } from './producer.ts';
import { createProgrammeAudio } from './programme-audio.ts';

type Show = (name: string, value: string) => void;

const slug = 'la-llamada';
const wavAndMp3: Delivery[] = [
  { preset: 'station', format: 'wav' },
  { preset: 'station', format: 'mp3' }
];
const longMinutes = [12, 60];

const secondsSince = (start: number): number => (performance.now() - start) / 1000;

/** What is measured is our own engine, whatever the casting says. */
const withEspeak = (library: Library): Library => ({ ...library, casting: embeddedCasting(library.casting) });

function createMeans() {
  const threads = Math.max(1, Math.min(4, availableParallelism()));
  const producer = createProducer({ threads });
  return createEspeak({ threads: Math.ceil(threads / 2) }).then((espeak) => ({
    speech: { espeak },
    produce: producer.produce,
    report: () => undefined,
    close: () => Promise.all([espeak.close(), producer.close()])
  }));
}

/** What one script costs: from nothing, after a change, unchanged; how near its files come to their loudness. */
export async function benchAudio(read: Library, folder: string, show: Show): Promise<void> {
  const library = withEspeak(read);
  const item = itemsOf(library, 'script').find((one) => one.slug === slug);
  const text = item?.texts.es;
  if (!item || !text) throw new Error(slug);
  const { programme } = toProgramme(item, text, library.sounds, itemVoices(library.casting, item, 'es'));
  const cacheFolder = path.join(folder, 'cache');
  const means = await createMeans();
  try {
    const audio = createProgrammeAudio({ ...means, cacheFolder });
    const wavFile = path.join(folder, 'bench.wav');
    const make = async (one: Programme, deliveries: Delivery[]) => {
      const plan = audio.plan(one);
      const start = performance.now();
      await audio.say(plan.sayings);
      const said = secondsSince(start);
      const { seconds } = await audio.make(plan, { deliveries, wavFile });
      const whole = secondsSince(start);
      return { said, seconds, factor: `${whole.toFixed(1)} s, factor ${(whole / seconds).toFixed(4)}` };
    };
    const cold = await make(programme, wavAndMp3);
    show(`audio, ${slug}, ${cold.seconds.toFixed(0)} s`, 'one programme at a time');
    show('audio, cold: voice, mix, WAV and MP3', cold.factor);
    const changed = await make(withOtherLine(programme), wavAndMp3);
    show('audio, one changed line is heard after', `${changed.said.toFixed(2)} s`);
    show('audio, one changed line: WAV and MP3', changed.factor);
    const opus = await make(programme, [{ preset: 'web', format: 'opus' }]);
    show('audio, mix and Opus', opus.factor);

    const makeFiles = () =>
      makeAudio({
        ...means,
        library,
        outFolder: path.join(folder, 'out'),
        cacheFolder,
        only: slug,
        language: 'es',
        wav: true
      });
    await makeFiles();
    const start = performance.now();
    const { unchanged } = await makeFiles();
    show('audio, unchanged programme', `${secondsSince(start).toFixed(2)} s, ${unchanged} left alone`);
    for (const [name, target] of [
      ['.mp3', -16],
      ['.opus', -16],
      ['-emisora.mp3', -23],
      ['-emisora.wav', -23]
    ] as const) {
      const file = name.replace(/^(-emisora)?\./, `$1${programme.draft ? '-borrador' : ''}.`);
      const { channelData, sampleRate } = await decode(await readFile(path.join(folder, 'out/es', `${slug}${file}`)));
      const samples = channelData[0] as Float32Array;
      show(
        `audio, ${slug}${name}, decoded`,
        `${measureLoudness(samples, sampleRate).toFixed(2)} LUFS of ${target}, ${measureTruePeak(samples).toFixed(1)} dBTP`
      );
    }
  } finally {
    await means.close();
  }

  for (const minutes of longMinutes) {
    const args = [
      // As `npm run audio` is started.
      '--max-semi-space-size=2',
      '--single-threaded',
      '--optimize-for-size',
      '--import',
      'tsx',
      'src/cli/bench.ts',
      'long',
      String(minutes),
      path.join(folder, `long-${minutes}`)
    ];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    show(`audio, ${minutes} min, WAV and MP3, cold`, status === 0 ? stdout.trim() : stderr);
  }
}

/** The same programme with a word more in its middle. */
function withOtherLine(programme: Programme): Programme {
  const lines = programme.steps.filter((step) => step.type === 'line');
  const middle = lines[Math.floor(lines.length / 2)];
  return {
    ...programme,
    steps: programme.steps.map((step) =>
      step === middle && step.type === 'line'
        ? {
            ...step,
            utterance: step.utterance.map((part) =>
              part.type === 'words' ? { ...part, spoken: `${part.spoken} hoy` } : part
            )
          }
        : step
    )
  };
}

/** As long as its letters take, more or less: it need not be said twice. */
const lengthOf = (step: Extract<Programme['steps'][number], { type: 'line' }>): number =>
  step.restSeconds +
  step.utterance.reduce((sum, part) => sum + (part.type === 'words' ? part.spoken.length / 16 : 0.5), 0);

/**
 * Makes a programme of so many minutes out of the library's scripts and says what it took: in a process of its own, so
 * that its greatest memory, threads included, is the programme's.
 */
export async function benchLongProgramme(read: Library, folder: string, minutes: number): Promise<string> {
  const library = withEspeak(read);
  const programmes = itemsOf(library, 'script').flatMap((item) =>
    Object.values(item.texts).map(
      (text) => toProgramme(item, text, library.sounds, itemVoices(library.casting, item, text.language)).programme
    )
  );
  const [first] = programmes;
  if (!first) throw new Error('content');
  const means = await createMeans();
  try {
    const audio = createProgrammeAudio({ ...means, cacheFolder: path.join(folder, 'cache') });
    const start = performance.now();
    const steps: Programme['steps'] = [];
    let seconds = 0;
    for (let index = 0; seconds < minutes * 60; index++) {
      const { steps: more } = programmes[index % programmes.length] as Programme;
      for (const step of more) {
        if (seconds >= minutes * 60) break;
        steps.push(step);
        seconds += step.type === 'line' ? lengthOf(step) : step.seconds;
      }
    }
    const plan = audio.plan({ ...first, steps });
    const made = await audio.make(plan, { deliveries: wavAndMp3, wavFile: path.join(folder, 'long.wav') });
    const whole = secondsSince(start);
    return (
      `${(made.seconds / 60).toFixed(1)} min in ${whole.toFixed(1)} s, factor ${(whole / made.seconds).toFixed(4)}, ` +
      `${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB at most`
    );
  } finally {
    await means.close();
  }
}
