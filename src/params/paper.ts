import { lessonPaperAt } from '#lib/domain/school-paths.ts';

export const match = (slug: string): boolean => lessonPaperAt(slug) !== undefined;
