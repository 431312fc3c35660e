import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { audioKey } from '#lib/domain/audio.ts';
import { inlineRuns, textOf, type Block } from '#lib/domain/document.ts';
import { fillEdition, toEdition, type Edition } from '#lib/domain/edition.ts';
import { emptyStation, type Station } from '#lib/domain/station.ts';
import { formatClock } from '#lib/domain/timing.ts';
import { readEditionJson } from '#lib/export/edition-json.ts';
import { exportFormats, formatsOf, type ExportExtension } from '#lib/export/formats.ts';
import { readAudioManifest } from '#lib/server/audio-manifest.ts';
import { translateFor } from '#lib/i18n/translate.ts';
import { exportMeans } from '#lib/server/fonts.ts';
import { readLibrary } from '#lib/server/library.ts';
import { drawnIn } from '../support/drawn-in.ts';
import { readPages } from '../support/read-pages.ts';
import {
  bare,
  readDocx,
  readDocxPart,
  readFountain,
  readPdf,
  readSrt,
  readSsml,
  readTxt,
  readVtt,
  shownIn,
  withoutSpaces,
  type ReadCaption
} from './read-back.ts';

const { library } = await readLibrary('content');
if (!library) throw new Error('la biblioteca no se puede leer');
const audio = await readAudioManifest('static/audio');
if (Object.keys(audio).length === 0) throw new Error('falta static/audio: ejecute «npm run audio»');

const pampa: Station = {
  ...emptyStation,
  name: 'Radio Ñan',
  frequency: '99,9 FM',
  town: "Ch'isikata",
  province: 'Espinar',
  presenter: 'Julia Quispe & hija',
  presenterTwo: 'Pedro «Sunqu» Mamani',
  program: "Rikch'ariy → wayna sipas",
  contacts: { ...emptyStation.contacts, demuna: { place: 'Demuna, plaza de Armas', phone: '084 000 000' } },
  readingFactor: { es: 1.1, quz: 1.05 }
};

interface Case {
  name: string;
  edition: Edition;
  filled: boolean;
}
/** Every text as every station gets it; and filled by one, now in one language, now in the other. */
const cases: Case[] = library.items.flatMap((item, index) =>
  Object.values(item.texts).flatMap((text, which, texts): Case[] => {
    const edition = toEdition(library, item, text, audio[audioKey(text.language, item.slug)]);
    const name = `${text.language}/${item.slug}`;
    return [
      { name: `${name}, for every station`, edition, filled: false },
      ...((item.kind === 'script' || item.kind === 'kit') && which === index % texts.length
        ? [{ name: `${name}, filled by a station`, edition: fillEdition(edition, pampa), filled: true }]
        : [])
    ];
  })
);
const scripts = cases.filter(({ edition }) => edition.script);

/** Each file is made once for all tests that read it. */
const made = new WeakMap<Edition, Map<string, Promise<Uint8Array>>>();
function write(edition: Edition, extension: ExportExtension): Promise<Uint8Array> {
  const files = made.get(edition) ?? new Map<string, Promise<Uint8Array>>();
  made.set(edition, files);
  const file = files.get(extension) ?? writeAnew(edition, extension);
  files.set(extension, file);
  return file;
}
async function writeAnew(edition: Edition, extension: ExportExtension): Promise<Uint8Array> {
  const format = exportFormats.find((one) => one.extension === extension);
  const written = await format?.write(edition, exportMeans);
  return typeof written === 'string' ? new TextEncoder().encode(written) : (written ?? new Uint8Array());
}
const writeText = async (edition: Edition, extension: ExportExtension) =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(await write(edition, extension));

/** What the page says at each cue. */
const cuesOf = ({ script, language }: Edition) =>
  (script?.cues ?? []).map(({ cue, timing }) => ({
    number: cue.number,
    type: cue.type,
    clock: formatClock(timing.startSeconds),
    startSeconds: timing.startSeconds,
    control: cue.type === 'control' ? cue.text : '',
    seconds: 'seconds' in cue ? cue.seconds : 0,
    speaker: cue.type === 'line' ? cue.speaker.name[language] : '',
    direction: cue.type === 'line' ? (cue.direction ?? '') : '',
    words: 'content' in cue ? textOf(cue.content) : ''
  }));
