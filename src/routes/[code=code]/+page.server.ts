import { error } from '@sveltejs/kit';
import { getContent } from '#lib/server/content.ts';
import { toShortAddresses } from '#lib/server/print-page.ts';
import type { EntryGenerator, PageServerLoad } from './$types';

export const entries: EntryGenerator = async () => toShortAddresses(await getContent()).map(({ code }) => ({ code }));

export const load: PageServerLoad = async ({ params }) => {
  const address = toShortAddresses(await getContent()).find(({ code }) => code === params.code);
  return { address: address ?? error(404) };
};
