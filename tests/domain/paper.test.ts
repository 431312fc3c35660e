import { describe, expect, it } from 'vitest';
import type { Block, Inline } from '#lib/domain/document.ts';
import { columnTenths, isWritingRow, nowhere, plainInlines, toPaperBlocks } from '#lib/domain/paper.ts';

const table = (...rows: string[][]): Inline[][][] => rows.map((cells) => cells.map(plainInlines));
const paragraph = (words: string): Block => ({ type: 'paragraph', content: plainInlines(words), at: nowhere });
const list = (...items: string[]): Block => ({
  type: 'list',
  ordered: false,
  start: 1,
  items: items.map((words) => [paragraph(words)]),
  at: nowhere
});

describe('a text on paper', () => {
  it('has lines to write on where it has dots', () => {
    expect(toPaperBlocks([paragraph('Mi frase: ……………………'), paragraph('Un trato está derecho cuando…')])).toEqual([
      { type: 'write', label: plainInlines('Mi frase:') },
      paragraph('Un trato está derecho cuando…')
    ]);
  });

  it('has boxes to tick without bullets, where every item is one', () => {
    expect(toPaperBlocks([list('☐ Llamé.', '☐ Pregunté.'), list('☐ Llamé.', 'Pregunté.')])).toEqual([
      { type: 'ticks', items: [plainInlines('Llamé.'), plainInlines('Pregunté.')] },
      list('☐ Llamé.', 'Pregunté.')
    ]);
  });

  it('keeps columns to write in wide, and those for one letter narrow', () => {
    const plan = table(['Nudo', 'Mi plan'], ['¿Quién sabe que me voy, y qué día?', '']);
    expect(columnTenths(plan)[1]).toBeGreaterThanOrEqual(5);
    const offers = table(
      ['Aviso', 'T, F o N', '¿Por qué? ¿Qué falta?'],
      ['Trabajo fácil en otra región, sale mañana.', '', '']
    );
    const [, letter = 0, reason = 0] = columnTenths(offers);
    expect(letter).toBeLessThan(reason);
    for (const rows of [plan, offers]) expect(columnTenths(rows).reduce((sum, tenth) => sum + tenth, 0)).toBe(10);
  });

  it('leaves room in rows with an empty cell, never in the head', () => {
    const rows = table(['Pregunta', ''], ['¿Quién?', ''], ['¿Palabra clave?', 'Sí / Todavía no']);
    expect(rows.map(isWritingRow)).toEqual([false, true, false]);
  });
});
