import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { languageCodes } from '#lib/domain/language.ts';
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
});
