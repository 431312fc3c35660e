import { beforeAll, describe, expect, it } from 'vitest';
import { inlineRuns, linksIn, textOf, type Inline } from '#lib/domain/document.ts';
import { toEdition, type Edition } from '#lib/domain/edition.ts';
import { languageCodes, type LanguageCode } from '#lib/domain/language.ts';
import { itemsOf, type Library } from '#lib/domain/library.ts';
import { formatReference } from '#lib/domain/reference.ts';
import { slidesFor, toSlides, type Slide } from '#lib/domain/slides.ts';
import { readLibrary } from '#lib/server/library.ts';
import { compileText } from '#lib/server/markdown.ts';

let library: Library;
beforeAll(async () => {
  const read = await readLibrary('content');
  if (!read.library) throw new Error('content/ cannot be read');
  library = read.library;
});

const runsOf = ({ heading, blocks, answers }: Slide): Inline[][] => [
  heading,
  ...inlineRuns(blocks),
  ...answers.map(({ content }) => content)
];
const wordsOf = (slide: Slide): string[] => [...inlineRuns(slide.blocks)].map((run) => textOf(run).trim());
const answersOf = ({ answers }: Slide): string[] => answers.map(({ content }) => textOf(content));

/** A lesson of 45 and 90 minutes with these words. */
async function slidesOf(body: string): Promise<Slide[]> {
  const item = itemsOf(library, 'lesson').find(({ minutes }) => minutes.join() === '45,90');
  const text = item?.texts.es;
  if (!item || !text) throw new Error('no lesson');
  const { document } = await compileText('prueba.md', `---\ntitle: Prueba\n---\n${body}`, { termPath: '/' });
  return toSlides(toEdition(library, item, { ...text, title: 'Prueba', summary: 'Una clase.', document }));
}

