import type { Edition } from '#lib/domain/edition.ts';
import type { Kind } from '#lib/domain/kind.ts';
import { isLanguageCode, languageCodes, type LanguageCode } from '#lib/domain/language.ts';
import { itemsOf } from '#lib/domain/library.ts';
import { getContent } from './content.ts';
import { mediaTypes } from './media-types.ts';
import { editionIn } from './views.ts';

/** Every export of a kind, for prerendering. */
export async function entriesOf(kind: Kind): Promise<{ lang: LanguageCode; slug: string }[]> {
  const { library } = await getContent();
  return itemsOf(library, kind).flatMap(({ slug }) => languageCodes.map((lang) => ({ lang, slug })));
}

/** One item's export as a response; 404 where there is no such item. */
export async function exportResponse(
  kind: Kind,
  { lang, slug }: { lang: string; slug: string },
  extension: keyof typeof mediaTypes,
  write: (edition: Edition) => string | Uint8Array | Promise<string | Uint8Array>
): Promise<Response> {
  const content = await getContent();
  const item = content.library.items.find((one) => one.kind === kind && one.slug === slug);
  const edition = item && isLanguageCode(lang) ? editionIn(content, item, lang) : undefined;
  if (!edition) return new Response('404\n', { status: 404 });
  const written = await write(edition);
  return new Response(typeof written === 'string' ? written : new Uint8Array(written), {
    headers: { 'Content-Type': mediaTypes[extension] }
  });
}
