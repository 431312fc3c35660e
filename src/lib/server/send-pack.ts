import { fileOf } from '#lib/domain/audio.ts';
import { toCards } from '#lib/domain/card.ts';
import { linksIn, textOf, inlineRuns } from '#lib/domain/document.ts';
import { shapesOf } from '#lib/domain/drawing.ts';
import type { Edition } from '#lib/domain/edition.ts';
import type { Item } from '#lib/domain/item.ts';
import type { LanguageCode } from '#lib/domain/language.ts';
import { sendPath } from '#lib/domain/family-paths.ts';
import { withoutWriting } from '#lib/domain/writing-line.ts';
import { exportFileName } from '#lib/export/formats.ts';
import { toMessage } from '#lib/export/message.ts';
import { translateFor } from '#lib/i18n/translate.ts';
import { toCardPicture, type CardPicture } from './card-picture.ts';
import type { Content } from './content.ts';
import { editionIn } from './views.ts';

/** A file that is handed on. */
export interface SendFile {
  kind: 'text' | 'audio' | 'picture';
  path: string;
  /** As what it is stored, and seen by whoever gets it. */
  name: string;
  type: string;
  bytes: number;
}

/** What a guide is handed on as, and the bodies of the files that are made here. */
export interface SendPack {
  title: string;
  textLanguage: LanguageCode;
  draft: boolean;
  files: SendFile[];
  bodies: Map<string, Uint8Array>;
}

/** More than this is not handed on, in bytes. */
const mostBytes = 1_000_000;

const made = new Map<string, Promise<SendPack>>();

/** A guide's pack; undefined where there is no such guide. Made once for the same words. */
export function toSendPack(content: Content, slug: string, language: LanguageCode): Promise<SendPack> | undefined {
  const guide = content.library.items.find((item) => item.kind === 'guide' && item.slug === slug);
  const edition = guide && editionIn(content, guide, language);
  if (!edition) return undefined;
  const key = [language, slug, edition.version, content.audio[`${edition.language}/${slug}`]?.sha256].join();
  const pack = made.get(key) ?? makePack(content, edition, language);
  made.set(key, pack);
  return pack;
}

async function makePack(content: Content, edition: Edition, language: LanguageCode): Promise<SendPack> {
  const bodies = new Map<string, Uint8Array>();
  const add = (kind: SendFile['kind'], extension: string, type: string, body: Uint8Array): SendFile => {
    const name = exportFileName(edition, extension);
    bodies.set(name, body);
    return { kind, path: sendPath(language, edition.item.slug) + name, name, type, bytes: body.byteLength };
  };
  const text = add('text', 'txt', 'text/plain', new TextEncoder().encode(toMessage(edition)));
  const picture = add('picture', 'png', 'image/png', await toCardPicture(cardsOf(content, edition)));
  const files = [text, ...audioOf(content, edition), picture];
  return { title: edition.text.title, textLanguage: edition.language, draft: edition.draft, files, bodies };
}

/** The small format: less to pay for, and every telephone that has a browser plays it. */
function audioOf({ audio }: Content, edition: Edition): SendFile[] {
  const entry = audio[`${edition.language}/${edition.item.slug}`];
  const file = entry && (fileOf(entry, 'web', 'opus') ?? fileOf(entry, 'web', 'mp3'));
  if (!file || file.bytes >= mostBytes) return [];
  const { url: path, format, bytes } = file;
  const type = format === 'opus' ? 'audio/ogg' : 'audio/mpeg';
  return [{ kind: 'audio', path, name: exportFileName(edition, format), type, bytes }];
}

function cardsOf({ library }: Content, { item, text, language, draft }: Edition): CardPicture {
  const { cards } = toCards(text.document.blocks, formOf(item));
  const help = withoutWriting(cards.at(-1)?.blocks ?? []);
  const numbers = new Map(library.contacts.map(({ id, number }) => [id, number]));
  const t = translateFor(language);
  return {
    title: text.title,
    rows: cards.map(({ title, drawing }) => {
      const found = library.drawings.find(({ id }) => id === drawing?.id);
      return { shapes: found && shapesOf(found), words: textOf(title) };
    }),
    help: [...inlineRuns(help)].map((run) => ({
      numbers: [
        ...new Set(
          [...linksIn(run)].flatMap(({ reference: { scheme, id } }) => (scheme === 'contact' && numbers.get(id)) || [])
        )
      ],
      words: textOf(run)
    })),
    foot: [t('home.title'), ...(draft ? [t('item.draft')] : [])].join(' · ')
  };
}

const formOf = (item: Item) => (item.kind === 'guide' ? item.form : 'cards');