describe('slides', () => {
  it('show what the text marks for the class, a mark on each, and nothing else of the steps', async () => {
    const slides = await slidesOf(`
## Desarrollo (25 min / 55 min)

1. **La oveja (5 min).** Di: *«vas a la feria. ¿Qué miras?»*. Anota todo. Luego: *«¿Y si es un trabajo?»* Ejemplo: «Voy si contestan».
2. **El cuento (4 min).** Cuenta el cuento con voces. Es inventado, dilo así.

   > El zorro dijo: «Dame tu DNI».

   Pregunta:

   > - ¿Qué hizo el cuy?
   > - ¿Peleó?
3. **Los avisos (10 min).** En grupos, lean los avisos. Guía para ti:
   - **Aviso A:** tiene respuestas.
4. **Puño o palma (4 min).** Lee cada cosa.
   - *«La foto»*. *Puño.*
   - *«Una pregunta»*. *Palma.*

**En la versión de 90 minutos:** añade estos pasos.

5. **El plan (20 min).** *«Escriban un plan»*.

### 6. Los casos (5 min / 10 min)

| Caso | Respuesta |
|---|---|
| *«Piden ver tu DNI»* | Lo muestro. |

**En la versión de 90 minutos:** por grupos: *«Inventen otro caso»*.
`);
    const steps = slides.filter(({ kind }) => kind === 'step');
    expect(steps.map((slide) => [textOf(slide.heading), slide.minutes, slide.long, wordsOf(slide)])).toEqual([
      ['La oveja', [5], false, ['Vas a la feria. ¿Qué miras?']],
      ['La oveja', [], false, ['¿Y si es un trabajo?']],
      ['El cuento', [4], false, ['El zorro dijo: «Dame tu DNI».']],
      ['El cuento', [], false, ['¿Qué hizo el cuy?', '¿Peleó?']],
      ['Puño o palma', [4], false, ['La foto.', 'Una pregunta.']],
      ['El plan', [20], true, ['Escriban un plan.']],
      ['Los casos', [5, 10], false, ['Piden ver tu DNI.']],
      ['Los casos', [], true, ['Inventen otro caso.']]
    ]);
    const short = slidesFor(slides, 0).filter(({ kind }) => kind === 'step');
    expect(short.map(({ minutes }) => minutes)).toEqual([[5], [], [4], [], [4], [5]]);
    expect(slidesFor(slides, 1).find((slide) => wordsOf(slide).includes('Piden ver tu DNI.'))?.minutes).toEqual([10]);
  });

  it('show the parts that a step names, and of cards and questions those of each version', async () => {
    const question = (number: number) => `### ¿Pregunta ${number}?\n\n- ✓ Una. — Sí.\n- Otra. — No.\n`;
    const slides = await slidesOf(`
## ¿Qué buscamos?

Que sepan preguntar.

**Por qué este tema.** Lo dijo el [51,7 %](finding:false-offers.often).

## Presentación (10 min / 15 min)

1. **Antes (3 min).** Vota «Antes y después» (1–2 / 1–4). No corrijas.
2. **El dato (2 min).** Lee las cifras de «¿Qué buscamos?».

## Desarrollo (25 min / 55 min)

1. **Los avisos (8 min).** Escribe la tabla de «Para la pizarra». Lee «Ordenar las tarjetas» (A–B).

**En la versión de 90 minutos:** añade estos pasos.

2. **Otra (8 min).** Lee «Ordenar las tarjetas» (C–C). Lee la «Historia con decisiones».

## Cierre (10 min / 20 min)

1. **Después (3 min).** Vota otra vez «Antes y después» (1–2 / 1–4).

## Para la pizarra

| Dedo | Pregunta |
|---|---|
| Pulgar | ¿Quién? |

**La frase.**

## Ordenar las tarjetas

- **Sí:** se sabe.
- **No:** no se sabe.

| Tarjeta | Grupo | Por qué |
|---|---|---|
| Uno. | Sí | Porque sí. |
| Dos. | No | Porque no. |
| Tres. | No | Porque no. |

## Historia con decisiones

### 1. La llamada

Suena.

- Pregunto. → 2
- Cuelgo. → 3

### 2. Bien

Fin.

### 3. También

Fin.

## Antes y después

Di: *«cierren los ojos»*. Anota los totales.

${[1, 2, 3, 4].map(question).join('\n')}`);
    const told = (some: readonly Slide[]) =>
      some.map((slide) =>
        [slide.kind, slide.again && 'again', textOf(slide.heading), ...wordsOf(slide), ...answersOf(slide)]
          .filter(Boolean)
          .join(' ')
      );
    const votes = (again: string, count: number) => [
      `step${again} Cierren los ojos.`,
      ...[1, 2, 3, 4].slice(0, count).map((number) => `question${again} ¿Pregunta ${number}? Una. Otra.`)
    ];
    const common = [
      'step Lo dijo el 51,7\u00A0%.',
      'board Dedo Pregunta Pulgar ¿Quién?',
      'sort Sí: se sabe. No: no se sabe.',
      'sort Uno. Sí No',
      'sort Dos. Sí No'
    ];
    const opening = ['title Prueba Una clase.', 'purpose Que sepan preguntar.'];
    expect(told(slidesFor(slides, 0))).toEqual([
      ...opening,
      ...votes('', 2),
      ...common,
      ...votes(' again', 2),
      'board La frase.'
    ]);
    expect(told(slidesFor(slides, 1))).toEqual([
      ...opening,
      ...votes('', 4),
      ...common,
      'sort Tres. Sí No',
      'scene 1. La llamada Suena. Pregunto. Cuelgo.',
      'scene 2. Bien Fin.',
      'scene 3. También Fin.',
      ...votes(' again', 4),
      'board La frase.'
    ]);
    expect(slides.find(({ scene }) => scene === 1)?.answers.map(({ to }) => to)).toEqual([2, 3]);
  });

  it('cut what is long at its sentences, and never in the middle of what someone says', async () => {
    const said = '«Yo te lo guardo. Así no se pierde. Vamos ya.»';
    const long = `El zorro encontró al cuy listo para viajar y lo saludó con mucha cortesía. ${said} El cuy pensó un momento, miró el camino de vuelta y preguntó por el bus de la tarde. Nadie contestó. El zorro se fue por donde vino, sin despedirse de nadie.`;
    const slides = (await slidesOf(`## Presentación (10 min / 15 min)\n\n> ${long}`)).filter(
      ({ kind }) => kind === 'step'
    );
    expect(slides.length).toBeGreaterThan(1);
    expect(slides.map(({ piece }) => piece)).toEqual(
      slides.map((_, index) => ({ number: index + 1, of: slides.length }))
    );
    expect(slides.flatMap(wordsOf).join(' ')).toBe(long);
    expect(slides.some((slide) => wordsOf(slide).join(' ').includes(said))).toBe(true);
  });
});

