import { audioKey } from '#lib/domain/audio.ts';
import { withHeardPhrases } from '#lib/domain/edition.ts';
import type { Kind } from '#lib/domain/kind.ts';
import { isLanguageCode, languageCodes, type LanguageCode } from '#lib/domain/language.ts';
import { itemsOf } from '#lib/domain/library.ts';
import { formatsOf } from '#lib/export/formats.ts';
import { platformsOf } from '#lib/export/platforms.ts';
import { readAudioTimings } from './audio-timings.ts';
import { audioRoot, getContent } from './content.ts';
import { editionMeans, writePlatformFile } from './platforms.ts';
import { editionIn } from './views.ts';

/** Every item of a kind in every language, for prerendering. */
export async function entriesOf(kind: Kind): Promise<{ lang: LanguageCode; slug: string }[]> {
  const { library } = await getContent();
  return itemsOf(library, kind).flatMap(({ slug }) => languageCodes.map((lang) => ({ lang, slug })));
}

/** Every file of a kind, for prerendering. */
export async function exportEntries(kind: Kind): Promise<{ lang: LanguageCode; slug: string; extension: string }[]> {
  const content = await getContent();
  return itemsOf(content.library, kind).flatMap((item) =>
    languageCodes.flatMap((lang) => {
      const edition = editionIn(content, item, lang);
      return [...formatsOf(kind), ...(edition ? platformsOf(edition) : [])].map(({ extension }) => ({
        lang,
        slug: item.slug,
        extension
      }));
    })
  );
}

/** One item's export as a response; 404 where there is no such item or format. */
export async function exportResponse(
  kind: Kind,
  { lang, slug, extension }: { lang: string; slug: string; extension: string }
): Promise<Response> {
  const content = await getContent();
  const item = content.library.items.find((one) => one.kind === kind && one.slug === slug);
  const edition = item && isLanguageCode(lang) ? editionIn(content, item, lang) : undefined;
  const platform = edition && platformsOf(edition).find((one) => one.extension === extension);
  if (platform)
    return new Response(new Uint8Array(await writePlatformFile(content, edition, platform)), {
      headers: { 'Content-Type': platform.mediaType }
    });
  const format = formatsOf(kind).find((one) => one.extension === extension);
  if (!edition || !format) return new Response('404\n', { status: 404 });
  const audio = item && content.audio[audioKey(edition.language, item.slug)];
  // Captions follow the audio phrase by phrase; every other file needs no more than when its lines begin.
  const heard =
    audio && (extension === 'srt' || extension === 'vtt')
      ? withHeardPhrases(edition, await readAudioTimings(audioRoot, audio))
      : edition;
  const written = await format.write(heard, editionMeans(content));
  return new Response(typeof written === 'string' ? written : new Uint8Array(written), {
    headers: { 'Content-Type': format.mediaType }
  });
}
