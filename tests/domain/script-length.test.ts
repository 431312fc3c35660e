import { describe, expect, it } from 'vitest';
import { fillEdition, toEdition } from '#lib/domain/edition.ts';
import { languageCodes } from '#lib/domain/language.ts';
import { itemsOf } from '#lib/domain/library.ts';
import { lengthsOf } from '#lib/domain/script-length.ts';
import { emptyStation, type Station } from '#lib/domain/station.ts';
import { toCatalog } from '#lib/server/catalog.ts';
import { readLibrary } from '#lib/server/library.ts';
import { pampa } from '../support/station.ts';

const { library } = await readLibrary('content');
if (!library) throw new Error('la biblioteca no se puede leer');
const { scripts } = toCatalog({ library, audio: {} } as Parameters<typeof toCatalog>[0]);

const full: Station = {
  ...pampa,
  presenterTwo: 'Pedro Mamani',
  contacts: {
    demuna: { place: 'Demuna de Pampa Alegre, plaza de Armas', phone: '984 123 456' },
    cem: { place: 'CEM Urcos', phone: '984 307 123' },
    comisaria: { place: 'Comisaría de Pampa Alegre', phone: '980 122 333' }
  }
};

describe('the length of a script, in lists and files', () => {
  it.each([
    ['nobody has filled in', emptyStation, 0.1],
    ['slow announcers read', { ...emptyStation, readingFactor: { es: 1.3, quz: 0.8 } }, 0.1],
    ['a station has filled in', full, 1],
    ['a station has filled in and reads slowly', { ...full, readingFactor: { es: 1.3, quz: 1.3 } }, 1.3]
  ] as const)('is that of its own page for what %s', (_, station, tolerance) => {
    const lengthOf = lengthsOf(station);
    const wrong = itemsOf(library, 'script').flatMap((item) =>
      languageCodes.flatMap((language) => {
        const text = item.texts[language];
        const listed = scripts.find(({ slug }) => slug === item.slug)?.texts[language];
        if (!text || !listed) return [];
        const page = fillEdition(toEdition(library, item, text), station).script?.seconds ?? 0;
        const difference = lengthOf(listed, language) - page;
        return Math.abs(difference) > tolerance ? [`${language} ${item.slug}: ${difference.toFixed(2)}`] : [];
      })
    );
    expect(wrong).toEqual([]);
  });
});
