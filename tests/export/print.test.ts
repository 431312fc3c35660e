import { describe, expect, it } from 'vitest';
import { inlineRuns, textOf } from '#lib/domain/document.ts';
import { toEdition } from '#lib/domain/edition.ts';
import type { Item } from '#lib/domain/item.ts';
import { languageCodes, type LanguageCode } from '#lib/domain/language.ts';
import { itemsOf } from '#lib/domain/library.ts';
import { codeSizes, shortCode } from '#lib/domain/family-paths.ts';
import { toHelpLines } from '#lib/domain/paper.ts';
import { leafletPanels, leafletSides, printFiles, type PrintForm } from '#lib/domain/print.ts';
import { toQrCode } from '#lib/domain/qr.ts';
import { toCalledNote, toCodePoster, toPrint } from '#lib/export/print.ts';
import { toCodePosterPdf, toPrintPdf } from '#lib/export/print-pdf.ts';
import { exportMeans } from '#lib/server/fonts.ts';
import { readLibrary } from '#lib/server/library.ts';
import { siteOrigin } from '#lib/server/site-origin.ts';
import { match as isCode } from '../../src/params/code.ts';
import { drawnIn } from '../support/drawn-in.ts';
import { readCode } from '../support/read-code.ts';
import { readPages } from '../support/read-pages.ts';
import { withoutSpaces } from './read-back.ts';

const { library } = await readLibrary('content');
if (!library) throw new Error('la biblioteca no se puede leer');

const editionOf = (item: Item, language: LanguageCode) => {
  const text = item.texts[language];
  if (!text) throw new Error(`${item.slug} no está en ${language}`);
  return toEdition(library, item, text);
};

const formats = { a3: [297, 420], a4: [210, 297], a6: [105, 148], across: [297, 210] };

/** An item's words as they stand on paper: what boxes and dotted lines become is not among them. */
const wordsOf = (item: Item, language: LanguageCode): string[] =>
  [...inlineRuns((item.texts[language]?.document.blocks ?? []).filter(({ type }) => type !== 'drawing'))]
    .map((content) => withoutSpaces(textOf(content).replace(/☐|…{4,}/g, '')))
    .filter((words) => words !== '');

/** Letters of a print's words, in one language and in both, and of what is said of it, in points. */
const leastPoints = {
  sheet: { words: 11, both: 11, notes: 8 },
  leaflet: { words: 11, both: 9.5, notes: 7 },
  poster: { words: 18, both: 12, notes: 7 },
  card: { words: 7.5, both: 7.5, notes: 6 }
} satisfies Record<PrintForm, object>;

const prints = itemsOf(library, 'print').flatMap((item) => (item.kind === 'print' ? [item] : []));

describe.each(prints.map((item) => ({ name: item.slug, item })))('$name', ({ item }) => {
  const files = languageCodes.flatMap((language, which) =>
    printFiles[item.form].filter((file) => which === 0 || file === 'hoja').map((file) => ({ language, file }))
  );

  it.each(files)('$file ($language) has its size, its pages and every word', async ({ language, file }) => {
    const both = file.startsWith('dos-lenguas');
    const languages = both ? languageCodes : [language];
    const print = toPrint(
      item.form,
      [language, ...languageCodes.filter((code) => code !== language)].map((code) => editionOf(item, code)),
      library
    );
    const pages = await readPages(await toPrintPdf(print, file, exportMeans));
    const format = item.form === 'leaflet' ? 'across' : file.endsWith('-a3') ? 'a3' : 'a4';
    expect(pages.map(({ mm }) => mm)).toEqual(Array(item.form === 'leaflet' ? 2 : 1).fill(formats[format]));
    const shown = withoutSpaces(pages.map(({ words }) => words).join(' '));
    for (const code of languages) {
      const text = print.texts.find((one) => one.language === code);
      const words = wordsOf(item, code);
      expect(words.length).toBeGreaterThan(3);
      for (const one of words)
        for (const piece of withoutSpaces(one).split(/(?<=^\d+):/)) expect(shown).toContain(piece);
      expect(shown).toContain('1818');
      expect(shown).toContain(withoutSpaces('BORRADOR'));
      expect(shown).toContain(withoutSpaces(text?.edge ?? '?'));
      if (item.form !== 'sheet') expect(shown).toContain(withoutSpaces(text?.called ?? '?'));
      // Folded, the first panel is in front and the last behind, in every language.
      if (item.form === 'leaflet')
        leafletSides.forEach((side, page) => {
          for (const place of side)
            expect(withoutSpaces(pages[page]?.words ?? '')).toContain(
              withoutSpaces(textOf(text?.panels[place]?.title ?? []) || '?')
            );
        });
    }

    const notes = withoutSpaces(
      print.texts
        .flatMap(({ called, edge, fold, label, draftMark }) => [called, edge, draftMark, edge, fold, label, draftMark])
        .join('·')
    );
    const pieces = pages.flatMap(({ pieces }) => pieces).filter(({ points }) => points > 0);
    const small = leastPoints[item.form];
    expect(pieces.filter(({ points }) => points < small.notes - 0.05)).toEqual([]);
    expect(
      pieces.filter(
        ({ words, points }) =>
          points < (both ? small.both : small.words) - 0.05 && !notes.includes(withoutSpaces(words))
      )
    ).toEqual([]);
  });

  it('says that nobody has called, until somebody has', () => {
    const edition = editionOf(item, 'es');
    expect(toCalledNote(edition)).toContain('Nadie ha llamado');
    const verified = edition.sources.map((source) =>
      source.type === 'contact'
        ? { ...source, contact: { ...source.contact, verifiedByCall: { on: '2026-12-01', by: 'Rosa' } } }
        : source
    );
    expect(toCalledNote({ ...edition, sources: verified })).not.toContain('Nadie');
  });
});

