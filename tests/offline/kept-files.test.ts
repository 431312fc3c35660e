import { describe, expect, it } from 'vitest';
import { deskCache, deskScopes, isDeskCache } from '#lib/desk/offline-files.ts';
import { languageCodes } from '#lib/domain/language.ts';
import {
  bytesOf,
  chooseFiles,
  isKeptCache,
  keptCache,
  keptScopes,
  languageOfCache,
  parseKeptList,
  type KeptFile
} from '#lib/offline/kept-files.ts';

const file = (path: string, part: KeptFile['part']): KeptFile => ({ path, bytes: 10, sha256: 'a'.repeat(64), part });
const files = [file('/es/familia/', 'text'), file('/a.json', 'audio'), file('/a.opus', 'opus'), file('/a.mp3', 'mp3')];

describe('what a family keeps', () => {
  it('is apart from what a station keeps', () => {
    for (const scope of languageCodes.flatMap(keptScopes))
      for (const desk of deskScopes) expect(scope.startsWith(desk) || desk.startsWith(scope)).toBe(false);
    expect(isDeskCache(keptCache('es', 'abc'))).toBe(false);
    expect(isKeptCache(deskCache('abc'))).toBe(false);
    expect(languageOfCache(keptCache('quz', 'abc'))).toBe('quz');
    expect(languageOfCache(deskCache('abc'))).toBeUndefined();
  });

  it('has sound in one format, or none', () => {
    const paths = (audio?: 'opus' | 'mp3') => chooseFiles(files, audio).map(({ path }) => path);
    expect(paths()).toEqual(['/es/familia/']);
    expect(paths('opus')).toEqual(['/es/familia/', '/a.json', '/a.opus']);
    expect(paths('mp3')).toEqual(['/es/familia/', '/a.json', '/a.mp3']);
    expect(bytesOf(chooseFiles(files, 'opus'))).toBe(30);
  });

  it.each([
    [{ version: '1', files }, true],
    [{ version: '1', files: [] }, true],
    [{ version: '1', files: [{ ...files[0], bytes: '10' }] }, false],
    [{ version: '1', files: [{ ...files[0], part: 'video' }] }, false],
    [{ files }, false],
    [[], false],
    ['<!doctype html>', false],
    [null, false]
  ])('is read as a list or not at all: %j', (value, taken) => {
    expect(parseKeptList(value) !== undefined).toBe(taken);
  });
});
