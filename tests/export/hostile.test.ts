import { describe, expect, it } from 'vitest';
import { strFromU8, unzipSync } from 'fflate';
import { XMLValidator } from 'fast-xml-parser';
import { toVisible } from '#lib/domain/device-file.ts';
import { textOf, type Inline } from '#lib/domain/document.ts';
import { fillEdition, toEdition, type Edition, type TimedCue } from '#lib/domain/edition.ts';
import { emptyStation, type Station } from '#lib/domain/station.ts';
import { readEditionJson } from '#lib/export/edition-json.ts';
import { toPrintable } from '#lib/export/fonts.ts';
import { exportFileName, exportFormats, formatsOf, type ExportExtension } from '#lib/export/formats.ts';
import { exportMeans } from '#lib/server/fonts.ts';
import { readLibrary } from '#lib/server/library.ts';
import {
  readDocx,
  readFountain,
  readPdf,
  readSrt,
  readSsml,
  readTxt,
  readVtt,
  withoutJoiners,
  withoutSpaces
} from './read-back.ts';

const { library } = await readLibrary('tests/rules/base/content');
if (!library) throw new Error('la biblioteca de ejemplo no se puede leer');
const item = library.items.find(({ kind }) => kind === 'script');
const text = item?.texts.es;
if (!item || !text) throw new Error('falta el guion de ejemplo');

/** What somebody could type, paste or import as the name of a programme. */
const values: [string, string][] = [
  ['markup', `<b>&"'</b></w:t></s></speak><script>alert(1)</script>`],
  ['a formula', `=cmd|' /C calc'!A0`],
  ['right-to-left marks', 'abc\u202E\u2066def\u200F'],
  ['10,000 letters', 'x'.repeat(10_000)],
  ['10,000 letters in words', 'ñandú '.repeat(1667).trim()],
  ['emoji', 'Radio 🙂👩🏽‍🌾 Ñan'],
  ['other scripts', 'Радио שלום 電台'],
  ['NUL and controls', 'a\u0000b\u0007c\u001Bd'],
  ['half a letter', 'a\uD83Db'],
  ['a path', '../../etc/passwd'],
  ['line ends', 'uno\ndos\r\n\r\ntres\u2028cuatro'],
  ['an SRT cue', '1\n00:00:00,000 --> 00:00:09,000\nfalso'],
  ['arrows', 'a --> b --->c <-- d'],
  ['SRT tags', '{\\an8}<font color=red>rojo</font>{b}'],
  ['VTT', 'WEBVTT\n\nNOTE &amp; &lt;c&gt; <v Otra>hola</v><00:01.000>'],
  ['Fountain emphasis', '*a* **b** _c_ \\*d\\* ***e*** `f`'],
  ['a Fountain note', '[[nota]] [[[otra]]] ]] /* nada */ fin'],
  ['a Fountain scene', '.INT. CASA - NOCHE #1#'],
  ['a Fountain name', '@NADIE'],
  ['a Fountain action', '!grita'],
  ['a Fountain transition', '> CUT TO:'],
  ['a Fountain heading', '# Acto'],
  ['a Fountain synopsis', '= sinopsis ==='],
  ['a Fountain song', '~canta~'],
  ['a direction', '(entre paréntesis)'],
  ['the end of a comment', ']]>--><!-- x -->'],
  ['templates', '$t(item.draft) {{draft}} ${1+1} %s'],
  ['a source', '[1] [99]']
];

const filledWith = (value: string): Edition => {
  const station: Station = { ...emptyStation, name: value, town: value, presenter: value, program: value };
  return fillEdition(withBlanks(toEdition(library, item, text)), station);
};

