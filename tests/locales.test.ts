import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { languageCodes } from '#lib/domain/language.ts';
import { createTranslate } from '#lib/i18n/create-translate.ts';
import { createLightTranslate } from '#lib/i18n/light-translate.ts';
import { translateFor } from '#lib/i18n/translate.ts';

const wordsOf = (code: string): Map<string, string> => {
  const words = new Map<string, string>();
  const walk = (value: unknown, key: string) => {
    if (typeof value === 'string') words.set(key, value);
    else for (const [name, inner] of Object.entries(value as object)) walk(inner, key ? `${key}.${name}` : name);
  };
  for (const file of readdirSync(`locales/${code}`))
    walk(JSON.parse(readFileSync(`locales/${code}/${file}`, 'utf8')), '');
  return words;
};
const variables = (text: string): string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').sort();

describe('interface words', () => {
  const spanish = wordsOf('es');

  it.each(languageCodes)('%s has every word, none empty', (code) => {
    const words = wordsOf(code);
    expect([...words.keys()].sort()).toEqual([...spanish.keys()].sort());
    for (const [key, text] of words) expect(text.trim(), key).not.toBe('');
  });

  it.each(languageCodes)('%s has the same variables as Spanish', (code) => {
    for (const [key, text] of wordsOf(code)) expect(variables(text), key).toEqual(variables(spanish.get(key) ?? ''));
  });

  it('keeps the straight apostrophe in Quechua', () => {
    for (const [key, text] of wordsOf('quz')) expect(text, key).not.toMatch(/[’‘ʼ´`]/);
  });

  it('keeps the languages apart', () => {
    expect(translateFor('es')('item.minutes', { minutes: 45 })).toBe('45 minutos');
    expect(translateFor('quz')('item.minutes', { minutes: 45 })).toBe('45 minuto');
  });

  it.each(languageCodes)('%s: the light translator says what i18next says', (code) => {
    const words = Object.assign(
      {},
      ...readdirSync(`locales/${code}`).map((file) => JSON.parse(readFileSync(`locales/${code}/${file}`, 'utf8')))
    ) as object;
    const full = createTranslate<string>(code, words);
    const light = createLightTranslate<string>(code, words);
    const keys = [...wordsOf(code).keys()];
    expect(keys.length).toBeGreaterThan(150);
    for (const key of keys) {
      const stem = key.replace(/_(one|other|many)$/, '');
      for (const count of [0, 1, 2, 21]) {
        const values = Object.fromEntries(variables(wordsOf(code).get(key) ?? '').map((name) => [name, `«${name}»`]));
        expect(light(stem, { ...values, count }), key).toBe(full(stem, { ...values, count }));
      }
    }
    expect(light('no.hay', {})).toBe(full('no.hay', {}));
  });
});
