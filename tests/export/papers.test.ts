import { render } from 'svelte/server';
import { describe, expect, it } from 'vitest';
import PaperPage from '#lib/components/lesson/PaperPage.svelte';
import { textOf } from '#lib/domain/document.ts';
import { languageCodes, type LanguageCode } from '#lib/domain/language.ts';
import { itemsOf } from '#lib/domain/library.ts';
import { lessonPapers, type LessonPaper } from '#lib/domain/school-paths.ts';
import { toPaperPdf } from '#lib/export/paper-pdf.ts';
import { paperFormats } from '#lib/export/paper-formats.ts';
import { translateFor } from '#lib/i18n/translate.ts';
import { getContent } from '#lib/server/content.ts';
import { exportMeans } from '#lib/server/fonts.ts';
import { paperResponse, toPaperPage, type PaperPage as Page } from '#lib/server/lesson-page.ts';
import { exportResponse } from '#lib/server/exports.ts';
import { editionIn } from '#lib/server/views.ts';
import { bare, readDocx, readPdf, readPdfLines, withoutSpaces, type PdfLine } from './read-back.ts';

const content = await getContent();
const lessons = itemsOf(content.library, 'lesson');

function pageOf(slug: string, name: LessonPaper, language: LanguageCode): Page {
  const page = toPaperPage(content, slug, name, language);
  if (!page) throw new Error(`falta ${language}/${slug}/${name}`);
  return page;
}

describe.each(lessons.flatMap(({ slug }) => languageCodes.map((language) => ({ slug, language }))))(
  'papers of $language/$slug',
  ({ slug, language }) => {
    it('are a sheet of two sides and a poster of one', async () => {
      const { paper } = pageOf(slug, 'sheet', language);
      const { pages } = await readPdf(await toPaperPdf(paper, exportMeans));
      expect(pages).toHaveLength(2);
      // Room for a child's hand, in letters a child can read.
      for (const { fit } of paper.sides) expect(fit.points).toBeGreaterThanOrEqual(10);
      // Each side is its own language's, with its title, its draft mark and whom to call.
      paper.sides.forEach((side, index) => {
        expect(pages[index]).toContain(side.title);
        expect(pages[index]?.includes('BORRADOR')).toBe(side.draftMark !== undefined);
        for (const { number } of side.help) expect(pages[index]).toContain(number);
        expect(pages[index]).toContain(side.version);
      });
      expect(paper.sides.map((side) => side.language)).toEqual([
        language,
        ...languageCodes.filter((code) => code !== language)
      ]);

      const poster = pageOf(slug, 'poster', language).paper;
      expect((await readPdf(await toPaperPdf(poster, exportMeans))).pages).toHaveLength(1);
      // Three metres away: letters of a centimetre with their line.
      for (const { fit } of poster.sides) expect(fit.points).toBeGreaterThanOrEqual(24);
    });
  }
);

/** The file at an address of the site. */
const bytesOf = async (response: Promise<Response>): Promise<Uint8Array> =>
  new Uint8Array(await (await response).arrayBuffer());

/** Letters in which most of a document is set, sources aside. */
function bodyPoints(lines: readonly PdfLine[]): number {
  const letters = new Map<number, number>();
  for (const { text, points } of lines) if (points > 8) letters.set(points, (letters.get(points) ?? 0) + text.length);
  return [...letters].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? 0;
}

/** Pages that waste paper or leave a heading without what it heads. */
function faultsOf(pages: readonly PdfLine[][]): string[] {
  const body = bodyPoints(pages.flat());
  return pages.flatMap((lines, index) => {
    const last = lines.at(-1);
    return [
      ...(last && lines.length > 1 && last.points > body + 0.7 ? [`${index + 1} ends in «${last.text}»`] : []),
      ...(lines.length < 4 ? [`${index + 1} has ${lines.length} lines`] : [])
    ];
  });
}

describe.each(lessons.flatMap(({ slug }) => languageCodes.map((lang) => ({ slug, lang }))))(
  'the lesson $lang/$slug as files',
  ({ slug, lang }) => {
    it('carries its form in PDF, Word and text, and no page of its PDFs is short or ends in a heading', async () => {
      const fileOf = (extension: string) => bytesOf(exportResponse('lesson', { lang, slug, extension }));
      const pdf = await fileOf('pdf');
      const read = {
        pdf: (await readPdf(pdf)).pages.join('\n'),
        docx: (await readDocx(await fileOf('docx'))).join('\n'),
        txt: new TextDecoder().decode(await fileOf('txt'))
      };
      const item = lessons.find((one) => one.slug === slug);
      const edition = item && editionIn(content, item, lang);
      const { place } = edition?.lesson ?? {};
      const wanted = [
        ...(place?.cycles.map(({ id, grades }) => `${id}: ${grades[lang]}`) ?? []),
        ...(place?.areas ?? []),
        ...(place?.competencies.flatMap(({ name, capacities }) => [name, ...capacities]) ?? []),
        ...(place?.approaches.map(({ name }) => name) ?? []),
        // Whoever reads Quechua is told what the official names mean.
        ...(lang === 'es' ? [] : (place?.competencies.map(({ means }) => means[lang]) ?? []))
      ];
      expect(wanted.length).toBeGreaterThan(5);
      for (const [extension, words] of Object.entries(read))
        for (const one of wanted) expect(withoutSpaces(words), extension).toContain(withoutSpaces(one));

      expect(faultsOf(await readPdfLines(pdf))).toEqual([]);
      const teacher = await readPdfLines(
        await bytesOf(paperResponse({ lang, slug, paper: 'docente', extension: 'pdf' }))
      );
      expect(faultsOf(teacher)).toEqual([]);
      // Read standing; and at the end, small, what it rests on.
      expect(bodyPoints(teacher.flat())).toBeGreaterThanOrEqual(10);
      const [lastLine] = (teacher.at(-1) ?? []).slice(-1);
      expect(lastLine?.points).toBeLessThanOrEqual(8);
    });
  }
);

