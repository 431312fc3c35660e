import { exportEntries, exportResponse } from '#lib/server/exports.ts';

export const prerender = true;
export const trailingSlash = 'never';
export const entries = () => exportEntries('guide');
export const GET = ({ params }) => exportResponse('guide', params);
