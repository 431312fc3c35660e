import { createHash } from 'node:crypto';
import path from 'node:path';
import mammoth from 'mammoth';
import { extractText, getDocumentProxy } from 'unpdf';
import { beforeAll, describe, expect, it } from 'vitest';
import { fillEdition, toEdition, type Edition } from '#lib/domain/edition.ts';
import { languageCodes, type LanguageCode } from '#lib/domain/language.ts';
import type { Library } from '#lib/domain/library.ts';
import { addItem, emptyRundown, rundownFile, type Rundown } from '#lib/domain/rundown.ts';
import type { Station } from '#lib/domain/station.ts';
import { makePack, packName, toSafeName, type Pack, type PackContent } from '#lib/export/pack.ts';
import { toCatalog } from '#lib/server/catalog.ts';
import { exportMeans } from '#lib/server/fonts.ts';
import { readLibrary } from '#lib/server/library.ts';
import { packWords } from '#lib/server/pack-words.ts';
import { hostile, pampa } from '../support/station.ts';
import { unzip, type ZipEntry } from '../support/unzip.ts';

let library: Library;
/** The pack of a station that has filled in everything, with its programme. */
let packed: Pack;
let entries: ZipEntry[];
beforeAll(async () => {
  const read = await readLibrary('content');
  if (!read.library) throw new Error('content');
  library = read.library;
  packed = await pack(contentOf(pampa, programme()));
  entries = await unzip(packed.zip);
}, 120_000);

const editionOf = (slug: string, language: LanguageCode, station: Station): Edition => {
  const item = library.items.find((one) => one.slug === slug);
  const text = item?.texts[language];
  if (!item || !text) throw new Error(slug);
  return fillEdition(toEdition(library, item, text), station);
};

const audio = { seconds: 21.4, slateSeconds: 5, tones: false, read: async () => new Uint8Array([0xff, 0xfb, 1, 2, 3]) };

/** Two scripts in both languages, the first with audio, and what goes with them. */
const contentOf = (station: Station, rundown?: Rundown): PackContent => ({
  languages: languageCodes,
  station,
  scripts: languageCodes.flatMap((code) => [
    { edition: editionOf('cuna-15-oferta', code, station), audio },
    { edition: editionOf('cuna-oferta', code, station), audio: undefined }
  ]),
  kits: languageCodes.flatMap((code) =>
    ['kit-ofertas-falsas', 'caso-al-aire'].map((slug) => editionOf(slug, code, station))
  ),
  rundown,
  catalog: toCatalog({ library, audio: {} }),
  words: packWords
});

const programme = (): Rundown => {
  const part = { title: '', seconds: 20, stretch: false, note: '', script: null };
  const start: Rundown = { ...emptyRundown, title: 'La mañana', date: '2027-01-04', start: '06:00' };
  return [
    { ...part, kind: 'script' as const, script: { slug: 'cuna-15-oferta', language: 'quz' as const } },
    { ...part, kind: 'music' as const, title: '=HYPERLINK("x")', seconds: 200, stretch: true },
    { ...part, kind: 'script' as const, title: 'Sin audio', script: { slug: 'cuna-oferta', language: 'es' as const } }
  ].reduce((sum, item) => addItem(sum, item), start);
};

interface Manifest {
  draft: boolean;
  station: string;
  library: string;
  scripts: {
    id: string;
    version: string;
    state: string;
    openBlanks: string[];
    files: string[];
    audio: { file: string };
  }[];
  files: { path: string; bytes: number; sha256: string }[];
}

const pack = (content: PackContent) => makePack('willakuy-prueba', content, { means: exportMeans });
const textOf = (entries: ZipEntry[], name: string): string => {
  const entry = entries.find((one) => one.name === name);
  if (!entry) throw new Error(`${name}: ${entries.map((one) => one.name).join(' ')}`);
  return entry.bytes.toString('utf8');
};
const manifestOf = (entries: ZipEntry[]) => JSON.parse(textOf(entries, 'manifest.json')) as Manifest;

