import { toCatalog } from '#lib/server/catalog.ts';
import { getContent } from '#lib/server/content.ts';

export const load = async () => ({ catalog: toCatalog(await getContent()) });