/** Curves that a print's PDF draws: marks and lines are straight. */
const curvesIn = async (print: ReturnType<typeof toPrint>): Promise<number> =>
  [...drawnIn(await toPrintPdf(print, 'hoja', exportMeans)).matchAll(/^(?:-?[\d.]+ ){6}c$/gm)].length;

it('says at the foot of a paper when a number does not answer at every hour', () => {
  for (const language of languageCodes) {
    const lines = toHelpLines(library.contacts, language);
    expect(lines.map(({ number }) => number)).toEqual(['1818', '1810', '100', '105']);
    for (const { number, hours } of library.contacts)
      if (hours !== null && !hours[language].includes('24'))
        for (const line of lines.filter((one) => one.number === number)) expect(line.words).toMatch(/sábado.*7.*7/);
  }
});

it('draws every panel, and folds a leaflet of six', async () => {
  for (const item of prints.filter(({ form }) => form === 'leaflet' || form === 'poster')) {
    const print = toPrint(item.form, [editionOf(item, 'es')], library);
    const panels = print.texts[0]?.panels ?? [];
    const drawn = panels.filter(({ drawing }) => drawing !== undefined);
    if (item.form === 'leaflet') expect(panels).toHaveLength(leafletPanels);
    expect(drawn.length).toBeGreaterThanOrEqual(5);
    const bare = {
      ...print,
      texts: print.texts.map((text) => ({ ...text, panels: panels.map((panel) => ({ ...panel, drawing: undefined })) }))
    };
    // Dots of lists are curves as well.
    expect(await curvesIn(print)).toBeGreaterThan((await curvesIn(bare)) + 2 * drawn.length);
  }
});

describe('short addresses', () => {
  const guides = itemsOf(library, 'guide');
  const codes = languageCodes.flatMap((language) => guides.map((guide) => shortCode(language, guide)));

  it('are one number for each guide and language, of keys that are pressed once or twice', () => {
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.filter((code) => !isCode(code))).toEqual([]);
    expect(['0', '12', '111', '', '1a', 'es'].filter(isCode)).toEqual([]);
    expect(guides.slice(0, 2).map((guide) => languageCodes.map((code) => shortCode(code, guide)))).toEqual([
      ['1', '11'],
      ['2', '22']
    ]);
  });

  it('are read by a camera, also from a torn poster', () => {
    const [guide] = guides;
    const poster = guide && toCodePoster(editionOf(guide, 'quz'), library, 'https://willakuy.example');
    expect(poster?.address).toBe('https://willakuy.example/11');
    expect(readCode(toQrCode(poster?.address ?? ''))).toBe(poster?.address);
    expect(readCode(toQrCode(poster?.address ?? ''), 0.15)).toBe(poster?.address);
    expect(readCode(toQrCode('http://192.168.0.10:3000/3'))).toBe('http://192.168.0.10:3000/3');
  });

  it.each(codeSizes)('are on a poster of one page (%s), with or without an address', async (size) => {
    for (const [index, guide] of guides.filter((_, place) => place % 2 === 0).entries()) {
      const language = languageCodes[index % languageCodes.length] ?? 'es';
      const origin = index === 0 ? undefined : 'https://willakuy.example';
      const poster = toCodePoster(editionOf(guide, language), library, origin);
      const [page, ...others] = await readPages(await toCodePosterPdf(poster, size, exportMeans));
      expect(others).toEqual([]);
      expect(page?.mm).toEqual(formats[size]);
      const shown = withoutSpaces(page?.words ?? '');
      for (const words of [poster.title, poster.code, poster.shown, '1818', 'BORRADOR'])
        expect(shown).toContain(withoutSpaces(words));
    }
  });

  it('carry the address of the site only where the build is told one that others find', () => {
    expect(siteOrigin('https://willakuy.example/algo?x=1')).toBe('https://willakuy.example');
    for (const setting of [undefined, '', 'willakuy', 'http://127.0.0.1:3000', 'http://localhost', 'file:///tmp'])
      expect(siteOrigin(setting)).toBeUndefined();
  });
});
