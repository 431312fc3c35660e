import { getContent } from '#lib/server/content.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async () => ({ glossary: (await getContent()).library.glossary });