const linesOf = (edition: Edition) => cuesOf(edition).filter(({ type }) => type === 'line');
/** Locution column: who says what, and how. */
const locution = ({ speaker, direction, words }: ReturnType<typeof cuesOf>[number]) =>
  `${speaker === '' ? '' : `${speaker}: `}${direction === '' ? '' : `(${direction}) `}${words}`;
/** What stands at the edge of each printed page, the number of the page aside. */
const edgesOf = ({ text, draft, version, station, language }: Edition) => {
  const [mark, hash] = [draft ? 'BORRADOR · ' : '', `Versión ${version}`];
  const page = language === 'es' ? 'Página' : 'Raphi';
  return [
    `${mark}${text.title}`,
    `${station === undefined ? '' : `${station} · `}${hash}`,
    `Willakuy · CC BY 4.0 · ${hash} · ${page}`
  ];
};
/** Headings, paragraphs and cells of what is for whoever conducts; of a lesson all. */
/** Words of a text; Word has no drawings, and so not their descriptions. */
const wordsOf = (blocks: Block[]) => [...inlineRuns(blocks.filter(({ type }) => type !== 'drawing'))].map(textOf);
const notesOf = ({ kit, item, text }: Edition) =>
  item.kind === 'lesson'
    ? wordsOf(text.document.blocks)
    : kit.flatMap(({ title, blocks }) => [title, ...wordsOf(blocks)]);
const claimsOf = ({ sources, language }: Edition) =>
  sources.flatMap((source) => (source.type === 'fact' ? [source.fact.claim[language]] : []));

/** Draft mark, version, station, notes and sources: what every file says of itself. */
function expectWhole(edition: Edition, text: string, { notes = true } = {}) {
  const whole = withoutSpaces(bare(text));
  expect(whole.includes('BORRADOR')).toBe(edition.draft);
  expect(whole).toContain(edition.version);
  expect(whole.toLocaleLowerCase('es')).toContain(withoutSpaces(edition.text.title).toLocaleLowerCase('es'));
  if (edition.station !== undefined) expect(whole).toContain(withoutSpaces(edition.station));
  if (!notes) return;
  for (const note of [...notesOf(edition), ...claimsOf(edition)]) expect(whole).toContain(withoutSpaces(bare(note)));
}

/** The first of each kind and format: all others are written by the same code. */
const firstOfEach = [
  ...new Map(
    [...cases].reverse().map((one) => {
      const { item } = one.edition;
      return [`${item.kind} ${item.kind === 'script' ? item.format : ''} ${one.filled}`, one];
    })
  ).values()
];
describe.each(firstOfEach)('$name', ({ edition }) => {
  it('is the same file twice, in every format', async () => {
    for (const { extension } of formatsOf(edition.item.kind)) {
      const [first, second] = [await write(edition, extension), await writeAnew(edition, extension)];
      expect(Buffer.from(first).equals(Buffer.from(second)), extension).toBe(true);
      expect(first.length, extension).toBeGreaterThan(500);
    }
  });
});

describe.each(cases)('$name', ({ edition }) => {
  it('goes into Word and comes back with every word', async () => {
    const bytes = await write(edition, 'docx');
    // Drawings and boxes to tick stand before words.
    const paragraphs = (await readDocx(bytes))
      .map(bare)
      .map((text) => (edition.guide ? text.replace(/^☐? +/, '') : text));
    for (const cue of cuesOf(edition)) {
      const at = paragraphs.findIndex(
        (text, index) => text === String(cue.number) && paragraphs[index + 1] === cue.clock
      );
      expect(at, `línea ${cue.number}`).toBeGreaterThan(-1);
      if (cue.type === 'control') expect(paragraphs[at + 2]).toBe(cue.control);
      expect(paragraphs[at + 3]).toBe(locution(cue));
    }
    if (!edition.script)
      for (const words of wordsOf(edition.text.document.blocks)) expect(paragraphs).toContain(bare(words));
    const parts = unzipSync(bytes);
    const head = readDocxPart(strFromU8(parts['word/header1.xml'] ?? new Uint8Array()));
    for (const part of [edition.version, edition.station]) expect(head).toContain(part ?? '');
    expectWhole(edition, `${paragraphs.join('\n')}\n${head}`);
  });

  it('says nothing of who made the Word file, where and when, and reaches for nothing outside', async () => {
    const parts = unzipSync(await write(edition, 'docx'));
    const core = strFromU8(parts['docProps/core.xml'] ?? new Uint8Array());
    expect(core).toContain('2020-01-01T00:00:00Z');
    expect(core).toMatch(/<dc:creator>Willakuy<\/dc:creator>.*<cp:lastModifiedBy>Willakuy<\/cp:lastModifiedBy>/);
    expect(Object.keys(parts).filter((name) => /vbaProject|\.bin$/.test(name))).toEqual([]);
    for (const [name, part] of Object.entries(parts))
      if (name.endsWith('.rels')) expect(strFromU8(part)).not.toContain('TargetMode="External"');
  });
});

