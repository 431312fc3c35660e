import { describe, expect, it } from 'vitest';
import { deskCache, isDeskCache } from '#lib/desk/offline-files.ts';
import { languageCodes } from '#lib/domain/language.ts';
import { familyPack, lessonPack, readPack } from '#lib/domain/kept-packs.ts';
import {
  bytesOf,
  chooseFiles,
  isKeptCache,
  keptCache,
  packOfCache,
  parseKeptCopy,
  parseKeptList,
  type KeptCopy,
  type KeptFile
} from '#lib/offline/kept-files.ts';
import { absentPathFor, isOld, toKeptPage } from '#lib/offline/kept-page.ts';

const file = (path: string, part: KeptFile['part']): KeptFile => ({ path, bytes: 10, sha256: 'a'.repeat(64), part });
const files = [file('/es/familia/', 'text'), file('/a.json', 'audio'), file('/a.opus', 'opus'), file('/a.mp3', 'mp3')];

const notes = {
  saved: 'Guardado el 1 set 2026.',
  old: 'Se guardó el 1 set 2026 & puede haber cambiado.',
  renewPath: '/es/familia/guardar/',
  renew: 'Guardar de nuevo',
  absentPath: '/es/familia/no-guardado/'
};
const copy: KeptCopy = { version: '1', notes, files, savedOn: '2026-09-01' };
const daysLater = (days: number) => Date.parse(copy.savedOn) + days * 86_400_000;

describe('what is kept', () => {
  it('is apart from what a station keeps, and each lesson from the others', () => {
    expect(isDeskCache(keptCache(familyPack('es'), 'abc'))).toBe(false);
    expect(isKeptCache(deskCache('abc'))).toBe(false);
    expect(packOfCache(deskCache('abc'))).toBeUndefined();
    for (const language of languageCodes) {
      const [guides, lesson] = [familyPack(language), lessonPack(language, 'mis-documentos')];
      expect(packOfCache(keptCache(guides, 'abc'))).toBe(guides);
      expect(packOfCache(keptCache(lesson, 'abc'))).toBe(lesson);
      expect(readPack(guides)).toEqual({ language, slug: undefined });
      expect(readPack(lesson)).toEqual({ language, slug: 'mis-documentos' });
    }
    for (const other of ['fr-familia', 'es', 'es-escuela-', 'es-escuela-../x']) expect(readPack(other)).toBeUndefined();
  });

  it('has sound in one format, or none', () => {
    const paths = (audio?: 'opus' | 'mp3') => chooseFiles(files, audio).map(({ path }) => path);
    expect(paths()).toEqual(['/es/familia/']);
    expect(paths('opus')).toEqual(['/es/familia/', '/a.json', '/a.opus']);
    expect(paths('mp3')).toEqual(['/es/familia/', '/a.json', '/a.mp3']);
    expect(bytesOf(chooseFiles(files, 'opus'))).toBe(30);
  });

  it.each([
    [{ version: '1', notes, files }, true],
    [{ version: '1', notes, files: [] }, true],
    [{ version: '1', files }, false],
    [{ version: '1', notes: { ...notes, renew: 3 }, files }, false],
    [{ version: '1', notes, files: [{ ...files[0], bytes: '10' }] }, false],
    [{ version: '1', notes, files: [{ ...files[0], part: 'video' }] }, false],
    [{ notes, files }, false],
    [[], false],
    ['<!doctype html>', false],
    [null, false]
  ])('is read as a list or not at all: %j', (value, taken) => {
    expect(parseKeptList(value) !== undefined).toBe(taken);
    // A copy has its day beside it.
    expect(parseKeptCopy(value)).toBeUndefined();
    expect(parseKeptCopy({ ...Object(value), savedOn: '2026-09-01' }) !== undefined).toBe(taken);
  });
});

describe('a kept page', () => {
  const page = '<body><main id="texto"><h1>Guía</h1></main></body>';

  it('says since when it is here, and from 90 days on that numbers may have changed', () => {
    expect(toKeptPage(page, copy, daysLater(1))).toContain(
      '<main id="texto"><p class="tags screen">Guardado el 1 set 2026.</p><h1>'
    );
    expect(isOld(copy, daysLater(89.9))).toBe(false);
    expect(isOld(copy, daysLater(90))).toBe(true);
    expect(toKeptPage(page, copy, daysLater(90))).toContain(
      '<p class="note screen">Se guardó el 1 set 2026 &amp; puede haber cambiado. <a href="/es/familia/guardar/">Guardar de nuevo</a></p><h1>'
    );
    // Slides have no room for it.
    expect(toKeptPage('<main><h1>1</h1></main>', copy, daysLater(90))).toBe('<main><h1>1</h1></main>');
  });

  it.each([
    [
      '<a href="/es/x/hoja.pdf" download="mi-hoja.pdf">',
      '<a href="/es/x/hoja.pdf?guardar-como=mi-hoja.pdf" data-download="mi-hoja.pdf">'
    ],
    [
      '<a class="b" href="/a/b.mp3" download="">',
      '<a class="b" href="/a/b.mp3?guardar-como=b.mp3" data-download="b.mp3">'
    ],
    ['<a href="/es/ayuda/#x">', '<a href="/es/ayuda/#x">'],
    ['<a href="https://otro.pe/x.pdf" download>', '<a href="https://otro.pe/x.pdf" download>']
  ])('hands its files over through the worker: %s', (link, plain) => {
    expect(toKeptPage(link, copy, daysLater(0))).toBe(plain);
  });
});

it('answers for a page that was not kept in the language of its address, else in one that is there', () => {
  const at = (absentPath: string): KeptCopy => ({ ...copy, notes: { ...notes, absentPath } });
  const [family, school, quechua] = [
    '/es/familia/no-guardado/',
    '/es/escuela/no-guardado/',
    '/quz/familia/no-guardado/'
  ];
  const all = [at(family), at(school), at(quechua)];
  expect(absentPathFor('/es/fuentes/', all)).toBe(family);
  expect(absentPathFor('/es/escuela/camino/vi/', all)).toBe(school);
  expect(absentPathFor('/quz/escuela/', all)).toBe(quechua);
  expect(absentPathFor('/quz/', [at(school)])).toBe(school);
  expect(absentPathFor('/1', [at(family)])).toBe(family);
  expect(absentPathFor('/es/', [])).toBeUndefined();
});
