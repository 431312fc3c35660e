import { toLibraryJson } from '#lib/export/library-json.ts';
import { getContent } from '#lib/server/content.ts';

export const prerender = true;
export const trailingSlash = 'never';

export async function GET() {
  const { library, audio } = await getContent();
  return Response.json(toLibraryJson(library, audio));
}
