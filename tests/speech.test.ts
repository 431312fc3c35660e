import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { itemVoices } from '#lib/domain/casting.ts';
import { textOf, type Inline } from '#lib/domain/document.ts';
import { fillInlines } from '#lib/domain/fill.ts';
import { languageCodes, languages, type LanguageCode } from '#lib/domain/language.ts';
import { toProgramme } from '#lib/domain/programme.ts';
import { allPhonemes, toPhonemes } from '#lib/domain/speech/quz-phonemes.ts';
import { isReadable } from '#lib/domain/speech/quz-loans.ts';
import { quechuaNumber } from '#lib/domain/speech/quz.ts';
import { speak } from '#lib/domain/speech/speak.ts';
import { countSpokenWords, toUtterance } from '#lib/domain/speech/utterance.ts';
import { readLibrary } from '#lib/server/library.ts';
import { toEngineText, wordOffsets } from '#lib/speech/espeak-text.ts';
import { readCasting } from './support/casting.ts';

const tableOf = (code: string): [string, string][] =>
  JSON.parse(readFileSync(new URL(`speech/${code}.json`, import.meta.url), 'utf8')) as [string, string][];

const at = { file: 'x.md', line: 1, column: 1 };
const text = (value: string): Inline => ({ type: 'text', value, at });

