import { lessonPaperAt } from '#lib/domain/paths.ts';

export const match = (slug: string): boolean => lessonPaperAt(slug) !== undefined;
