import { toDocx } from '#lib/export/docx.ts';
import { entriesOf, exportResponse } from '#lib/server/exports.ts';

export const prerender = true;
export const trailingSlash = 'never';
export const entries = () => entriesOf('guide');
export const GET = ({ params }) => exportResponse('guide', params, 'docx', toDocx);
