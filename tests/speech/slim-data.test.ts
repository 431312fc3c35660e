import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { voices } from '#lib/domain/item.ts';
import { languageCodes, languages } from '#lib/domain/language.ts';
import { createEspeakEngine, engineClock, type Espeak, type LoadEngine } from '#lib/speech/espeak.ts';
import { toEngineText } from '#lib/speech/espeak-text.ts';
import { readCasting } from '../support/casting.ts';
import { fromSlimData, neededRanges, toSlimData } from '#lib/speech/slim-data.ts';
import { SpeechError, type Take } from '#lib/speech/voice.ts';

const enginePath = createRequire(import.meta.url).resolve('@echogarden/espeak-ng-emscripten');

const bytesOf = (take: Take | undefined): Buffer => Buffer.from(take?.pcm.buffer ?? new ArrayBuffer());

describe('slim data', () => {
  const ranges = [
    { start: 2, end: 4 },
    { start: 7, end: 8 }
  ];
  const data = Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9]);

  it('puts each range back in its place, in a package of full length', () => {
    const slim = toSlimData(data, ranges);
    expect([...new Uint8Array(fromSlimData(slim))]).toEqual([0, 0, 3, 4, 0, 0, 0, 8, 0]);
  });

  it('refuses what was cut off', () => {
    const slim = toSlimData(data, ranges);
    expect(() => fromSlimData(slim.subarray(0, -1))).toThrow(/cortados/);
  });

  it('says when the engine lists its data otherwise', () => {
    expect(() => neededRanges('loadPackage({files:[{name:"/phondata"}]})')).toThrow(/«phondata»/);
  });
});

describe('the voice with slim data', () => {
  let whole: Espeak;
  let slim: Espeak;
  let sizes: { whole: number; slim: number };

  beforeAll(async () => {
    vi.spyOn(Date, 'now').mockReturnValue(engineClock);
    const { default: load } = (await import(/* @vite-ignore */ pathToFileURL(enginePath).href)) as {
      default: LoadEngine;
    };
    const data = await readFile(path.join(path.dirname(enginePath), 'espeak-ng.data'));
    const packed = toSlimData(data, neededRanges(await readFile(enginePath, 'utf8')));
    sizes = { whole: data.length, slim: packed.length };
    whole = await createEspeakEngine(load, data.buffer);
    slim = await createEspeakEngine(load, fromSlimData(packed));
  });
  afterAll(() => vi.restoreAllMocks());

  it('is a small part of the package', () => {
    expect(sizes.slim).toBeLessThan(sizes.whole / 20);
  });

  it.each(languageCodes)('says in %s the same samples, whatever voice of the casting', (language) => {
    const words = { es: 'Tu documento vale.', quz: "Ch'akiy p'unchawmi, uyariy." }[language];
    const text = toEngineText(words, language);
    // A part's two variants, one in each language: the variants are the same in both.
    for (const voice of voices) {
      const { espeak } = readCasting().speakers[voice][language === 'quz' ? 1 : 0];
      const engineVoice = `${languages[language].embeddedVoice}+${espeak.variant}`;
      const request = { voice: engineVoice, pitch: espeak.pitch, rate: 175, text };
      const [take, wanted] = [slim, whole].map((engine) => engine.synthesize(request));
      expect(take?.wordSeconds).toEqual(wanted?.wordSeconds);
      expect(take?.wordSeconds).toHaveLength(3);
      // Thousands of samples: bytes compare faster than numbers.
      expect(bytesOf(take).equals(bytesOf(wanted)), request.voice).toBe(true);
    }
  });

  it('has no other language', () => {
    const request = { voice: 'fr', pitch: 50, rate: 170, text: 'bonjour' };
    expect(whole.synthesize(request).pcm.length).toBeGreaterThan(5000);
    expect(() => slim.synthesize(request)).toThrow(SpeechError);
  });
});