describe('the card to hang up beside the microphone', () => {
  const cards = cases.filter(({ edition }) => edition.item.slug === 'caso-al-aire');
  it.each(cards)('has a page of its own in $name', async ({ edition }) => {
    const card = edition.kit.at(-1);
    if (!card) throw new Error('el kit no tiene partes');
    const words = wordsOf(edition.text.document.blocks.filter(({ at }) => at.line > card.at.line));
    const { pages } = await readPdf(await write(edition, 'pdf'));
    const page = withoutSpaces(pages.find((one) => withoutSpaces(one).includes(withoutSpaces(card.title))) ?? '');
    for (const part of [words[0], words.at(-1)]) expect(page).toContain(withoutSpaces(part ?? '').slice(0, 12));
    // Neither what stands before it nor what follows.
    const before = wordsOf(edition.kit.at(-2)?.blocks ?? []).at(-1) ?? '';
    for (const other of [before, translateFor(edition.language)('item.sources')])
      expect(page).not.toContain(withoutSpaces(other).slice(0, 20));
    const breaks = strFromU8(unzipSync(await write(edition, 'docx'))['word/document.xml'] ?? new Uint8Array()).match(
      /<w:pageBreakBefore\/>/g
    );
    expect(breaks).toHaveLength(2);
  });
});

describe.each(cases.filter(({ edition }) => edition.guide))('$name on paper', ({ edition }) => {
  const cards = edition.guide?.cards ?? [];
  const answers = cards.flatMap((card) => card.answers).length;

  it('has every word and drawing in its PDF, and a box for every answer, on the two sides of a sheet', async () => {
    const pages = await readPages(await write(edition, 'pdf'));
    const apart = answers > 0 ? 1 : 0;
    expect(pages.length, 'sources of the questions are on a sheet of their own').toBe(2 + apart);
    const last = cards.at(-1)?.title ?? [];
    expect(
      withoutSpaces(
        pages
          .slice(0, 2)
          .map(({ words }) => words)
          .join(' ')
      )
    ).toContain(withoutSpaces(textOf(last)));
    const words = withoutSpaces(bare(pages.map(({ words }) => words).join(' ')));
    for (const one of wordsOf(edition.text.document.blocks)) expect(words).toContain(withoutSpaces(bare(one)));
    expect(words.split('☐').length - 1).toBe(answers);
    const large = pages
      .flatMap(({ pieces }) => pieces)
      .filter(({ points }) => points > 10.9)
      .map(({ words }) => words);
    expect(withoutSpaces(large.join(''))).toContain(withoutSpaces(cards.map(({ title }) => textOf(title))[0] ?? '?'));
    for (const { blocks, answers } of cards)
      for (const words of [...wordsOf(blocks), ...answers.map(({ meaning }) => textOf(meaning))])
        expect(withoutSpaces(large.join('')), 'in large letters').toContain(withoutSpaces(words));
    // Nothing else in it is stroked.
    const shapes = cards.flatMap((card) => [...(card.shapes ?? '').matchAll(/<(?!g|\/)/g)]);
    expect(shapes.length).toBeGreaterThan(5);
    expect([...drawnIn(await write(edition, 'pdf')).matchAll(/^[SB]\*?$/gm)]).toHaveLength(shapes.length);
  });

  it('has every drawing in its Word file, with what it shows', async () => {
    const parts = unzipSync(await write(edition, 'docx'));
    const body = strFromU8(parts['word/document.xml'] ?? new Uint8Array());
    expect(
      [...body.matchAll(/<wp:docPr[^>]* descr="([^"]*)"/g)].map(([, shown = '']) => shown.replaceAll('&apos;', "'"))
    ).toEqual(cards.flatMap(({ drawing }) => drawing?.description ?? []));
    const pictures = Object.keys(parts).filter((name) => /^word\/media\/.*\.png$/.test(name));
    expect(pictures).toHaveLength(new Set(cards.flatMap(({ drawing }) => drawing?.id ?? [])).size);
  });
});