/** What a teacher is told to do. The class is spoken to as many: `lean`, `-ychik`. */
const directions: Record<LanguageCode, RegExp> = {
  es: /(?:^|[.:;!?»] +)(?:Di|Lee|Anota|Dibuja|Vota|Cuenta|Escribe|Copia|Explica|Aclara|Pide|Pregunta|Reparte|Recalca|Cierra|Haz|Ponte|Métete|Levanta|Marca|Escucha|Camina|Detente|Manda|Guía|No corrijas)(?![\p{L}])/u,
  quz: /(?:^|[.:;!?»] +)(?:Niy|Ñawinchay|Qillqay|Tapuy|Willay|Siq'iy|Yupay|Rakiy|Qhaway|Rikuchiy|Uyariy|Apachiy|Ch'uyanchay|Yuyarichiy|Churay|Ama \p{L}+ychu|Qampaq|Kaywan tukuy)(?![\p{L}'])/u
};

describe('the slides of every lesson', () => {
  let all: { edition: Edition; where: string; slides: Slide[] }[] | undefined;
  const editions = () =>
    (all ??= itemsOf(library, 'lesson').flatMap((item) =>
      languageCodes.flatMap((code) => {
        const text = item.texts[code];
        const edition = text && toEdition(library, item, text);
        return edition ? [{ edition, where: `${code} ${item.slug}`, slides: toSlides(edition) }] : [];
      })
    ));
  const partOf = ({ sections }: Edition, id: string) => sections.find(({ section }) => section?.id === id);

  it('each have words for the class, few enough, from a capital to their last dot', () => {
    for (const { where, slides } of editions()) {
      expect(slides[0]?.kind, where).toBe('title');
      expect(slidesFor(slides, 0).at(-1)?.kind, where).toBe('help');
      for (const slide of slides) {
        const said = runsOf(slide).map(textOf).join(' ');
        expect(said.length, `${where}: ${said}`).toBeLessThanOrEqual(340);
        expect([...wordsOf(slide), ...answersOf(slide)].join('').length, `${where}: ${said}`).toBeGreaterThan(2);
        for (const words of slide.kind === 'step' ? inlineRuns(slide.blocks) : []) {
          expect(textOf(words), where).toMatch(/^[^\p{L}\d]*[\p{Lu}\d]/u);
          if (slide.blocks.every(({ type }) => type !== 'table'))
            expect(textOf(words), where).toMatch(/[.!?…:]["»”)]*\s*$/);
        }
      }
    }
  });

  it('tell the teacher nothing', () => {
    for (const { edition, where, slides } of editions())
      // The others are written for pupils: what one chooses, what one knows.
      for (const slide of slides.filter(({ kind }) => ['purpose', 'step', 'family'].includes(kind)))
        for (const run of inlineRuns(slide.blocks))
          expect(textOf(run), where).not.toMatch(directions[edition.language]);
    expect('Luego: Anota todo.').toMatch(directions.es);
    expect('Huñupi. Niy: allinmi').toMatch(directions.quz);
  });

  it('have every card, question, board, idea and message, and each step what the class is told', () => {
    for (const { edition, where, slides } of editions()) {
      const long = slidesFor(slides, 1);
      const shown = long.flatMap(runsOf).map((run) => textOf(run).trim());
      const { sort, check, story } = edition.lesson ?? {};
      const due = [
        ...(sort?.cards ?? []).map(({ content }) => content),
        ...(check?.questions ?? []).flatMap(({ content, answers }) => [content, ...answers.map((one) => one.content)]),
        ...(story?.scenes ?? []).flatMap(({ options }) => options.map(({ content }) => content)),
        ...inlineRuns(partOf(edition, 'ideas')?.blocks ?? []),
        ...inlineRuns(partOf(edition, 'board')?.blocks ?? [])
      ];
      expect(due.length, where).toBeGreaterThan(20);
      const words = shown.join(' ');
      for (const run of due) expect(words, where).toContain(textOf(run).trim());
      expect(new Set(long.map(({ kind }) => kind)), where).toEqual(
        new Set(
          ['title', 'purpose', 'step', 'question', 'board', 'idea', 'family', 'help'].concat(
            sort ? ['sort'] : [],
            story ? ['scene'] : []
          )
        )
      );
      // Both languages show the same steps.
      const other = editions().find((one) => one.edition.item === edition.item && one.where !== where);
      const counts = (some: readonly Slide[] | undefined) =>
        ['step', 'sort', 'question'].map(
          (kind) => some?.filter((slide) => slide.kind === kind && slide.piece.number === 1).length
        );
      expect(counts(slides), where).toEqual(counts(other?.slides));
    }
  });

  it('are fewer in the short version: its steps, three questions, and what the long one adds is not there', () => {
    for (const { where, slides } of editions()) {
      const [short, long] = [slidesFor(slides, 0), slidesFor(slides, 1)];
      expect(short.length, where).toBeLessThan(long.length - 10);
      expect(short.filter(({ kind, again }) => kind === 'question' && !again).length, where).toBe(3);
      expect(long.filter(({ kind, again }) => kind === 'question' && !again).length, where).toBe(5);
      expect(
        short.every((slide) => !slide.long && slide.minutes.length <= 1),
        where
      ).toBe(true);
      expect(
        short.filter(({ kind }) => kind === 'scene'),
        where
      ).toEqual([]);
    }
  });

  it('ask before they answer: no key idea, figure or fact of the steps stands before the first vote', () => {
    for (const { where, slides } of editions())
      for (const version of [0, 1]) {
        const some = slidesFor(slides, version);
        const vote = some.findIndex(({ kind }) => kind === 'question');
        expect(
          some.slice(0, vote).map(({ kind }) => kind),
          where
        ).toEqual(['title', 'purpose', 'step']);
        // What a question's right answer is, no slide says: neither by a mark nor by the words said to who chose it.
        const said = some.flatMap(runsOf).map(textOf).join(' ');
        expect(said, where).not.toContain('✓');
      }
    for (const { edition, where, slides } of editions()) {
      const before = (kind: Slide['kind']) =>
        slides
          .slice(
            0,
            slides.findIndex((slide) => slide.kind === kind)
          )
          .flatMap(runsOf)
          .map(textOf);
      for (const { answers } of edition.lesson?.check?.questions ?? [])
        for (const { content, feedback } of answers) {
          expect(before('question'), where).not.toContain(textOf(content));
          expect(slides.flatMap(runsOf).map(textOf), where).not.toContain(textOf(feedback));
        }
      for (const { why } of edition.lesson?.sort?.cards ?? []) expect(before('idea'), where).not.toContain(textOf(why));
    }
  });

  it('claim nothing without a source of the lesson', () => {
    for (const { edition, slides } of editions()) {
      const known = new Set(edition.sources.map(({ reference }) => formatReference(reference)));
      const cited = slides
        .flatMap(runsOf)
        .flatMap((run) => [...linksIn(run)])
        .filter(({ reference: { scheme } }) => scheme !== 'term' && scheme !== 'blank')
        .map(({ reference }) => formatReference(reference));
      expect(cited.length).toBeGreaterThan(3);
      for (const reference of cited) expect(known).toContain(reference);
    }
  });
});
