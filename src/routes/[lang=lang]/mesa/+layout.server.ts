import { toCatalog } from '#lib/server/catalog.ts';
import { getContent } from '#lib/server/content.ts';
import { readVoiceFiles } from '#lib/server/voice-files.ts';

export const load = async () => ({
  catalog: toCatalog(await getContent()),
  // Named in the page: a page and its voice are always of one version.
  voice: await readVoiceFiles('static/voice')
});
