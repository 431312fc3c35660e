import { toEditionJson } from '#lib/export/edition-json.ts';
import { entriesOf, exportResponse } from '#lib/server/exports.ts';

export const prerender = true;
export const trailingSlash = 'never';
export const entries = () => entriesOf('script');
export const GET = ({ params }) => exportResponse('script', params, 'json', toEditionJson);
