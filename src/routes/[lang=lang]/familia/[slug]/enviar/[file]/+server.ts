import { isLanguageCode } from '#lib/domain/language.ts';
import { getContent } from '#lib/server/content.ts';
import { entriesOf } from '#lib/server/exports.ts';
import { toSendPack } from '#lib/server/send-pack.ts';
import type { EntryGenerator, RequestHandler } from './$types';

export const prerender = true;
export const trailingSlash = 'never';

export const entries: EntryGenerator = async () => {
  const content = await getContent();
  const packs = (await entriesOf('guide')).map(async ({ lang, slug }) => {
    const pack = await toSendPack(content, slug, lang);
    return [...(pack?.bodies.keys() ?? [])].map((file) => ({ lang, slug, file }));
  });
  return (await Promise.all(packs)).flat();
};

export const GET: RequestHandler = async ({ params: { lang, slug, file } }) => {
  const pack = isLanguageCode(lang) ? await toSendPack(await getContent(), slug, lang) : undefined;
  const body = pack?.bodies.get(file);
  const type = file.endsWith('.png') ? 'image/png' : 'text/plain; charset=utf-8';
  return body
    ? new Response(new Uint8Array(body), { headers: { 'Content-Type': type } })
    : new Response('404\n', { status: 404 });
};
