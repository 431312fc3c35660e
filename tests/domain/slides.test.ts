import { beforeAll, describe, expect, it } from 'vitest';
import { inlineRuns, linksIn, textOf } from '#lib/domain/document.ts';
import { toEdition, type Edition } from '#lib/domain/edition.ts';
import { languageCodes } from '#lib/domain/language.ts';
import { itemsOf, type Library } from '#lib/domain/library.ts';
import { formatReference } from '#lib/domain/reference.ts';
import { toSlides, type Slide } from '#lib/domain/slides.ts';
import { readLibrary } from '#lib/server/library.ts';
import { compileText } from '#lib/server/markdown.ts';

let library: Library;
beforeAll(async () => {
  const read = await readLibrary('content');
  if (!read.library) throw new Error('content/ cannot be read');
  library = read.library;
});

const runsOf = ({ heading, blocks, answers }: Slide) => [heading, ...inlineRuns(blocks), ...answers];
const wordsOf = (slide: Slide): string[] => [...inlineRuns(slide.blocks)].map((run) => textOf(run).trim());

/** A lesson of 45 and 90 minutes with these words. */
async function slidesOf(body: string): Promise<Slide[]> {
  const item = itemsOf(library, 'lesson').find(({ minutes }) => minutes.join() === '45,90');
  const text = item?.texts.es;
  if (!item || !text) throw new Error('no lesson');
  const { document } = await compileText('prueba.md', `---\ntitle: Prueba\n---\n${body}`, { termPath: '/' });
  return toSlides(toEdition(library, item, { ...text, title: 'Prueba', summary: 'Una clase.', document }));
}

describe('slides', () => {
  it('say what the class is told and keep directions, guides and answers for the teacher', async () => {
    const slides = await slidesOf(`
## Desarrollo (25 min / 55 min)

1. **La oveja (5 min).** Di: «Vas a la feria. ¿Qué miras?». Anota todo. Luego: «¿Y si es un trabajo?».
2. **Los avisos (10 min).** En grupos, lean los avisos y digan por qué. Guía para ti:
   - **Aviso A:** tiene respuestas.
3. **¿Verdad o cuento? (4 min).** Lee cada frase.
   - «Para matricularte, paga». **Cuento:** no se paga.

**En la versión de 90 minutos:** añade estos pasos (30 min).

4. **El plan (20 min).** Cada pareja escribe un plan.
`);
    const steps = slides.filter(({ kind }) => kind === 'step');
    expect(steps.map((slide) => [textOf(slide.heading), slide.minutes, slide.long, wordsOf(slide)])).toEqual([
      ['La oveja', [5], false, ['Vas a la feria. ¿Qué miras?', '¿Y si es un trabajo?']],
      ['Los avisos', [10], false, ['En grupos, lean los avisos y digan por qué.']],
      ['¿Verdad o cuento?', [4], false, ['Lee cada frase.', 'Para matricularte, paga']],
      ['El plan', [20], true, ['Cada pareja escribe un plan.']]
    ]);
  });

  it('cut what is long at its sentences, and never in the middle of what someone says', async () => {
    const said = '«Yo te lo guardo. Así no se pierde. Vamos ya.»';
    const long = `El zorro encontró al cuy listo para viajar y lo saludó con mucha cortesía. ${said} El cuy pensó un momento, miró el camino de vuelta y preguntó por el bus de la tarde. Nadie contestó. El zorro se fue por donde vino, sin despedirse de nadie.`;
    const slides = (await slidesOf(`## Presentación (10 min / 15 min)\n\n${long}`)).filter(
      ({ kind }) => kind === 'step'
    );
    expect(slides.length).toBeGreaterThan(1);
    expect(slides.map(({ piece }) => piece)).toEqual(
      slides.map((_, index) => ({ number: index + 1, of: slides.length }))
    );
    expect(slides.flatMap(wordsOf).join(' ')).toBe(long);
    expect(slides.some((slide) => wordsOf(slide).join(' ').includes(said))).toBe(true);
  });

  it('vote the questions where a step names them, and show no answer as the right one', async () => {
    const question = (number: number) => `### ¿Pregunta ${number}?\n\n- ✓ Una. — Sí.\n- Otra. — No.\n`;
    const slides = await slidesOf(
      `## Presentación (10 min / 15 min)\n\n1. **Antes (3 min).** Vota las preguntas de «Antes y después». No corrijas.\n\n## Cierre (10 min / 20 min)\n\n1. **Después (3 min).** Vota otra vez «Antes y después».\n\n## Antes y después\n\n${[1, 2, 3, 4].map(question).join('\n')}`
    );
    expect(slides.map(({ kind, again }) => `${kind}${again ? ' again' : ''}`)).toEqual([
      'title',
      'step',
      ...Array<string>(4).fill('question'),
      'step',
      ...Array<string>(4).fill('question again')
    ]);
    expect(slides.flatMap(({ answers }) => answers.map(textOf))).not.toContainEqual(expect.stringMatching(/✓|Sí/));
  });
});

describe('the slides of every lesson', () => {
  const editions = (): Edition[] =>
    itemsOf(library, 'lesson').flatMap((item) =>
      languageCodes.flatMap((code) => {
        const text = item.texts[code];
        return text ? [toEdition(library, item, text)] : [];
      })
    );

  it('hold one idea each, from the title to where to get help', () => {
    for (const edition of editions()) {
      const slides = toSlides(edition);
      const where = `${edition.language} ${edition.item.slug}`;
      expect(slides[0]?.kind, where).toBe('title');
      expect(slides.at(-1)?.kind, where).toBe('help');
      expect(new Set(slides.map(({ kind }) => kind)), where).toEqual(
        new Set(['title', 'purpose', 'step', 'board', 'idea', 'question', 'help'])
      );
      for (const slide of slides) {
        const letters = runsOf(slide).reduce((sum, run) => sum + textOf(run).length, 0);
        expect(letters, `${where}: ${runsOf(slide).map(textOf).join(' ')}`).toBeLessThanOrEqual(330);
        expect(letters, where).toBeGreaterThan(0);
      }
    }
  });

  it('claim nothing without a source of the lesson', () => {
    for (const edition of editions()) {
      const known = new Set(edition.sources.map(({ reference }) => formatReference(reference)));
      const cited = toSlides(edition)
        .flatMap(runsOf)
        .flatMap((run) => [...linksIn(run)])
        .filter(({ reference: { scheme } }) => scheme !== 'term' && scheme !== 'blank')
        .map(({ reference }) => formatReference(reference));
      expect(cited.length).toBeGreaterThan(3);
      for (const reference of cited) expect(known).toContain(reference);
    }
  });
});
