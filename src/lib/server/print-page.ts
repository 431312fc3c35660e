import type { Edition } from '#lib/domain/edition.ts';
import type { Item } from '#lib/domain/item.ts';
import { languageCodes, type LanguageCode } from '#lib/domain/language.ts';
import { itemsOf } from '#lib/domain/library.ts';
import {
  codePosterFilePath,
  codePosterPath,
  codeSizes,
  hearPath,
  printFilePath,
  shortCode,
  shortPath,
  type CodeSize
} from '#lib/domain/family-paths.ts';
import { printFiles, type PrintFile } from '#lib/domain/print.ts';
import { toQrCode, type QrCode } from '#lib/domain/qr.ts';
import type { Source } from '#lib/domain/sources.ts';
import { exportFileName, exportFormats } from '#lib/export/formats.ts';
import { toCodePoster, toPrint, type CodePoster, type Print } from '#lib/export/print.ts';
import { toCodePosterPdf, toPrintPdf } from '#lib/export/print-pdf.ts';
import { getContent, type Content } from './content.ts';
import { entriesOf } from './exports.ts';
import { exportMeans } from './fonts.ts';
import { siteOrigin } from './site-origin.ts';
import { editionIn, toItemCards, type ItemCard } from './views.ts';

type PrintItem = Extract<Item, { kind: 'print' }>;

/** A file to print. */
export interface PrintLink {
  file: PrintFile | CodeSize;
  path: string;
  /** As what it is stored. */
  name: string;
}

/** What families can print: papers of their own, and a poster for each guide. */
export interface PrintIndex {
  prints: { card: ItemCard; form: PrintItem['form']; files: PrintLink[] }[];
  codes: { path: string; title: string; code: string }[];
}

export const toPrintIndex = (content: Content, language: LanguageCode): PrintIndex => ({
  prints: toItemCards(content, 'print', language).flatMap((card) =>
    card.item.kind === 'print' ? [{ card, form: card.item.form, files: toLinks(card, card.item, language) }] : []
  ),
  codes: toItemCards(content, 'guide', language).map(({ item, title }) => ({
    path: codePosterPath(language, item),
    title,
    code: shortCode(language, item)
  }))
});

const toLinks = (
  { textLanguage, draft }: Pick<ItemCard, 'textLanguage' | 'draft'>,
  item: PrintItem,
  language: LanguageCode
): PrintLink[] =>
  printFiles[item.form].map((file) => ({
    file,
    path: printFilePath(language, item, file),
    name: exportFileName({ item, language: textLanguage, draft }, 'pdf', file)
  }));

/** One print as its page shows it. */
export interface PrintPage {
  card: ItemCard;
  text: Print['texts'][number];
  form: PrintItem['form'];
  files: PrintLink[];
  sources: Source[];
}

interface FoundPrint {
  item: PrintItem;
  /** In the language one reads, then in the others that have it. */
  editions: Edition[];
}

function findPrint(content: Content, slug: string, language: LanguageCode): FoundPrint | undefined {
  const item = content.library.items.find((one): one is PrintItem => one.kind === 'print' && one.slug === slug);
  if (!item) return undefined;
  const editions = [language, ...languageCodes.filter((code) => code !== language)]
    .filter((code) => item.texts[code])
    .flatMap((code) => editionIn(content, item, code) ?? []);
  return { item, editions };
}

export function toPrintPage(content: Content, slug: string, language: LanguageCode): PrintPage | undefined {
  const found = findPrint(content, slug, language);
  const [edition] = found?.editions ?? [];
  const card = toItemCards(content, 'print', language).find(({ item }) => item.slug === slug);
  if (!found || !edition || !card) return undefined;
  const { form } = found.item;
  const [text] = toPrint(form, [edition], content.library).texts;
  return text && { card, text, form, files: toLinks(card, found.item, language), sources: edition.sources };
}

export const printFileEntries = async () =>
  (await printEntries()).flatMap((entry) => {
    const { form, ...address } = entry;
    return printFiles[form].map((file) => ({ ...address, file }));
  });

async function printEntries(): Promise<{ lang: LanguageCode; slug: string; form: PrintItem['form'] }[]> {
  const { library } = await getContent();
  return itemsOf(library, 'print').flatMap((item) =>
    item.kind === 'print' ? languageCodes.map((lang) => ({ lang, slug: item.slug, form: item.form })) : []
  );
}

const mediaType = exportFormats.find(({ extension }) => extension === 'pdf')?.mediaType ?? '';
const pdfResponse = (bytes: Uint8Array) =>
  new Response(new Uint8Array(bytes), { headers: { 'Content-Type': mediaType } });
const notFound = () => new Response('404\n', { status: 404 });

/** A print's file as a response; 404 where there is no such print or file. */
export async function printResponse(slug: string, name: string, language: LanguageCode): Promise<Response> {
  const { library, ...content } = await getContent();
  const found = findPrint({ library, ...content }, slug, language);
  const file = found && printFiles[found.item.form].find((one) => one === name);
  if (!found || !file) return notFound();
  return pdfResponse(await toPrintPdf(toPrint(found.item.form, found.editions, library), file, exportMeans));
}

/** The poster of a guide's short address as its page shows it. */
export interface CodePosterPage {
  poster: CodePoster;
  /** What is drawn until the page knows its own address; undefined where the build was not told it. */
  qr: QrCode | undefined;
  path: string;
  guidePath: string;
  textLanguage: LanguageCode;
  files: PrintLink[];
}

function findPoster(content: Content, slug: string, language: LanguageCode) {
  const item = itemsOf(content.library, 'guide').find((one) => one.slug === slug);
  const edition = item && editionIn(content, item, language);
  return edition && { edition, poster: toCodePoster(edition, content.library, siteOrigin()) };
}

export function toCodePosterPage(content: Content, slug: string, language: LanguageCode): CodePosterPage | undefined {
  const found = findPoster(content, slug, language);
  if (!found) return undefined;
  const { poster, edition } = found;
  const { item } = edition;
  return {
    poster,
    qr: poster.address === undefined ? undefined : toQrCode(poster.address),
    path: shortPath(poster.code),
    guidePath: hearPath(language, item),
    textLanguage: edition.language,
    files: codeSizes.map((size) => ({
      file: size,
      path: codePosterFilePath(language, item, size),
      name: exportFileName({ item, language: edition.language, draft: edition.draft }, 'pdf', size)
    }))
  };
}

export const codePosterFileEntries = async () =>
  (await entriesOf('guide')).flatMap((entry) => codeSizes.map((size) => ({ ...entry, size })));

/** A poster's file as a response; 404 where there is no such guide or size. */
export async function codePosterResponse(slug: string, name: string, language: LanguageCode): Promise<Response> {
  const found = findPoster(await getContent(), slug, language);
  const size = codeSizes.find((one) => one === name);
  return found && size ? pdfResponse(await toCodePosterPdf(found.poster, size, exportMeans)) : notFound();
}

/** Where every short address leads, for prerendering. */
export interface ShortAddress {
  code: string;
  language: LanguageCode;
  title: string;
  path: string;
}

export const toShortAddresses = (content: Content): ShortAddress[] =>
  languageCodes.flatMap((language) =>
    toItemCards(content, 'guide', language).map(({ item, title }) => ({
      code: shortCode(language, item),
      language,
      title,
      path: hearPath(language, item)
    }))
  );
