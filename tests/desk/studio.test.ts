import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { planSpeech } from '#lib/audio/plan.ts';
import type { MixerJob } from '#lib/audio/produce-web-worker.ts';
import { createWorkerClient, WorkerFault, type WorkerLike } from '#lib/desk/worker-client.ts';
import { openStudio } from '#lib/desk/studio.ts';
import { itemVoices, withProviders } from '#lib/domain/casting.ts';
import { fillEdition, toEdition, type Edition } from '#lib/domain/edition.ts';
import { itemsOf } from '#lib/domain/library.ts';
import { toProgramme } from '#lib/domain/programme.ts';
import { emptyStation, type Station } from '#lib/domain/station.ts';
import { readLibrary } from '#lib/server/library.ts';
import { fillText } from '#lib/server/station-pack.ts';
import { answerJobs, faultOf } from '#lib/speech/answer-jobs.ts';
import type { EspeakJob } from '#lib/speech/espeak-web-worker.ts';
import { SpeechError, type Take } from '#lib/speech/voice.ts';

/** A worker in this very thread: what it is sent is answered by `work`, as answerJobs does in a worker. */
function workerOf<In, Out>(work: (job: In) => Promise<Out> | Out, ended: () => void = () => undefined): WorkerLike {
  const scope: Parameters<typeof answerJobs>[0] = {
    onmessage: null,
    postMessage: (data) => worker.onmessage?.call(worker as Worker, { data } as MessageEvent)
  };
  const worker: WorkerLike = {
    onmessage: null,
    onerror: null,
    onmessageerror: null,
    terminate: ended,
    postMessage: (data: unknown) => scope.onmessage?.({ data } as MessageEvent)
  };
  answerJobs<In, Out>(scope, async (job) => ({ result: await work(job) }));
  return worker;
}

const never = new AbortController().signal;
const { library } = await readLibrary('content');
if (!library) throw new Error('content');
const scripts = itemsOf(library, 'script');
const station: Station = { ...emptyStation, name: 'Radio Pampa', town: 'Ocongate', presenter: 'Julia' };
const editionOf = (slug: string): Edition => {
  const item = scripts.find((one) => one.slug === slug);
  if (!item?.texts.es) throw new Error(slug);
  return toEdition(library, item, item.texts.es);
};

describe('a filled edition', () => {
  it('is heard as the same text filled in before it was read (npm run pack)', () => {
    for (const item of scripts)
      for (const text of Object.values(item.texts)) {
        const edition = fillEdition(toEdition(library, item, text), station);
        const cues = edition.script?.cues.map(({ cue }) => cue) ?? [];
        const { programme, issues } = toProgramme(edition.item, edition.text, { cues }, edition.voices);
        expect(issues).toEqual([]);
        const voices = itemVoices(library.casting, item, text.language);
        expect(programme, text.file).toEqual(
          toProgramme(item, fillText(text, station), library.sounds, voices).programme
        );
      }
  });
});

it('speaks on the desk with the embedded voice, whoever is cast', () => {
  const casting = withProviders(library.casting, { es: 'google' });
  const item = scripts.find((one) => one.slug === 'la-llamada');
  if (!item?.texts.es) throw new Error('la-llamada');
  const { cast, announcer, presenter } = toEdition({ ...library, casting }, item, item.texts.es).voices;
  for (const voice of [...Object.values(cast), announcer, presenter]) expect(voice.provider).toBe('espeak');
});

describe('a worker', () => {
  it('answers each job, and goes on after a line that cannot be said', async () => {
    const client = createWorkerClient<number>(() =>
      workerOf((job: number) => {
        if (job === 2) throw new SpeechError('calló');
        return job * 10;
      })
    );
    const answers = [1, 2, 3].map((job) => client.run<number>(job, { signal: never }).catch((error: unknown) => error));
    const [first, second, third] = await Promise.all(answers);
    expect([first, third]).toEqual([10, 30]);
    expect(second).toEqual(new WorkerFault('line', 'calló'));
    expect(client.closed).toBe(false);
  });

  it.each([
    [new RangeError('Array buffer allocation failed'), 'memory'],
    [new Error('Aborted(OOM)'), 'memory'],
    [new WebAssembly.CompileError('refused'), 'wasm'],
    [new TypeError('x is not a function'), 'failed']
  ] as const)('is ended after %s: %s', async (error, kind) => {
    let ended = 0;
    const client = createWorkerClient<number>(() =>
      workerOf(
        () => Promise.reject(error),
        () => (ended += 1)
      )
    );
    await expect(client.run(1, { signal: never })).rejects.toMatchObject({ name: 'WorkerFault', kind });
    expect(faultOf(error)).toBe(kind);
    expect(ended).toBe(1);
    await expect(client.run(2, { signal: never })).rejects.toMatchObject({ kind: 'failed' });
  });

  it('is ended by who cancels', async () => {
    let ended = 0;
    const client = createWorkerClient<number>(() =>
      workerOf(
        () => new Promise(() => undefined),
        () => (ended += 1)
      )
    );
    const controller = new AbortController();
    const answer = client.run(1, { signal: controller.signal });
    controller.abort();
    await expect(answer).rejects.toThrow(/abort/i);
    expect(ended).toBe(1);
  });
});