describe.each(languageCodes)('written → spoken, %s', (code) => {
  const table = tableOf(code);

  it.each(table)('%s', (written, spoken) => {
    expect(speak(written, code)).toBe(spoken);
  });

  it('has examples enough, and leaves nothing but words and their marks', () => {
    expect(table.length).toBeGreaterThanOrEqual(150);
    for (const [, spoken] of table) expect(spoken).toMatch(/^[\p{L}\p{M}'.,;:?!¿¡\s]+$/u);
  });

  it('says nothing twice differently: what is spoken stays as it is', () => {
    for (const [, spoken] of table) expect(speak(spoken, code)).toBe(spoken);
  });

  it('lets no markup, digit, emoji or invisible letter through', () => {
    const hostile = 'hola <break time="9s"/> [[tS]] &amp; 😀 \u200b\u0000 {x} 12345678901234567890 fin';
    expect(speak(hostile, code)).toMatch(/^[\p{L}\p{M}'.,;:?!¿¡\s]+$/u);
    expect(toEngineText(speak(hostile, code), code)).not.toMatch(/[<>&{}0-9]/);
  });
});

describe('numbers to call', () => {
  const contacts = parse(readFileSync('content/contacts.yaml', 'utf8')) as {
    id: string;
    number: string | null;
    spoken: { es: string; quz: string } | null;
  }[];

  it('are said as the registry says, whatever service is added', () => {
    for (const { id, number, spoken } of contacts) {
      if (number === null || spoken === null || number === '100') continue;
      expect(spoken.es.startsWith(speak(number, 'es')), `${id}: ${number} → ${speak(number, 'es')}`).toBe(true);
      const digits = spoken.quz.split(';')[0] ?? '';
      expect(
        speak(number, 'quz').replaceAll(',', '').startsWith(digits.replaceAll(',', '')),
        `${id}: ${number} → ${speak(number, 'quz')}`
      ).toBe(true);
    }
  });
});

describe('the number to call that a station fills in', () => {
  it.each([
    ['084-223344', 'cero ocho cuatro, dos dos tres, tres cuatro cuatro'],
    ['22-3344', 'dos dos, tres tres cuatro cuatro'],
    ['22 33 44', 'dos dos, tres tres, cuatro cuatro'],
    ['3.115.000', 'tres, uno uno cinco, cero cero cero'],
    [
      '984123456 / 084 223344',
      'nueve ocho cuatro, uno dos tres, cuatro cinco seis o cero ocho cuatro, dos dos tres, tres cuatro cuatro'
    ]
  ])('is said digit by digit, whatever its shape: %s', (phone, spoken) => {
    const link: Inline = {
      type: 'link',
      reference: { scheme: 'blank', id: 'local-phone' },
      content: [text('tel')],
      at
    };
    const wordsIn = (language: LanguageCode, value: string) =>
      toUtterance(fillInlines([text('Llama al '), link, text('.')], new Map([['local-phone', value]])), language).map(
        (part) => (part.type === 'words' ? part.spoken : part.id)
      );
    expect(wordsIn('es', phone)).toEqual([`Llama al ${spoken}.`]);
    const digits = phone.match(/\d/g)?.map((digit) => quechuaNumber(Number(digit)));
    expect(wordsIn('quz', phone).join().replace(/[,.]/g, '')).toBe(`Llama al ${digits?.join(' ')}`);
  });
});

describe('Quechua numbers', () => {
  it('take -yuq after a vowel and -niyuq after a consonant', () => {
    for (let value = 11; value < 100; value++) {
      const words = quechuaNumber(value);
      if (value % 10 === 0) expect(words).toMatch(/^(\w+ )?chunka$/);
      else expect(words).toMatch(/(?:[aiu]yuq|[^aiu]niyuq)$/);
    }
  });
});

describe('utterance', () => {
  it('is cut at the blanks that a station fills in', () => {
    const content: Inline[] = [
      text('Les habla Radio '),
      { type: 'link', reference: { scheme: 'blank', id: 'station' }, content: [text('nombre de la radio')], at },
      text('. Llama al '),
      { type: 'link', reference: { scheme: 'contact', id: 'mininter-1818' }, content: [text('1818')], at },
      text('.')
    ];
    expect(toUtterance(content, 'es')).toEqual([
      { type: 'words', spoken: 'Les habla Radio', phrases: [{ written: 'Les habla Radio ', words: 3 }] },
      { type: 'blank', id: 'station', written: 'nombre de la radio' },
      {
        type: 'words',
        spoken: 'Llama al uno ocho uno ocho.',
        phrases: [{ written: '. Llama al 1818.', words: 6 }]
      }
    ]);
  });

  it('is empty where there is nothing to say', () => {
    expect(toUtterance([text(' — … ')], 'es')).toEqual([]);
  });

  it('says what the source says it is said, and shows what is written', () => {
    const content: Inline[] = [
      text('Llama al '),
      {
        type: 'link',
        reference: { scheme: 'contact', id: 'mininter-1818' },
        content: [{ type: 'said', spoken: 'dieciocho, dieciocho', content: [text('1818')], at }],
        at
      },
      text(' o a tu '),
      { type: 'said', spoken: 'te o e', content: [text('TOE')], at },
      text('.')
    ];
    expect(toUtterance(content, 'es')).toEqual([
      {
        type: 'words',
        spoken: 'Llama al dieciocho, dieciocho o a tu te o e.',
        phrases: [{ written: 'Llama al 1818 o a tu TOE.', words: 10 }]
      }
    ]);
    expect(textOf(content)).toBe('Llama al 1818 o a tu TOE.');
  });

  const phrasesOf = (words: string, language: LanguageCode = 'es') =>
    toUtterance([text(words)], language).flatMap((part) =>
      part.type === 'words' ? part.phrases.map(({ written, words }) => [written.trim(), words]) : []
    );

  it('has a phrase for each sentence and clause, with its number of spoken words', () => {
    expect(phrasesOf('¿Y el DNI? No lo des. Llama al 1818: es gratis; a toda hora.')).toEqual([
      ['¿Y el DNI?', 5],
      ['No lo des.', 3],
      ['Llama al 1818:', 6],
      ['es gratis;', 2],
      ['a toda hora.', 3]
    ]);
    expect(phrasesOf('Arí, mamáy. 17 watayuqmi kani: ¡DNIyqa ñuqawanmi!', 'quz')).toEqual([
      ['Arí, mamáy.', 2],
      ['17 watayuqmi kani:', 4],
      ['¡DNIyqa ñuqawanmi!', 2]
    ]);
  });

  it('cuts a long sentence at its commas, and nothing at an abbreviation or within a number', () => {
    expect(
      phrasesOf('Antes de subir al bus con una señora que recién conoces, dile a tu familia a dónde vas, sí o sí.')
    ).toEqual([
      ['Antes de subir al bus con una señora que recién conoces,', 11],
      ['dile a tu familia a dónde vas, sí o sí.', 10]
    ]);
    expect(phrasesOf('El Sr. Quispe vive en la Av. Grau 120 y gana S/ 1,130.00 al mes.')).toHaveLength(1);
  });

  it('is one phrase where the words of its phrases are not those of the whole', () => {
    // «1» is «uno» at the end of a phrase and «un» before its noun: as many words. A number cut in two is not.
    const parts = toUtterance([text('Son 3: '), text('000 años.')], 'es');
    for (const part of parts)
      if (part.type === 'words')
        expect(part.phrases.reduce((sum, { words }) => sum + words, 0)).toBe(countSpokenWords(part.spoken));
  });
});

describe('the whole library', () => {
  it('sends the voice as many words as its phrases count, and hides none', async () => {
    const { library } = await readLibrary('content');
    const parts = (library?.items ?? []).flatMap((item) =>
      item.kind === 'script' || item.kind === 'guide'
        ? Object.values(item.texts).flatMap((text) => {
            const voices = itemVoices(readCasting(), item, text.language);
            const { programme } = toProgramme(item, text, library?.sounds ?? { sounds: [], actions: [] }, voices);
            return programme.steps.flatMap((step) =>
              step.type === 'line' ? step.utterance.map((part) => ({ ...part, language: text.language })) : []
            );
          })
        : []
    );
    const words = parts.filter((part) => part.type === 'words');
    expect(words.length).toBeGreaterThan(1000);
    for (const { spoken, phrases, language } of words) {
      const sent = wordOffsets(toEngineText(spoken, language)).length;
      expect(sent, spoken).toBe(countSpokenWords(spoken));
      expect(
        phrases.reduce((sum, phrase) => sum + phrase.words, 0),
        spoken
      ).toBe(sent);
    }
    // Nothing of the library falls back to one phrase for a whole speech.
    const longest = Math.max(...words.flatMap(({ phrases }) => phrases.map(({ words: count }) => count)));
    expect(longest).toBeLessThanOrEqual(25);
  });
});

describe('Quechua phonemes', () => {
  it.each(tableOf('quz-phonemes'))('%s', (word, phonemes) => {
    expect(toPhonemes(word)).toBe(phonemes);
  });

  it('stress one vowel of every word and use no sound the engine lacks', () => {
    for (const [word] of tableOf('quz-phonemes')) {
      const sounds = toPhonemes(word);
      expect(sounds.match(/'/g), word).toHaveLength(1);
      const known = [...allPhonemes].sort((a, b) => b.length - a.length);
      let rest = sounds.replace(/[',]/g, '');
      while (rest !== '') {
        const sound = known.find((one) => rest.startsWith(one));
        expect(sound, `${word}: ${rest}`).toBeDefined();
        rest = rest.slice(sound?.length ?? rest.length);
      }
    }
  });

  it('are to be trusted for every loan and name of our texts: one that is not needs its spelling in quz-loans.ts', () => {
    const { loans, names } = parse(readFileSync('content/wording/loans.yaml', 'utf8')) as Record<string, string[]>;
    const texts = ['scripts', 'guides'].flatMap((kind) =>
      readdirSync(`content/${kind}`).map((slug) => readFileSync(`content/${kind}/${slug}/quz.md`, 'utf8'))
    );
    const spoken = texts.map((source) =>
      speak(source.slice(source.indexOf('\n---', 4)).replace(/\]\([^)]*\)|\*\*[^*]*:\*\*/g, ' '), 'quz')
    );
    const words = [...spoken, ...(loans ?? []), ...(names ?? [])].flatMap(
      (text) => text.toLowerCase().match(/[\p{L}\p{M}']+/gu) ?? []
    );
    expect(words.length).toBeGreaterThan(5000);
    const quechua = languages.quz.word;
    expect([...new Set(words)].filter((word) => !quechua?.test(word) && !isReadable(word))).toEqual([]);
    expect(['whatsap', 'hancco', 'jhon', 'nely', 'cookie'].filter(isReadable)).toEqual(['hancco', 'jhon', 'nely']);
  });

  it('keep every word of a line apart', () => {
    const sent = toEngineText("¿Ch'aki p'unchawchu, mamáy?", 'quz');
    expect(sent).toBe("[[tS`?'aki]] [[p`?untS'awtSu]], [[mam'aj]]?");
    expect(wordOffsets(sent)).toHaveLength(3);
  });
});