const firstLesson = library.items.find(({ kind }) => kind === 'lesson');
describe.each(cases.filter(({ edition: { item } }) => ['script', 'kit'].includes(item.kind) || item === firstLesson))(
  '$name as PDF and text',
  ({ edition }) => {
    it('comes back from the PDF with every cue in its order, title, language and numbered pages', async () => {
      const { pages, info, attachments, actions } = await readPdf(await write(edition, 'pdf'));
      const edges = edgesOf(edition).map(withoutSpaces);
      const body = pages
        .map((text, index) => {
          expect(text).toContain(`${index + 1} / ${pages.length}`);
          const page = withoutSpaces(text);
          for (const edge of edges) expect(page).toContain(edge);
          return edges.reduce((rest, edge) => rest.replace(edge, ''), page).replace(`${index + 1}/${pages.length}`, '');
        })
        .join('');
      const words = withoutSpaces(bare(body));
      let from = 0;
      for (const cue of cuesOf(edition)) {
        const row = withoutSpaces(`${cue.number}${cue.clock}${cue.control}`);
        const at = words.indexOf(row, from);
        expect(at, `fila ${cue.number}`).toBeGreaterThan(-1);
        const said = withoutSpaces(locution(cue));
        const saidAt = words.indexOf(said, at + row.length);
        expect(saidAt, said).toBeGreaterThan(-1);
        if (cue.type === 'line') expect(saidAt).toBe(at + row.length);
        from = saidAt + said.length;
      }
      for (const note of notesOf(edition)) expect(words).toContain(withoutSpaces(bare(note)));
      for (const claim of claimsOf(edition)) expect(words).toContain(withoutSpaces(claim));
      expectWhole(edition, pages.join('\n'), { notes: false });
      expect(info['Title']).toBe(`${edition.draft ? 'BORRADOR: ' : ''}${edition.text.title}`);
      expect(info['Language']).toBe(edition.language === 'es' ? 'es-PE' : 'quz-PE');
      expect(info['CreationDate']).toBe('D:20200101000000Z');
      expect([attachments, actions]).toEqual([null, null]);
    });

    it('keeps every word in plain text of 94 columns', async () => {
      const text = await writeText(edition, 'txt');
      expect(text.startsWith('\uFEFF')).toBe(true);
      for (const line of text.split('\r\n')) expect([...line].length).toBeLessThanOrEqual(96);
      const rows = readTxt(text);
      const cues = cuesOf(edition);
      expect(rows.map(({ number, clock }) => `${number} ${clock}`)).toEqual(
        cues.map(({ number, clock }) => `${number} ${clock}`)
      );
      cues.forEach((cue, index) => {
        expect(bare(rows[index]?.locution ?? '')).toBe(locution(cue));
        if (cue.type === 'control') expect(rows[index]?.control).toBe(cue.control);
      });
      expectWhole(edition, text);
    });

    it.runIf(formatsOf(edition.item.kind).some(({ extension }) => extension === 'json'))(
      'is all there in JSON',
      async () => {
        const read = readEditionJson(await writeText(edition, 'json'));
        const { text, item, ...rest } = edition;
        const written = JSON.parse(JSON.stringify(rest)) as typeof rest;
        expect({ ...read, text: undefined, item: undefined }).toEqual({ ...written, text: undefined, item: undefined });
        expect(read.text.document).toEqual(text.document);
        expect(read.item.slug).toBe(item.slug);
      }
    );
  }
);

