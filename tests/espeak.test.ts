import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { castVoice, castVoices, type CastVoice } from '#lib/domain/casting.ts';
import { voices, type CastMember, type Voice } from '#lib/domain/item.ts';
import { languageCodes, type LanguageCode } from '#lib/domain/language.ts';
import { allPhonemes } from '#lib/domain/speech/quz-phonemes.ts';
import { speak } from '#lib/domain/speech/speak.ts';
import { countSpokenWords } from '#lib/domain/speech/utterance.ts';
import { createEspeak } from '#lib/server/espeak.ts';
import { toEngineText } from '#lib/speech/espeak-text.ts';
import type { SpeechProvider, Take } from '#lib/speech/voice.ts';
import { readCasting } from './support/casting.ts';
import { printVoice, voiceDistance } from './support/voice-print.ts';

const member = (id: string, voice: Voice): CastMember => ({
  id,
  voice,
  name: { es: id, quz: id },
  about: { es: id, quz: id }
});

const casting = readCasting();
const engineVoice = (voice: Voice, language: LanguageCode, { second = false } = {}): CastVoice =>
  castVoice(casting, voice, language, { before: second ? 1 : 0 });

describe('casting', () => {
  it('gives every voice of a script its own, in every language', () => {
    for (const language of languageCodes) {
      const all = voices.flatMap((voice) => [
        engineVoice(voice, language),
        engineVoice(voice, language, { second: true })
      ]);
      expect(new Set(all.map((one) => `${one.voice}:${one.pitch}`)).size).toBe(all.length);
      for (const { rate, pitch } of all) {
        expect(rate).toBeGreaterThanOrEqual(150);
        expect(rate).toBeLessThanOrEqual(190);
        expect(pitch).toBeGreaterThanOrEqual(0);
        expect(pitch).toBeLessThan(100);
      }
    }
  });

  it('tells apart four people of one kind', () => {
    const cast = ['a', 'b', 'c', 'd'].map((id) => member(id, 'girl'));
    const heard = [...castVoices(casting, cast, 'es').values()].map(({ voice, pitch }) => `${voice}:${pitch}`);
    expect(new Set(heard).size).toBe(4);
  });
});

