import { describe, expect, it } from 'vitest';
import { inlineRuns, textOf } from '#lib/domain/document.ts';
import { fillEdition, toEdition } from '#lib/domain/edition.ts';
import { blanksToCall } from '#lib/domain/fill.ts';
import { emptyStation, toBlankValues, type Station } from '#lib/domain/station.ts';
import { readLibrary } from '#lib/server/library.ts';

const { library } = await readLibrary('content');
if (!library) throw new Error('la biblioteca no se puede leer');

const stationWith = (contacts: Partial<Station['contacts']>): Station => ({
  ...emptyStation,
  contacts: { ...emptyStation.contacts, ...contacts }
});
const cem = { place: 'CEM Urcos', phone: '084 307 123' };
const demuna = { place: 'Demuna de Ocongate, en la plaza', phone: '984 123 456' };
const comisaria = { place: '', phone: '980 122 333' };

/** Every word of a text, as one station fills it. */
function wordsOf(slug: string, station: Station): string {
  const item = library?.items.find((one) => one.slug === slug);
  const text = item?.texts.es;
  if (!library || !item || !text) throw new Error(slug);
  const { document } = fillEdition(toEdition(library, item, text), station).text;
  return [...inlineRuns(document.blocks)].map(textOf).join('\n');
}

describe('the offices of a station', () => {
  it('fill the texts that speak of them, and no other', () => {
    const interview = wordsOf('entrevista-demuna', stationWith({ cem }));
    expect(interview).not.toContain('Urcos');
    expect(interview).not.toContain(cem.phone);
    expect(wordsOf('entrevista-demuna', stationWith({ cem, demuna }))).toContain(
      `Apunten: ${demuna.place}, teléfono ${demuna.phone}.`
    );
    const card = wordsOf('caso-al-aire', stationWith({ cem, demuna, comisaria }));
    expect(card).toContain(`105 o la comisaría, teléfono ${comisaria.phone}.`);
    expect(card).toContain(`También la Demuna, teléfono ${demuna.phone}.`);
    expect(card).toContain('0800-15-170');
  });

  it('fill what any of them would with one that has both a place and a number, where there is one', () => {
    const values = (contacts: Partial<Station['contacts']>) => {
      const all = toBlankValues(stationWith(contacts));
      return [all.get('local-office'), all.get('local-phone')];
    };
    expect(values({ cem, comisaria })).toEqual([cem.place, cem.phone]);
    expect(values({ demuna: { ...demuna, place: '' }, cem })).toEqual([cem.place, cem.phone]);
    expect(values({ comisaria })).toEqual([undefined, comisaria.phone]);
  });
});

it('says digit by digit what goes into every blank for a telephone', () => {
  const telephones = library.blanks.map(({ id }) => id).filter((id) => /phone/.test(id));
  expect(telephones.length).toBeGreaterThanOrEqual(3);
  expect([...blanksToCall].sort()).toEqual(telephones.toSorted());
});