it.each(languageCodes)('what to do if a pupil tells something is a PDF of one page in %s', async (lang) => {
  const pages = await readPdfLines(
    await bytesOf(exportResponse('kit', { lang, slug: 'si-un-estudiante-te-cuenta', extension: 'pdf' }))
  );
  expect(pages).toHaveLength(1);
  expect(bodyPoints(pages.flat().filter(({ points }) => points !== 8))).toBeGreaterThanOrEqual(8.25);
});

/** What stands on the paper of a page, whatever it is drawn with: no tags, no spaces, no numbers of sources. */
const seen = (text: string): string => withoutSpaces(bare(text)).replace(/[☐■•]|_{2,}/g, '');
const sidesOf = (html: string): string[] =>
  [...html.matchAll(/<section class="[^"]*\bside\b[^>]*>(.*?)<\/section>/gs)].map(([, side = '']) => side);
const wordsOf = (html: string): string[] =>
  html
    .replace(/<!--.*?-->/gs, '')
    .replace(/<\/?(?:a|strong|em)\b[^>]*>/g, '')
    .replace(/<[^>]+>/g, '\n')
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .split('\n')
    .map(seen)
    .filter((words) => words !== '');

describe.each(
  languageCodes.flatMap((language) => lessonPapers.map((name) => ({ name, language, slug: lessons[0]?.slug ?? '' })))
)('$language $name of $slug', ({ name, language, slug }) => {
  it('says on its page what its PDF and its Word file say', async () => {
    const page = pageOf(slug, name, language);
    const { body } = render(PaperPage, { props: { page, language, t: translateFor(language) } });
    const sides = sidesOf(body);
    expect(sides).toHaveLength(page.paper.sides.length);
    const words = sides.flatMap(wordsOf);
    expect(words.join('').length).toBeGreaterThan(200);
    for (const { extension, write } of paperFormats) {
      const bytes = await write(page.paper, exportMeans);
      const read =
        extension === 'pdf'
          ? (await readPdf(bytes)).pages.map((text) => withoutEdges(text, page)).join('')
          : seen((await readDocx(bytes)).join('\n'));
      // Head and foot stand on every piece of paper; the test above holds them.
      const missing = words.filter((said) => !read.includes(said));
      const edges = edgesOf(page);
      expect(
        missing.filter((said) => !edges.some((edge) => edge.includes(said))),
        extension
      ).toEqual([]);
      if (name === 'teacher' && extension === 'pdf') {
        const protocol = page.paper.sides.at(-1)?.blocks[0];
        const title = protocol?.type === 'heading' ? seen(textOf(protocol.content)) : '';
        const pages = (await readPdf(bytes)).pages.map(seen);
        expect(pages.map((text) => text.includes(title))).toEqual(pages.map((_, index) => index === pages.length - 1));
      }
      if (name === 'poster')
        expect(Buffer.from(await write(page.paper, exportMeans)).equals(Buffer.from(bytes)), 'same bytes').toBe(true);
    }
    expect(page.files.map(({ name: file }) => file)).toEqual(
      ['pdf', 'docx'].map(
        (extension) =>
          `${slug}-${language}-${{ sheet: 'hoja', teacher: 'docente', poster: 'afiche' }[name]}-borrador.${extension}`
      )
    );
  });
});

const edgesOf = ({ paper }: Page): string[] =>
  paper.sides.flatMap(({ title, label, edge, draftMark, helpTitle, help }) =>
    [
      `${title} · ${label}`,
      label,
      edge,
      draftMark ?? '',
      helpTitle,
      ...help.flatMap(({ number, words }) => [number, words])
    ].map(seen)
  );

/** A page of a PDF without the head and foot that would cut a paragraph in two. */
function withoutEdges(text: string, { paper }: Page): string {
  if (paper.name !== 'teacher') return seen(text);
  const [side] = paper.sides;
  const edges = [[side?.draftMark, side?.title, side?.label].filter(Boolean).join(' · '), side?.edge ?? ''].map(seen);
  return edges
    .reduce((rest, edge) => rest.replace(edge, ''), seen(text))
    .replace(seen(`${side?.draftMark ?? ''} · ${side?.edge ?? ''}`), '')
    .replace(/·?\d+\/\d+$/, '');
}