describe('the studio', () => {
  const open = async () => {
    const texts: string[] = [];
    const mixes: MixerJob[] = [];
    const take: Take = { pcm: new Int16Array(100), sampleRate: 22_050, wordSeconds: [0] };
    const studio = await openStudio(
      { version: 'v1', engineUrl: '/voice/x.js', slim: new Uint8Array(1) },
      {
        signal: never,
        means: {
          startEngine: () =>
            workerOf<EspeakJob, Take | undefined>((job) => {
              if ('load' in job) return undefined;
              texts.push(job.say.text);
              if (job.say.text.includes('Callada')) throw new SpeechError('calló');
              return take;
            }),
          startMixer: () =>
            workerOf((job: MixerJob) => {
              mixes.push(job);
              return {
                seconds: 61,
                lines: [],
                files: job.deliveries.map((one) => ({ ...one, bytes: new Uint8Array(10) }))
              };
            })
        }
      }
    );
    return { studio, texts, mixes };
  };
  const generic = editionOf('la-llamada');
  const delivery = { preset: 'web', format: 'mp3' } as const;
  const options = { delivery, signal: never, progress: () => undefined };

  it('says every line once, then only those that have changed', async () => {
    const { studio, texts, mixes } = await open();
    const plan = studio.plan(fillEdition(generic, station));
    const first = await studio.make(plan, options);
    expect(first.said).toBe(plan.newLines);
    expect(first.said + first.kept).toBe(plan.speech.sayings.length);
    expect(texts.join(' ')).toContain('Pampa');
    expect(studio.plan(fillEdition(generic, station))).toMatchObject({ newLines: 0, signature: first.signature });

    const changed = studio.plan(fillEdition(generic, { ...station, name: 'Radio Lluvia' }));
    expect(changed.signature).not.toBe(first.signature);
    expect(changed.newLines).toBeGreaterThan(0);
    const before = texts.length;
    const second = await studio.make(changed, options);
    expect(texts.slice(before).every((text) => text.includes('Lluvia'))).toBe(true);
    expect(second).toMatchObject({ said: changed.newLines, seconds: 61 });
    expect(mixes).toHaveLength(2);
  });

  it('keeps what has been said when it is cancelled, and goes on from there', async () => {
    const { studio, texts } = await open();
    const plan = studio.plan(fillEdition(generic, station));
    const controller = new AbortController();
    const cancelled = studio.make(plan, {
      delivery,
      signal: controller.signal,
      progress: (done) => done === 3 && controller.abort()
    });
    await expect(cancelled).rejects.toThrow(/abort/i);
    expect(texts).toHaveLength(3);
    const heard = await studio.make(studio.plan(fillEdition(generic, station)), options);
    expect(heard.kept).toBe(plan.speech.sayings.length - heard.said);
    expect(texts).toHaveLength(plan.newLines);
  });

  it('names the line that cannot be said', async () => {
    const { studio } = await open();
    const plan = studio.plan(fillEdition(generic, { ...station, name: 'Callada' }));
    const failing = planSpeech(plan.programme, { espeak: { id: 'espeak-ng', version: 'v1' } }).sayings.find(
      ({ request }) => request.text.includes('Callada')
    );
    await expect(studio.make(plan, options)).rejects.toMatchObject({
      kind: 'line',
      line: { cue: failing?.cue, filled: ['station'] }
    });
    expect(studio.closed).toBe(false);
  });

  it('speaks no more once it is closed', async () => {
    const { studio } = await open();
    studio.close();
    expect(studio.closed).toBe(true);
    await expect(studio.make(studio.plan(generic), options)).rejects.toMatchObject({ kind: 'failed' });
  });
});

describe('the words of the voice', () => {
  it('say why it failed, for every reason there is', () => {
    const { voice } = JSON.parse(readFileSync('locales/es/voice.json', 'utf8')) as { voice: { faults: object } };
    expect(Object.keys(voice.faults).sort()).toEqual(['damaged', 'failed', 'line', 'memory', 'network', 'wasm']);
  });
});
