import type { AudioEntry } from '#lib/domain/audio.ts';
import type { Figure } from '#lib/domain/evidence.ts';
import type { LanguageCode } from '#lib/domain/language.ts';
import type { Source } from '#lib/domain/sources.ts';
import { formatClock } from '#lib/domain/timing.ts';
import type { ReadingTranslate, Translate } from './create-translate.ts';

const numerals = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** A printed value as our readers write it: `51.7%` → `51,7 %`, `four` → `4`. The registry keeps it as the study prints it. */
export function formatValue(value: string): string {
  const counted = numerals.indexOf(value);
  if (counted >= 0) return String(counted);
  const tidy = value.replace(/(\d)\.\s+(\d)/g, '$1.$2').replace(/(\d)\s*%/g, '$1\u00a0%');
  return tidy.replace(/(\d),(?=\d{3}(?!\d))/g, '$1\u00a0').replace(/(\d)\.(\d)/g, '$1,$2');
}

/** `Table 1` → `Tabla 1`, `Section 4.2` → `sección 4.2`; anything else as it is. */
export function formatPlaceInStudy(source: string, t: Translate): string {
  const [, kind, number] = /^(Table|Section)s?\s+([\d.,\s]+)$/.exec(source) ?? [];
  if (kind === 'Table') return t('sources.table', { number: number ?? '' });
  return kind === 'Section' ? t('sources.section', { number: number ?? '' }) : source;
}

const months = ['ene', 'feb', 'mar', 'abr', 'may', 'jun', 'jul', 'ago', 'set', 'oct', 'nov', 'dic'];

/** A date the same in every language and machine: `23 nov 2026`. Intl has no Cusco Quechua. */
export function formatDate(date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${day} ${months[(month ?? 1) - 1]} ${year}`;
}

/** Which words say whose voices an audio has: nobody is called a machine, and no machine a person. */
export const audioNoteKey = ({ people }: Pick<AudioEntry, 'people'>) =>
  people === undefined ? 'item.audioNote' : people.voices === 'mixed' ? 'item.audioNoteMixed' : 'item.audioNotePeople';

export const formatSize = (bytes: number): string =>
  bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1000))} kB`
    : `${(bytes / 1_000_000).toFixed(1).replace('.', ',')} MB`;

/** A source in two lines: what it says, and where that stands. */
export function describeSource(
  source: Source,
  language: LanguageCode,
  t: Translate
): { title: string; detail: string } {
  switch (source.type) {
    case 'finding':
      return describeFigure(source.figure, language, t);
    case 'fact': {
      const { fact } = source;
      return {
        title: fact.claim[language],
        detail: t('sources.factDetail', {
          source: fact.source.title,
          checked: formatDate(fact.checkedOn),
          confidence: t(`sources.${fact.confidence}`)
        })
      };
    }
    case 'contact': {
      const { contact } = source;
      return {
        title: [contact.name[language], contact.number ?? contact.url].filter(Boolean).join(': '),
        detail: [
          contact.for[language],
          contact.verifiedByCall
            ? t('help.verified', { date: formatDate(contact.verifiedByCall.on) })
            : t('help.notCalled', { date: formatDate(contact.checkedOn) })
        ].join(' ')
      };
    }
    case 'recommendation':
      return {
        title: `${source.recommendation.id}. ${source.recommendation.text[language]}`,
        detail: t('sources.recommendationDetail', { section: source.recommendation.section })
      };
  }
}

/** Sources where paper is short: what is true of all contacts is said once, in the note. */
export function describeBriefly(
  sources: readonly Source[],
  language: LanguageCode,
  t: ReadingTranslate
): { described: { title: string; detail: string }[]; note: string | undefined } {
  const contacts = sources.flatMap((source) => (source.type === 'contact' ? [source.contact] : []));
  const [date, ...others] = new Set(contacts.map(({ checkedOn }) => checkedOn));
  const alike = date !== undefined && others.length === 0 && contacts.every(({ verifiedByCall }) => !verifiedByCall);
  return {
    described: sources.map((source) => {
      const words = describeSource(source, language, t);
      return alike && source.type === 'contact' ? { ...words, detail: source.contact.for[language] } : words;
    }),
    note: alike ? t('prints.notCalled', { date: formatDate(date) }) : undefined
  };
}

function describeFigure(figure: Figure, language: LanguageCode, t: Translate): { title: string; detail: string } {
  const place = formatPlaceInStudy(figure.source, t);
  if (figure.value === undefined)
    return {
      title: figure.finding.statement?.[language] ?? figure.finding.label[language],
      detail: t('sources.study', { place })
    };
  const title = `${figure.finding.label[language]}: ${formatValue(figure.value)}`;
  const detail =
    figure.counted === 'organizations' && figure.unit === 'percent'
      ? t(figure.column === 'heard' ? 'sources.heard' : figure.column === 'often' ? 'sources.often' : 'sources.share', {
          place
        })
      : t('sources.study', { place });
  return {
    title,
    detail: figure.finding.quotedFrom ? `${detail} ${t('sources.quoted', { from: figure.finding.quotedFrom })}` : detail
  };
}

/** A length as it stands beside a cue: `6 s`, and from a minute on `1:30`. */
export const formatSeconds = (seconds: number): string =>
  Math.round(seconds) < 60 ? `${Math.round(seconds)}\u00a0s` : formatClock(seconds);

/** A text of the operator's with its numbers and units on one line. */
export const keepUnits = (text: string): string => text.replace(/(\d) s\b/g, '$1\u00a0s');
