import { toDocx } from '#lib/export/docx.ts';
import { entriesOf, exportResponse } from '#lib/server/exports.ts';

export const prerender = true;
export const trailingSlash = 'never';
export const entries = () => entriesOf('lesson');
export const GET = ({ params }) => exportResponse('lesson', params, 'docx', toDocx);