describe('a pack', () => {
  it('lists a station’s own office as itself, and says how much longer the audio of a draft is', async () => {
    const texts = new Map(entries.map(({ name, bytes }) => [name, bytes.toString('utf8')]));
    expect(texts.get('contactos-es.txt')).toContain('Demuna de tu municipalidad: Demuna de Pampa Alegre · 084 000 000');
    expect(texts.get('contactos-es.txt')).toContain('La comisaría más cercana: número en su zona ___');
    expect(texts.get('LEEME.txt')).toContain('dura hasta 5 segundos más');
  });

  it('has everything a station needs, under names that every disk takes', () => {
    expect(packed.name).toBe('willakuy-prueba.zip');
    expect(entries.map((entry) => entry.name)).toEqual([
      'LEEME.txt',
      'NAWINCHAY.txt',
      ...['es', 'quz'].flatMap((code) =>
        ['cuna-15-oferta', 'cuna-oferta'].flatMap((slug) =>
          ['docx', 'pdf'].map((ending) => `guiones/${code}/${slug}-${code}-borrador.${ending}`)
        )
      ),
      'audio/es/cuna-15-oferta-borrador.mp3',
      'audio/quz/cuna-15-oferta-borrador.mp3',
      'lista-es.m3u8',
      'lista-quz.m3u8',
      'escaleta.csv',
      'escaleta.json',
      'escaleta.m3u8',
      'escaleta.ics',
      ...['es', 'quz'].flatMap((code) =>
        ['kit-ofertas-falsas', 'caso-al-aire'].flatMap((slug) =>
          ['docx', 'pdf'].map((ending) => `conducir/${code}/${slug}-${code}-borrador.${ending}`)
        )
      ),
      'contactos-es.txt',
      'contactos-quz.txt',
      'licencia-es.txt',
      'licencia-quz.txt',
      'manifest.json'
    ]);
    for (const entry of entries) expect(entry.name).toMatch(/^[\w.-]+(?:\/[\w.-]+)*$/);
  });

  it('names every file in its manifest, with its true size and hash, and every script with its version', () => {
    const content = contentOf(pampa);
    const manifest = manifestOf(entries);
    const others = entries.filter(({ name }) => name !== 'manifest.json');
    expect(manifest.files).toEqual(
      others.map(({ name, bytes }) => ({
        path: name,
        bytes: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex')
      }))
    );
    expect(manifest).toMatchObject({ draft: true, station: 'Radio Pampa · 99,9 FM · Pampa Alegre' });
    expect(manifest.library).toMatch(/^[0-9a-f]{8}$/);
    const listed = new Set(manifest.files.map((file) => file.path));
    manifest.scripts.forEach((script, index) => {
      const { edition } = content.scripts[index] ?? {};
      expect(script).toMatchObject({ id: edition?.item.slug, version: edition?.version, state: 'draft' });
      for (const file of script.files) expect(listed.has(file), file).toBe(true);
    });
  });

  it('plays: every path of its playlists is in it, what has no audio stays as a remark', () => {
    const names = entries.map(({ name }) => name);
    const played = (list: string) =>
      textOf(entries, list)
        .split('\r\n')
        .filter((line) => line !== '' && !line.startsWith('#'));
    for (const list of ['lista-es.m3u8', 'lista-quz.m3u8', 'escaleta.m3u8'])
      for (const file of played(list)) expect(names).toContain(file);
    expect(played('escaleta.m3u8')).toEqual(['audio/quz/cuna-15-oferta-borrador.mp3']);
    expect(textOf(entries, 'escaleta.m3u8')).toContain('# Sin audio');
    expect(textOf(entries, 'lista-es.m3u8')).toContain('# BORRADOR · La oveja y la oferta');
    expect(textOf(entries, 'escaleta.csv')).toContain(`"'=HYPERLINK(""x"")"`);
    expect(rundownFile.parseSource(textOf(entries, 'escaleta.json')).value).toEqual(programme());
  });

  it('says BORRADOR inside every document, and what the station wrote', async () => {
    for (const { name, bytes } of entries) {
      const words = name.endsWith('.docx')
        ? (await mammoth.extractRawText({ buffer: bytes })).value
        : name.endsWith('.pdf')
          ? (await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true })).text
          : undefined;
      if (words === undefined) continue;
      expect(words, name).toContain('BORRADOR');
      if (/(?:guiones).*\.docx$/.test(name)) expect(words, name).toContain('Pampa');
    }
  });

  it('tells in words what it is, that nobody has called the numbers, and how to name Willakuy', () => {
    expect(textOf(entries, 'LEEME.txt')).toMatch(/Radio Pampa.*BORRADOR.*conducir\/es\/.*La oveja y la oferta/s);
    expect(textOf(entries, 'NAWINCHAY.txt')).toMatch(/BORRADOR.*GUIONKUNA/s);
    const contacts = textOf(entries, 'contactos-es.txt');
    expect(contacts).toContain('Demuna: Demuna de Pampa Alegre · 084 000 000');
    expect(contacts).toMatch(/Línea 1818: 1818.*Nadie de nuestro equipo ha llamado aún.*23 nov 2026/s);
    expect(textOf(entries, 'contactos-quz.txt')).toContain('manaraqmi');
    const licence = textOf(entries, 'licencia-es.txt');
    for (const fact of ['CC BY 4.0', 'creativecommons.org/licenses/by/4.0', 'Willakuy', 'espeak-ng', 'BORRADOR'])
      expect(licence).toContain(fact);
    for (const { name, bytes } of entries.filter((entry) => entry.name.endsWith('.txt'))) {
      const text = bytes.toString('utf8');
      expect(text.startsWith('\uFEFF'), name).toBe(true);
      expect(text.replaceAll('\r\n', ''), name).not.toMatch(/[\r\n]/);
      expect(text, name).not.toMatch(/\{\{|pack\w*\.|undefined/);
    }
  });

  it('has no mark once everything has been reviewed', () => {
    const choice = { languages: ['es'] as const, draft: false };
    expect(packName('Radio Ñusta 99.9', choice)).toBe('willakuy-radio-nusta-99-9-es');
    expect(packName('Radio Ñusta 99.9', { ...choice, draft: true })).toBe('willakuy-radio-nusta-99-9-es-borrador');
  });

  it('comes out the same bytes twice', async () => {
    const again = await pack(contentOf(pampa, programme()));
    expect(Buffer.compare(Buffer.from(packed.zip), Buffer.from(again.zip))).toBe(0);
  });

  it('stops where it is told to, and says how far it is', async () => {
    const controller = new AbortController();
    const seen: string[] = [];
    const making = makePack('x', contentOf(pampa), {
      means: exportMeans,
      signal: controller.signal,
      progress(done, total, name) {
        seen.push(`${done}/${total} ${name}`);
        if (done === 2) controller.abort();
      }
    });
    await expect(making).rejects.toThrow(/abort/i);
    expect(seen).toHaveLength(3);
    expect(seen[0]).toMatch(/^0\/\d+ LEEME\.txt$/);
  });
});

