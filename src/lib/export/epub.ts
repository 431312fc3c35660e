import { slateHeard, type AudioTimings } from '#lib/domain/audio-timings.ts';
import type { Edition, TimedCue } from '#lib/domain/edition.ts';
import { languages } from '#lib/domain/language.ts';
import { translateFor } from '#lib/i18n/translate.ts';
import { toArchive } from './archive.ts';
import { formHtml, lessonHead, lessonParts, partHtml, sourcesHtml, type LessonPart } from './lesson-html.ts';
import type { Episode, PlatformMeans } from './platforms.ts';
import { toPlain, toRuns, toSheet } from './sheet.ts';
import { element, escapeXml } from './xml.ts';

/**
 * A lesson as a book (EPUB 3.3): its text, its sources, and the radio episode that it goes with, read along by whoever
 * listens (media overlays from the audio's own times). Same edition, same bytes.
 */
export async function toEpub(edition: Edition, means: PlatformMeans): Promise<Uint8Array> {
  const episode = await means.readEpisode(edition);
  const form = await means.readForm(edition);
  const radio = episode && toRadio(episode);
  const parts = lessonParts(edition);
  const page = (title: string, ...body: string[]) => toXhtml(edition, { title, body });
  const { title } = toSheet(edition);
  return toArchive([
    // What a reader looks at first, at a place where it need not unpack anything.
    { path: 'mimetype', content: 'application/epub+zip', stored: true },
    { path: 'META-INF/container.xml', content: container },
    { path: 'libro/libro.opf', content: toPackage(edition, radio) },
    { path: 'libro/indice.xhtml', content: toContents(edition, { parts, radio }) },
    {
      path: 'libro/leccion.xhtml',
      content: page(title, lessonHead(edition), formHtml(form), ...parts.map(partHtml), sourcesHtml(edition))
    },
    ...(radio ? [{ path: 'libro/radio.xhtml', content: page(radio.title, ...radio.body) }] : []),
    ...(radio?.overlay ? [{ path: 'libro/radio.smil', content: radio.overlay.smil }] : []),
    { path: 'libro/libro.css', content: style },
    ...(radio?.overlay ? [{ path: 'libro/radio.mp3', content: radio.overlay.mp3, stored: true }] : [])
  ]);
}

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

const container = `${declaration}${element(
  'container',
  { version: '1.0', xmlns: 'urn:oasis:names:tc:opendocument:xmlns:container' },
  element(
    'rootfiles',
    {},
    element('rootfile', { 'full-path': 'libro/libro.opf', 'media-type': 'application/oebps-package+xml' })
  )
)}\n`;

/** A book of ours has no moment of its making: the same words make the same bytes. Its version says what it was made of. */
const modified = '2020-01-01T00:00:00Z';

/** A reader's own letters and colours, so that they can be made larger or darker; only what would be lost without it. */
const style = `.draft { border: 2px solid; padding: 0 0.4em; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid; padding: 0.3em; text-align: left; vertical-align: top; }
.blank { border-bottom: 1px solid; padding-left: 3em; }
.control { font-style: italic; }
.sonando { background: #f4b93a; color: #1d1712; }
`;

interface Radio {
  title: string;
  body: string[];
  overlay: { smil: string; mp3: Uint8Array; seconds: number; voice: string } | undefined;
}

/** The episode as a chapter: every line, the ones that are heard phrase by phrase with a name for each. */
function toRadio({ edition, heard }: Episode): Radio {
  const { script } = edition;
  const sheet = toSheet(edition);
  const timings = heard?.timings;
  const slate = timings ? slateHeard(timings) : '';
  const lines = (script?.cues ?? []).map((timed, index) => {
    const cue = sheet.cues[index];
    return cue ? toLine(timed, cue, sheet.numbers, timings) : '';
  });
  return {
    title: sheet.title,
    body: [
      ...(sheet.draft ? [element('p', {}, element('strong', { class: 'draft' }, escapeXml(sheet.draft.mark)))] : []),
      element('h1', {}, escapeXml(sheet.title)),
      element('p', { class: 'lead' }, escapeXml(sheet.summary)),
      ...(sheet.draft ? [element('p', {}, escapeXml(sheet.draft.note))] : []),
      ...(slate === '' ? [] : [element('p', { id: 'aviso' }, escapeXml(slate))]),
      ...lines,
      ...toEpisodeSources(sheet)
    ],
    overlay: heard && {
      smil: toSmil(heard.timings),
      mp3: heard.mp3,
      seconds: heard.timings.seconds,
      voice: heard.timings.voice
    }
  };
}

