import { toDocx } from '#lib/export/docx.ts';
import { entriesOf, exportResponse } from '#lib/server/exports.ts';

export const prerender = true;
export const trailingSlash = 'never';
export const entries = () => entriesOf('kit');
export const GET = ({ params }) => exportResponse('kit', params, 'docx', toDocx);
