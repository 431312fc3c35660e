import { describe, expect, it } from 'vitest';
import { describeIssue } from '#lib/desk/field-problem.ts';
import { loadDeskTranslate } from '#lib/desk/words.ts';
import { fieldProblems } from '#lib/domain/device-file.ts';
import { stationFile, emptyStation } from '#lib/domain/station.ts';

const es = await loadDeskTranslate('es', 'home');
const quz = await loadDeskTranslate('quz', 'home');
const labels = { name: 'Nombre', 'items.*.title': 'Título', 'changes.*': 'Cambio' };

describe('what is wrong with a file, in words', () => {
  it('names the field as people call it, and the remedy', () => {
    expect(describeIssue({ field: 'name', problem: 'too-long', max: 60 }, labels, es)).toBe(
      '«Nombre» es demasiado largo: déjelo en 60 caracteres o menos.'
    );
    expect(describeIssue({ field: 'items.3.title', problem: 'invisible' }, labels, es)).toBe(
      '«Título, n.º 4» lleva signos que no se ven: bórrelos o escríbalo de nuevo.'
    );
    expect(describeIssue({ field: 'changes.2026-12-01T06:30', problem: 'bad-value' }, labels, quz)).toContain(
      '«Cambio, 2026-12-01T06:30 kaq»'
    );
    expect(describeIssue({ field: '', problem: 'foreign' }, labels, es)).toMatch(/^El archivo es de otra cosa/);
  });

  it('has a sentence for every problem, in both languages', () => {
    for (const t of [es, quz])
      for (const problem of fieldProblems) {
        const sentence = describeIssue({ field: 'name', problem, max: 9 }, labels, t);
        expect(sentence).not.toContain('problems.');
        expect(sentence).toMatch(/\.$/);
      }
  });

  it('shows a field of a hostile name cut and without what cannot be seen', () => {
    const sentence = describeIssue({ field: `\u202E<b>${'x'.repeat(10_000)}`, problem: 'unknown' }, labels, es);
    expect(sentence).toContain('«\uFFFD<b>xxx');
    expect(sentence.length).toBeLessThan(130);
  });

  it.each([
    ['{"format":"willakuy-station"', 'not-json', ''],
    ['[]', 'foreign', ''],
    ['{"format":"otra-cosa"}', 'foreign', ''],
    [JSON.stringify({ ...emptyStation, version: 9 }), 'newer', ''],
    [JSON.stringify({ ...emptyStation, name: 7 }), 'not-text', 'name'],
    [JSON.stringify({ ...emptyStation, extra: 1 }), 'unknown', 'extra'],
    [JSON.stringify({ ...emptyStation, town: undefined }), 'missing', 'town'],
    [JSON.stringify(emptyStation).replace('"town"', '"__proto__"'), 'unknown', '__proto__'],
    [JSON.stringify({ ...emptyStation, name: 'x\u202Ey' }), 'invisible', 'name'],
    [JSON.stringify({ ...emptyStation, name: '\u0000' }), 'invisible', 'name'],
    [JSON.stringify({ ...emptyStation, name: 'ñ'.repeat(61) }), 'too-long', 'name'],
    [JSON.stringify({ ...emptyStation, readingFactor: { es: 3, quz: 1 } }), 'bad-value', 'readingFactor.es'],
    [JSON.stringify({ ...emptyStation, slot: { start: '25:00', seconds: 900 } }), 'bad-value', 'slot.start'],
    ['[['.repeat(60_000), 'too-large', ''],
    ['['.repeat(90_000), 'not-json', '']
  ])('finds what is wrong in %.60s', (source, problem, field) => {
    const { value, issues } = stationFile.parseSource(source);
    expect(value).toBeUndefined();
    expect(issues).toContainEqual(expect.objectContaining({ problem, field }));
  });

  it('takes markup, formulas, paths and emoji as the plain words they are', () => {
    const name = '<img src=x onerror=alert(1)> =cmd|A1 ../../etc 👩🏽‍🌾';
    expect(stationFile.parseSource(stationFile.toSource({ ...emptyStation, name })).value?.name).toBe(name);
  });
});
