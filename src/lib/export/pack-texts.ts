import type { Contact } from '#lib/domain/contact.ts';
import { openBlanks, type Edition } from '#lib/domain/edition.ts';
import type { LanguageCode } from '#lib/domain/language.ts';
import { localOffices, stationLine, type Station } from '#lib/domain/station.ts';
import { formatClock } from '#lib/domain/timing.ts';
import { formatDate } from '#lib/i18n/format.ts';
import type { PackContent, PackPaths } from './pack.ts';
import type { PackTranslate } from './pack-words.ts';

const licenceUrl = 'https://creativecommons.org/licenses/by/4.0/';

/** For old editors: a byte-order mark, and lines that end in CRLF. */
const toText = (lines: readonly (string | false | undefined)[]): string =>
  `\uFEFF${lines.filter((line) => typeof line === 'string').join('\r\n')}\r\n`;

/** What is in a pack and what to do before going on air. */
export function toReadme(content: PackContent, paths: PackPaths, t: PackTranslate, language: LanguageCode): string {
  const { scripts, kits, languages, catalog, station, rundown } = content;
  const drafts = [...scripts.map(({ edition }) => edition), ...kits].filter(({ draft }) => draft).length;
  const slate = Math.round(Math.max(0, ...scripts.map(({ audio }) => audio?.slateSeconds ?? 0)));
  const folders = (part: 'scripts' | 'kits') => languages.map((code) => `${paths.folder(part, code)}/`).join(', ');
  const files = (path: (code: LanguageCode) => string) => languages.map(path).join(', ');
  return toText([
    t('packFile.readme.title'),
    stationLine(station) || t('packFile.readme.noStation'),
    t('packFile.readme.library', { version: catalog.version }),
    '',
    ...(drafts > 0 ? [t('packFile.readme.draft', { count: drafts }), ''] : []),
    t('packFile.readme.contents'),
    '',
    `${folders('scripts')}: ${t('packFile.readme.scripts')}.`,
    ...(scripts.some(({ audio }) => audio)
      ? [
          `audio/: ${t('packFile.readme.audio')}.`,
          slate > 0 && t('packFile.readme.slate', { seconds: slate }),
          `${files(paths.list)}: ${t('packFile.readme.list')}.`
        ]
      : []),
    ...(rundown ? [`${paths.rundown('*')}: ${t('packFile.readme.rundown')}.`] : []),
    `${folders('kits')}: ${t('packFile.readme.kits')}.`,
    `${files(paths.contacts)}: ${t('packFile.readme.contacts')}.`,
    `${files(paths.licence)}: ${t('packFile.readme.licence')}.`,
    `${paths.manifest}: ${t('packFile.readme.manifest')}.`,
    '',
    t('packFile.readme.before'),
    '',
    t('help.beforeAir'),
    station.quechua !== 'collao' && languages.includes('quz') && t('station.varietyOther'),
    '',
    t('packFile.readme.texts'),
    ...scripts
      .filter(({ edition }) => edition.language === language || !languages.includes(language))
      .flatMap(({ edition, audio }) => describeScript(edition, audio, t))
  ]);
}

function describeScript(edition: Edition, audio: PackContent['scripts'][number]['audio'], t: PackTranslate): string[] {
  const { item, text, draft, version, script } = edition;
  const open = openBlanks(edition).length;
  const facts = [
    draft && t('item.draft'),
    item.kind === 'script' && t(`formats.${item.format}`),
    formatClock(audio?.seconds ?? script?.seconds ?? 0),
    t('item.version', { hash: version })
  ];
  const notes = [
    open > 0 && t('packFile.readme.open', { count: open }),
    audio ? audio.tones && t('packFile.readme.tones') : t('packFile.readme.noAudio')
  ];
  const isText = (part: string | false): part is string => typeof part === 'string';
  return [
    '',
    `${text.title}`,
    `  ${facts.filter(isText).join(' · ')}`,
    ...notes.filter(isText).map((note) => `  ${note}`)
  ];
}

/** Whom to ask for help: the station's own offices, then every contact that the pack's texts name. */
export function toContactList(
  editions: readonly Edition[],
  station: Station,
  t: PackTranslate,
  language: LanguageCode
): string {
  const near = localOffices.flatMap((office) => {
    const { place, phone } = station.contacts[office];
    return place || phone ? [`${t(`station.office.${office}`)}: ${[place, phone].filter(Boolean).join(' · ')}`] : [];
  });
  const contacts = new Map<string, Contact>();
  for (const { sources } of editions)
    for (const source of sources) if (source.type === 'contact') contacts.set(source.contact.id, source.contact);
  return toText([
    t('help.title').toLocaleUpperCase('es'),
    '',
    t('help.lead'),
    t('help.beforeAir'),
    '',
    t('packFile.contacts.near'),
    '',
    ...(near.length > 0 ? [...near, t('packFile.contacts.nearNote')] : [t('packFile.contacts.none')]),
    ...[...contacts.values()].flatMap((contact) => ['', ...describeContact(contact, station, t, language)])
  ]);
}

function describeContact(contact: Contact, station: Station, t: PackTranslate, language: LanguageCode): string[] {
  const { name, number, url, who, hours, free, anonymous, verifiedByCall, checkedOn, note } = contact;
  const office = localOffices.find((one) => one === contact.id);
  const own = office ? [station.contacts[office].place, station.contacts[office].phone] : [];
  return [
    `${name[language]}: ${[number, url, ...own].filter(Boolean).join(' · ') || t('packFile.contacts.noNumber')}`,
    `  ${t('help.for')}: ${contact.for[language]}`,
    `  ${t('packFile.contacts.who')}: ${who[language]}`,
    `  ${t('help.hours')}: ${hours?.[language] ?? t('help.hoursUnknown')}`,
    `  ${t('help.cost')}: ${t(free === null ? 'help.costUnknown' : free ? 'help.free' : 'help.paid')}`,
    `  ${t('help.name')} ${t(`help.anonymous.${anonymous}`)}`,
    ...(note ? [`  ${note[language]}`] : []),
    `  ${
      verifiedByCall
        ? t('help.verified', { date: formatDate(verifiedByCall.on) })
        : t('help.notCalled', { date: formatDate(checkedOn) })
    }`
  ];
}

/** What may be done with a pack, and whom to name (LICENSE and NOTICE in plain words). */
export const toLicenceText = (t: PackTranslate): string =>
  toText([
    t('packFile.licence.title'),
    '',
    t('packFile.licence.terms', { url: licenceUrl }),
    '',
    t('packFile.licence.may'),
    '',
    t('packFile.licence.credit', { titles: t('packFile.licence.creditTitles') }),
    licenceUrl,
    '',
    t('packFile.licence.draft'),
    '',
    t('packFile.licence.study'),
    '',
    t('packFile.licence.voice'),
    '',
    t('packFile.licence.station')
  ]);