describe('hostile words', () => {
  it('stay words: no name leaves the folder, nothing is lost', async () => {
    const harmed = await unzip((await pack(contentOf(hostile, programme()))).zip);
    expect(harmed.map(({ name }) => name)).toEqual(entries.map(({ name }) => name));
    for (const { name } of harmed) expect(path.posix.normalize(name)).toBe(name);
    expect(manifestOf(harmed).station).toBe('Radio =cmd|../<b>x</b> 🎙 · "; rm -rf / · ../../../etc/passwd');
    expect(textOf(harmed, 'LEEME.txt')).toContain('Radio =cmd|../<b>x</b> 🎙');
    expect(textOf(harmed, 'contactos-es.txt')).toContain('CEM: +SUM(A1) · @x');
    const script = harmed.find(({ name }) => name === 'guiones/es/cuna-15-oferta-es-borrador.docx');
    const { value } = await mammoth.extractRawText({ buffer: script?.bytes ?? Buffer.alloc(0) });
    expect(value).toContain('=cmd|../<b>x</b> 🎙');
  });

  it.each([
    ['a path', '../../etc/passwd', 'etc-passwd'],
    ['accents', 'Ñandú  Él', 'nandu-el'],
    ['dots', '..', ''],
    ['emoji', '🎙️', ''],
    ['a right-to-left mark', '\u202Etxt.exe', 'txt-exe'],
    ['10,000 letters', 'x'.repeat(10_000), 'x'.repeat(40)],
    ['NUL', 'a\0b', 'a-b']
  ])('%s in a name becomes letters', (_, text, name) => {
    expect(toSafeName(text)).toBe(name);
    expect(packName(text, { languages: ['es'], draft: false })).toMatch(/^willakuy-[a-z0-9-]+-es$/);
  });
});