type Sheet = ReturnType<typeof toSheet>;

/** A line's phrases as the voice says them, each with its name; without a voice its words as they stand. */
function toLine(
  { cue }: TimedCue,
  { control, speaker, direction, content }: Sheet['cues'][number],
  numbers: Sheet['numbers'],
  timings: AudioTimings | undefined
): string {
  if (cue.type !== 'line')
    return element(
      'p',
      { class: 'control' },
      escapeXml([control, toPlain(toRuns(content, numbers))].filter(Boolean).join(': '))
    );
  const phrases = timings?.lines.find((line) => line.cue === cue.number)?.phrases ?? [];
  const sources = toRuns(content, numbers).filter(({ type }) => type === 'source');
  const said =
    phrases.length === 0
      ? escapeXml(toPlain(toRuns(content, new Map())))
      : phrases
          .map(({ text }, index) => element('span', { id: phraseId(cue.number, index) }, escapeXml(text)))
          // A phrase can begin with the comma that ends the blank before it.
          .reduce((line, phrase) => (/^<span[^>]*>[.,;:!?…»)]/.test(phrase) ? line + phrase : `${line} ${phrase}`), '')
          .trim();
  return element(
    'p',
    {},
    element('strong', {}, `${escapeXml(speaker)}:`),
    ' ',
    direction === '' ? '' : `${element('em', {}, escapeXml(`(${direction})`))} `,
    said,
    ...sources.map(({ text }) => element('sup', {}, element('a', { href: `#r-${text.slice(1, -1)}` }, escapeXml(text))))
  );
}

const phraseId = (cue: number, phrase: number): string => `c${cue}-${phrase + 1}`;

function toEpisodeSources({ sources, sourcesNote, t, licence, version }: Sheet): string[] {
  return [
    element('h2', {}, escapeXml(t('item.sources'))),
    ...(sourcesNote === undefined ? [] : [element('p', {}, escapeXml(sourcesNote))]),
    ...sources.map(({ label, title, detail }, index) =>
      element('p', { id: `r-${index + 1}` }, escapeXml(`${label} ${title}. ${detail}`.replace('..', '.')))
    ),
    element('p', {}, escapeXml(`${licence} · ${version}`))
  ];
}

interface Clip {
  id: string;
  startSeconds: number;
  endSeconds: number;
}

/**
 * What is marked while it is heard. Each clip lasts until the next begins, the first from the beginning and the last to the
 * end, so that music and pauses are heard too.
 */
function toSmil(timings: AudioTimings): string {
  const { lines, seconds } = timings;
  const marks = [
    ...(slateHeard(timings) !== '' ? [{ id: 'aviso', startSeconds: 0 }] : []),
    ...lines.flatMap(({ cue, phrases }) =>
      phrases.map(({ startSeconds }, index) => ({ id: phraseId(cue, index), startSeconds }))
    )
  ];
  const clips = marks
    .map(({ id, startSeconds }, index): Clip => ({
      id,
      startSeconds: index === 0 ? 0 : startSeconds,
      endSeconds: marks[index + 1]?.startSeconds ?? seconds
    }))
    // Two phrases that an estimate lets begin together are heard as one.
    .filter((clip) => clip.endSeconds > clip.startSeconds);
  const smil = element(
    'smil',
    { xmlns: 'http://www.w3.org/ns/SMIL', 'xmlns:epub': 'http://www.idpf.org/2007/ops', version: '3.0' },
    element(
      'body',
      {},
      element(
        'seq',
        { id: 'episodio', 'epub:textref': 'radio.xhtml' },
        ...clips.map(({ id, startSeconds, endSeconds }) =>
          element(
            'par',
            { id: `p-${id}` },
            element('text', { src: `radio.xhtml#${id}` }),
            element('audio', { src: 'radio.mp3', clipBegin: toClock(startSeconds), clipEnd: toClock(endSeconds) })
          )
        )
      )
    )
  );
  return `${declaration}${smil}\n`;
}

/** `11.58s` */
const toClock = (seconds: number): string => `${seconds.toFixed(2)}s`;

function toXhtml({ language }: Edition, { title, body }: { title: string; body: string[] }): string {
  const { htmlLang } = languages[language];
  return `${declaration}<!DOCTYPE html>\n${element(
    'html',
    {
      xmlns: 'http://www.w3.org/1999/xhtml',
      'xmlns:epub': 'http://www.idpf.org/2007/ops',
      lang: htmlLang,
      'xml:lang': htmlLang
    },
    element(
      'head',
      {},
      element('title', {}, escapeXml(title)),
      element('link', { rel: 'stylesheet', type: 'text/css', href: 'libro.css' })
    ),
    element('body', {}, ...body)
  )}\n`;
}