/** The example script with one more line that is nothing but a blank, one that begins and ends with it, and open time. */
function withBlanks(edition: Edition): Edition {
  const { script } = edition;
  const line = script?.cues.find(({ cue }) => cue.type === 'line');
  if (!script || line?.cue.type !== 'line') throw new Error('falta una línea');
  const { cue } = line;
  const { at } = cue;
  const blank: Inline = {
    type: 'link',
    reference: { scheme: 'blank', id: 'program' },
    content: [{ type: 'text', value: 'nombre del programa', at }],
    at
  };
  const words = (value: string): Inline => ({ type: 'text', value, at });
  const next = script.cues.length + 1;
  const more: TimedCue['cue'][] = [
    { ...cue, number: next, direction: undefined, content: [blank] },
    { ...cue, number: next + 1, direction: undefined, content: [blank, words(' y '), blank] },
    { type: 'open', number: next + 2, at, seconds: 90, content: [words('Llama '), blank] },
    { ...cue, number: next + 3, direction: undefined, content: [words('Adiós.')] }
  ];
  return {
    ...edition,
    script: {
      ...script,
      cues: [...script.cues, ...more.map((one) => ({ ...line, cue: one, measuredSeconds: undefined }))]
    }
  };
}

const write = async (edition: Edition, extension: ExportExtension): Promise<Uint8Array> => {
  const written = await exportFormats.find((one) => one.extension === extension)?.write(edition, exportMeans);
  return typeof written === 'string' ? new TextEncoder().encode(written) : (written ?? new Uint8Array());
};
const writeText = async (edition: Edition, extension: ExportExtension) =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(await write(edition, extension));