describe('espeak-ng', () => {
  let speech: SpeechProvider;
  const say = (words: string, language: LanguageCode, { voice = engineVoice('woman', language) } = {}): Promise<Take> =>
    speech.synthesize({ ...voice, language, text: toEngineText(speak(words, language), language) });

  beforeAll(async () => {
    speech = await createEspeak({ threads: 2 });
  });
  afterAll(() => speech.close());

  // 1.5 semitones or 4 dB are what the same variant gains by 12 more of the engine's pitch: less is hard to tell apart.
  const isApart = ({ semitones, decibels }: ReturnType<typeof voiceDistance>) => semitones >= 1.5 || decibels >= 4;

  it('has voices that can be told apart for all parts of the casting', async () => {
    const words = 'Mamá, me ofrecen un trabajo lejos de aquí.';
    const printOf = async (voice: CastVoice) => {
      const { pcm, sampleRate } = await say(words, 'es', { voice });
      return printVoice(pcm, sampleRate);
    };
    const prints = await Promise.all(
      voices.flatMap((voice) =>
        [false, true].map(async (second) => ({
          name: `${voice}${second ? ' 2' : ''}`,
          print: await printOf(engineVoice(voice, 'es', { second }))
        }))
      )
    );
    const alike = prints.flatMap(({ name, print }, index) =>
      prints
        .slice(index + 1)
        .filter((other) => !isApart(voiceDistance(print, other.print)))
        .map((other) => `${name} = ${other.name}`)
    );
    expect(alike).toEqual([]);
    // The measure itself: a voice a little higher is the same voice, and the median pitch is the one noted in the file.
    const woman = engineVoice('woman', 'es');
    const print = await printOf(woman);
    expect(isApart(voiceDistance(print, await printOf({ ...woman, pitch: woman.pitch + 3 })))).toBe(false);
    expect(print.pitchHz).toBeCloseTo(161, -1);
  });

  it('speaks every language with them', async () => {
    const take = await say('Haku', 'quz', { voice: engineVoice('girl', 'quz', { second: true }) });
    expect(take.pcm.length / take.sampleRate).toBeGreaterThan(0.15);
  });

  it('says the same line with the same samples, whatever came before and whichever thread says it', async () => {
    const words = 'Nadie puede quedarse con tu DNI.';
    const takes = await Promise.all([
      say(words, 'es'),
      say("¡Ch'aki, mamáy!", 'quz'),
      say(words, 'es'),
      say(words, 'es')
    ]);
    const other = await createEspeak({ threads: 1 });
    const again = await other.synthesize({
      ...engineVoice('woman', 'es'),
      language: 'es',
      text: toEngineText(speak(words, 'es'), 'es')
    });
    await other.close();
    for (const take of [takes[2], takes[3], again]) expect(take?.pcm).toEqual(takes[0]?.pcm);
  });

  it('times every word', async () => {
    const {
      wordSeconds = [],
      pcm,
      sampleRate
    } = await say('Llama al 1818. Es gratis, en quechua y en castellano.', 'es');
    expect(wordSeconds).toHaveLength(13);
    expect([...wordSeconds].sort((a, b) => a - b)).toEqual(wordSeconds);
    expect(wordSeconds.at(-1)).toBeLessThan(pcm.length / sampleRate);
    expect((await say("Ch'akiy p'unchawmi, DNIykita policíaman apay.", 'quz')).wordSeconds).toHaveLength(5);
  });

  // What read-along and captions rest on. A stop's closure is silent: there the sound comes after the event.
  it.each<[LanguageCode, string[]]>([
    ['es', ['Hola.', 'Mañana viajo.', 'Avisa en casa.', 'Llama al 1818.', 'Nadie paga.']],
    ['quz', ['Arí.', 'Mamáy, rimasun.', 'Wasiman riy.', 'Llaqtapi suyay.', 'Manam atinichu.']]
  ])('tells when a word begins to within 50 ms of its sound after a pause, %s', async (language, sentences) => {
    const { pcm, sampleRate, wordSeconds } = await say(sentences.join(' '), language);
    const counts = sentences.map((sentence) => countSpokenWords(speak(sentence, language)));
    const starts = counts.map((_, index) => counts.slice(0, index).reduce((sum, count) => sum + count, 0));
    const onsets = onsetsAfterSilence(pcm, sampleRate);
    const errors = starts.slice(1).map((word) => {
      const told = wordSeconds[word] ?? NaN;
      return Math.min(...onsets.map((onset) => Math.abs(onset - told)));
    });
    expect(errors).toHaveLength(sentences.length - 1);
    for (const error of errors) expect(error).toBeLessThanOrEqual(0.05);
  });

  it('fails the line rather than lose a word or speak with another voice', async () => {
    const plain = { provider: 'espeak', voice: 'es-419', pitch: 50, rate: 170, pace: 1, language: 'es' } as const;
    await expect(speech.synthesize({ ...plain, text: 'hola <secreto> mundo' }).then(() => 'said')).rejects.toThrow(
      /no dijo/
    );
    await expect(speech.synthesize({ ...plain, text: 'hola <mundo no acaba' }).then(() => 'said')).rejects.toThrow(
      /no dijo/
    );
    await expect(speech.synthesize({ ...plain, voice: 'es-419+nosuch', text: 'hola' })).rejects.toThrow(
      /variante «nosuch»/
    );
    await expect(speech.synthesize({ ...plain, voice: 'quz', text: 'hola' })).rejects.toThrow(/voz «quz»/);
    expect((await speech.synthesize({ ...plain, text: 'hola mundo' })).wordSeconds).toHaveLength(2);
  });
});

/** Seconds at which sound sets in after at least 120 ms of silence. */
function onsetsAfterSilence(pcm: Int16Array, sampleRate: number): number[] {
  const step = Math.round(sampleRate / 200);
  const onsets: number[] = [];
  let silent = 0;
  for (let at = 0; at + step <= pcm.length; at += step) {
    const loudest = pcm.subarray(at, at + step).reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);
    if (loudest < 150) silent += step;
    else {
      if (silent / sampleRate >= 0.12) onsets.push(at / sampleRate);
      silent = 0;
    }
  }
  return onsets;
}

describe('the engine and our phonemes', () => {
  it('knows each one: at an unknown one it drops the rest of the word', async () => {
    const require = createRequire(import.meta.url);
    const file = require.resolve('@echogarden/espeak-ng-emscripten');
    const { default: load } = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as {
      default: (options: object) => Promise<{ eSpeakNGWorker: new () => Engine }>;
    };
    interface Engine {
      set_voice(name: string, language: string): void;
      synthesize(text: string, callback: (pcm: Int16Array, events: { type: string; id: string }[]) => void): void;
    }
    const data = (await readFile(file.replace(/\.js$/, '.data'))).buffer;
    const { eSpeakNGWorker } = await load({ getPreloadedPackage: () => data });
    const engine = new eSpeakNGWorker();
    engine.set_voice('qu', '');
    const ends = (phoneme: string): string => {
      const heard: string[] = [];
      engine.synthesize(`[[${phoneme}am'ana]]`, (_, events) => {
        for (const event of events) if (event.type === 'phoneme' && event.id.trim() !== '') heard.push(event.id);
      });
      return heard.slice(-4).join('');
    };
    for (const phoneme of allPhonemes) expect(ends(phoneme), phoneme).toBe('mˈana');
    expect(ends('ÿ~')).not.toBe('mˈana');
  });
});