function toContents(edition: Edition, { parts, radio }: { parts: LessonPart[]; radio: Radio | undefined }): string {
  const t = translateFor(edition.language);
  const { title } = toSheet(edition);
  const entry = (href: string, words: string, ...inner: string[]) =>
    element('li', {}, element('a', { href }, words), ...inner);
  // Words of a heading only: what it rests on is no entry of a contents list.
  const plain = (html: string) => html.replace(/<[^>]+>/g, '');
  const contents = element(
    'nav',
    { 'epub:type': 'toc', id: 'indice' },
    element('h1', {}, escapeXml(t('platforms.contents'))),
    element(
      'ol',
      {},
      entry(
        'leccion.xhtml',
        escapeXml(title),
        element(
          'ol',
          {},
          ...parts
            .filter((part) => part.title !== '')
            .map((part) => entry(`leccion.xhtml#${part.id}`, plain(part.title))),
          entry('leccion.xhtml#fuentes', escapeXml(t('item.sources')))
        )
      ),
      ...(radio ? [entry('radio.xhtml', escapeXml(t('platforms.episode', { title: radio.title })))] : [])
    )
  );
  return toXhtml(edition, { title, body: [contents] });
}

function toPackage(edition: Edition, radio: Radio | undefined): string {
  const { language, item } = edition;
  const { draft, title, summary, licence } = toSheet(edition);
  const t = translateFor(language);
  const overlay = radio?.overlay;
  const meta = (property: string, value: string, refines?: string) =>
    element('meta', { property, refines }, escapeXml(value));
  const modes = ['textual', ...(overlay ? ['auditory'] : [])];
  const features = [
    'structuralNavigation',
    'tableOfContents',
    'readingOrder',
    'displayTransformability',
    ...(overlay ? ['synchronizedAudioText'] : [])
  ];
  const metadata = element(
    'metadata',
    { 'xmlns:dc': 'http://purl.org/dc/elements/1.1/' },
    element('dc:identifier', { id: 'id' }, `willakuy:${language}:${item.slug}:${edition.version}`),
    element('dc:title', {}, escapeXml([draft?.mark, title].filter(Boolean).join(' · '))),
    element('dc:language', {}, languages[language].htmlLang),
    element('dc:creator', {}, 'Willakuy'),
    element('dc:publisher', {}, 'Willakuy'),
    element('dc:description', {}, escapeXml(summary)),
    element('dc:rights', {}, escapeXml(licence)),
    element('dc:subject', {}, escapeXml(t(`messages.${item.message}`))),
    meta('dcterms:modified', modified),
    ...modes.map((mode) => meta('schema:accessMode', mode)),
    meta('schema:accessModeSufficient', 'textual'),
    ...features.map((feature) => meta('schema:accessibilityFeature', feature)),
    meta('schema:accessibilityHazard', 'none'),
    meta('schema:accessibilitySummary', t(overlay ? 'platforms.accessHeard' : 'platforms.access')),
    ...(overlay
      ? [
          meta('media:duration', toClock(overlay.seconds), '#voz'),
          meta('media:duration', toClock(overlay.seconds)),
          meta('media:narrator', overlay.voice),
          meta('media:active-class', 'sonando')
        ]
      : [])
  );
  const file = (id: string, href: string, type: string, more: Record<string, string | undefined> = {}) =>
    element('item', { id, href, 'media-type': type, ...more });
  const xhtml = 'application/xhtml+xml';
  return `${declaration}${element(
    'package',
    {
      xmlns: 'http://www.idpf.org/2007/opf',
      version: '3.0',
      'unique-identifier': 'id',
      'xml:lang': languages[language].htmlLang
    },
    metadata,
    element(
      'manifest',
      {},
      file('indice', 'indice.xhtml', xhtml, { properties: 'nav' }),
      file('leccion', 'leccion.xhtml', xhtml),
      ...(radio ? [file('radio', 'radio.xhtml', xhtml, { 'media-overlay': overlay ? 'voz' : undefined })] : []),
      ...(overlay
        ? [file('voz', 'radio.smil', 'application/smil+xml'), file('sonido', 'radio.mp3', 'audio/mpeg')]
        : []),
      file('estilo', 'libro.css', 'text/css')
    ),
    element(
      'spine',
      {},
      element('itemref', { idref: 'leccion' }),
      ...(radio ? [element('itemref', { idref: 'radio' })] : [])
    )
  )}\n`;
}