describe.each(values)('a station called %s', (_name, value) => {
  const edition = filledWith(value);
  const lines = (edition.script?.cues ?? []).flatMap(({ cue }) =>
    cue.type === 'line' ? [{ number: cue.number, words: textOf(cue.content), speaker: cue.speaker.name.es }] : []
  );
  const oneLine = (words: string) => words.replace(/\s+/gu, ' ').trim();
  const shown = toVisible(value);

  it('is seen as it is, and what cannot be seen is seen to be missing', () => {
    expect(lines.at(-3)?.words).toBe(shown);
    expect(edition.station).toContain(shown);
    expect(shown).not.toMatch(/[\p{Cc}\p{Cs}\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/u);
  });

  it('is only words in Word', async () => {
    const bytes = await write(edition, 'docx');
    const paragraphs = await readDocx(bytes);
    expect(paragraphs).toContain(`${lines[0]?.speaker}: ${shown}`);
    for (const [name, part] of Object.entries(unzipSync(bytes)))
      if (/\.(xml|rels)$/.test(name)) expect(XMLValidator.validate(strFromU8(part)), name).toBe(true);
  });

  it('is only words in PDF, whatever its length, and letters without a font are named', async () => {
    const { pages, actions, attachments } = await readPdf(await write(edition, 'pdf'));
    const whole = withoutSpaces(pages.join(''));
    expect([actions, attachments]).toEqual([null, null]);
    const printed = withoutSpaces(toPrintable(shown));
    if (printed.length < 200) expect(whole).toContain(printed);
    // A long one goes over several sheets, each with its edges: every piece of it is there.
    else expect(whole.split(printed.slice(0, 5)).length).toBeGreaterThan((printed.length / 5) * 3 - 60);
    expect(whole).toContain('Adiós.');
  });

  it('is only words in plain text', async () => {
    const rows = readTxt(await writeText(edition, 'txt'));
    const row = rows.find(({ number }) => number === lines.at(-3)?.number);
    expect(withoutSpaces(row?.locution ?? '')).toContain(withoutSpaces(shown));
    expect(rows.at(-1)?.locution).toBe(`${lines[0]?.speaker}: Adiós.`);
  });

  it('is only words in Fountain', async () => {
    const { lines: read, others } = readFountain(await writeText(edition, 'fountain'));
    // The lines before them carry the numbers of their sources.
    expect(read.slice(-3).map(({ cue, words }) => [cue, words])).toEqual(
      lines.slice(-3).map(({ number, words }) => [number, oneLine(words)])
    );
    expect(read).toHaveLength(lines.length);
    expect(
      others.filter(({ type }) =>
        ['scene_heading', 'transition', 'lyrics', 'section', 'note', 'centered'].includes(type)
      ).length
    ).toBe(
      readFountain(await writeText(filledWith('Pampa'), 'fountain')).others.filter(
        ({ type }) => type === 'scene_heading'
      ).length
    );
  });

  it('is only words in SSML', async () => {
    const source = await writeText(edition, 'ssml');
    const { said, elements } = readSsml(source);
    expect(said.filter(({ mark }) => mark !== 'slate').map(({ words }) => words)).toEqual(
      lines.map(({ words }) => oneLine(words))
    );
    const usual = readSsml(await writeText(filledWith('Pampa'), 'ssml')).elements;
    expect(elements.get('voice')).toBe(usual.get('voice'));
    expect([...elements.keys()].filter((name) => !usual.has(name) && name !== 'sub')).toEqual([]);
  });

  it('is only words in captions', async () => {
    const srt = readSrt(await writeText(edition, 'srt'));
    const vtt = readVtt(await writeText(edition, 'vtt'));
    expect(withoutJoiners(srt.map((caption) => caption.text).join(' '))).toBe(
      vtt.map((caption) => caption.text).join(' ')
    );
    for (const { number, words, speaker } of lines) {
      const pieces = vtt.filter(({ id }) => id.startsWith(`c${number}.`)).map((caption) => caption.text);
      expect(withoutSpaces(pieces.join(''))).toBe(withoutSpaces(`${speaker}: ${words}`));
    }
    const raw = await writeText(edition, 'srt');
    expect(raw.replace(/^[\d:,]+ --> [\d:,]+$/gm, '')).not.toMatch(/-->|<[^\u2060]|\{[^\u2060]/);
    expect(srt.map(({ id }) => id)).toEqual(srt.map((_, index) => String(index + 1)));
  });

  it('is the same in JSON', async () => {
    const read = readEditionJson(await writeText(edition, 'json'));
    expect(read.station).toBe(edition.station);
    expect(read.script?.cues).toEqual(JSON.parse(JSON.stringify(edition.script?.cues)));
  });
});

describe('names of files', () => {
  it('are plain, and say that a draft is one', () => {
    const edition = toEdition(library, item, text);
    for (const { extension } of formatsOf('script'))
      expect(exportFileName({ ...edition, draft: true }, extension)).toBe(`aviso-es-borrador.${extension}`);
    expect(exportFileName({ ...edition, draft: false }, 'pdf')).toBe('aviso-es.pdf');
    expect(exportFileName({ item: { slug: '../ñ x' }, language: 'quz', draft: false }, 'pdf')).toBe('-----x-quz.pdf');
  });
});

describe('fonts of the PDF', () => {
  it('print every letter they say they have, in each of their looks', async () => {
    const letters = Array.from({ length: 0x2800 }, (_, code) => String.fromCodePoint(code)).filter(
      (letter) => /[^\s\p{M}\p{Cf}]/u.test(letter) && toPrintable(letter) === letter
    );
    expect(letters.length).toBeGreaterThan(300);
    expect(letters).toEqual(expect.arrayContaining([...`Ññáéíóúüʼ'¿¡«»…–—→←☐✓✗`]));
    const edition = withBlanks(toEdition(library, item, text));
    const at = text.document.blocks[0]?.at ?? { file: '', line: 1, column: 1 };
    const words: Inline = { type: 'text', value: letters.join(' '), at };
    const [line] = (edition.script?.cues ?? []).filter(({ cue }) => cue.type === 'line');
    if (!edition.script || line?.cue.type !== 'line') throw new Error('falta una línea');
    const content: Inline[] = [
      words,
      { type: 'break', at },
      { type: 'strong', content: [words], at },
      { type: 'break', at },
      { type: 'emphasis', content: [words], at }
    ];
    const { pages } = await readPdf(
      await write(
        { ...edition, script: { ...edition.script, cues: [{ ...line, cue: { ...line.cue, content } }] } },
        'pdf'
      )
    );
    const whole = withoutSpaces(pages.join(''));
    // The reader writes some letters in their simpler form (µ, ½, …).
    const simple = whole.normalize('NFKC');
    for (const letter of letters)
      expect(simple.split(letter.normalize('NFKC').trim()).length, letter).toBeGreaterThan(3);
  });
});