describe.each(scripts)('$name for programs', ({ edition, filled }) => {
  it('is a Fountain script with every name, direction and line', async () => {
    const text = await writeText(edition, 'fountain');
    const { lines, others } = readFountain(text);
    expect(lines.map((line) => ({ ...line, words: bare(line.words) }))).toEqual(
      linesOf(edition).map(({ number, speaker, direction, words }) => ({ cue: number, speaker, direction, words }))
    );
    const actions = others.filter(({ type }) => type === 'action').map(({ text }) => bare(text));
    for (const cue of cuesOf(edition).filter(({ type }) => type !== 'line')) {
      const said = actions.find((action) => action.startsWith(`${cue.number} · ${cue.clock} · `));
      expect(said, `línea ${cue.number}`).toContain(cue.control);
      expect(said).toContain(cue.words);
    }
    expect(new Set(others.map(({ type }) => type))).toEqual(
      new Set([
        ...others
          .map(({ type }) => type)
          .filter((type) => /^(title|credit|author|contact|notes|draft_date|revision|copyright)$/.test(type)),
        'scene_heading',
        'action'
      ])
    );
    expectWhole(edition, others.map((other) => other.text).join('\n'));
  });

  it('is SSML that says every line with the voice of its part', async () => {
    const { said, metadata, elements, language } = readSsml(await writeText(edition, 'ssml'));
    const spoken = said.filter(({ mark }) => mark !== 'slate');
    expect(spoken.map(({ mark, words }) => [mark, words])).toEqual(
      linesOf(edition).map(({ number, words }) => [`c${number}`, words])
    );
    expect(said.length - spoken.length).toBe(edition.draft ? 1 : 0);
    for (const { alias } of said) if (alias !== undefined) expect(alias).not.toMatch(/\d/);
    expect(language).toBe(edition.language === 'es' ? 'es-PE' : 'quz');
    expect([...elements.keys()].filter((name) => !name.startsWith('w:')).sort()).toEqual(
      ['break', 'mark', 'metadata', 's', 'speak', 'sub', 'voice'].filter((name) => elements.has(name))
    );
    expect(elements.get('mark')).toBe((edition.script?.cues.length ?? 0) + (edition.draft ? 1 : 0));
    expectWhole(edition, metadata.join('\n'));
  });

  it('has captions, in both kinds, with every line at its time', async () => {
    const srt = readSrt(await writeText(edition, 'srt'));
    const vttText = await writeText(edition, 'vtt');
    const vtt = readVtt(vttText);
    expect(shownIn(srt)).toEqual(shownIn(vtt));
    expect(srt.map(({ id }) => Number(id))).toEqual(srt.map((_, index) => index + 1));
    const entry = filled ? undefined : audio[audioKey(edition.language, edition.item.slug)];
    for (const line of linesOf(edition)) {
      const pieces = vtt.filter(({ id }) => id.startsWith(`c${line.number}.`));
      expect(bare(pieces.map(({ text }) => text).join(' '))).toBe(`${line.speaker}: ${line.words}`);
      expect(new Set(pieces.map(({ speaker }) => speaker))).toEqual(new Set([line.speaker]));
      const heard = entry?.lines.find(({ cue }) => cue === line.number)?.startSeconds;
      if (!filled) expect(pieces[0]?.startSeconds).toBeCloseTo(heard ?? line.startSeconds, 2);
    }
    for (const cue of cuesOf(edition).filter(({ type }) => type === 'control'))
      expect(vtt.find(({ id }) => id === `c${cue.number}.1`)?.text).toBe(`[${cue.control}]`);
    expectReadable(srt);
    expectWhole(edition, vttText);
    expectWhole(edition, srt[0]?.text ?? '', { notes: false });
  });
});

/** Short enough to read, forward in time, and never two lines at once. */
function expectReadable(captions: ReadCaption[]) {
  captions.forEach(({ startSeconds, endSeconds, text }, index) => {
    expect(endSeconds, text).toBeGreaterThan(startSeconds);
    const next = captions[index + 1];
    if (next) expect(next.startSeconds, text).toBeGreaterThanOrEqual(startSeconds);
    if (next && !text.startsWith('[') && index > 0)
      expect(next.startSeconds, text).toBeGreaterThanOrEqual(endSeconds - 0.001);
  });
}
