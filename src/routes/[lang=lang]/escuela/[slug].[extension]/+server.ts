import { exportEntries, exportResponse } from '#lib/server/exports.ts';

export const prerender = true;
export const trailingSlash = 'never';
export const entries = () => exportEntries('lesson');
export const GET = ({ params }) => exportResponse('lesson', params);
