import { describe, expect, it } from 'vitest';
import { inlineRuns, linksIn } from '#lib/domain/document.ts';
import { formats } from '#lib/domain/kind.ts';
import { languageCodes } from '#lib/domain/language.ts';
import { itemsOf } from '#lib/domain/library.ts';
import { sourceAnchor } from '#lib/domain/reference.ts';
import { sourcesOf } from '#lib/domain/sources.ts';
import { readLibrary } from '#lib/server/library.ts';
import { toScriptGroups } from '#lib/server/script-groups.ts';
import { toKits, toScriptPage } from '#lib/server/script-page.ts';
import { toSeriesView } from '#lib/server/series-page.ts';

const { library } = await readLibrary('content');
if (!library) throw new Error('la biblioteca no se puede leer');
const content = { library, audio: {} };
const scripts = itemsOf(library, 'script');

describe('the list of scripts', () => {
  it.each(languageCodes)('in %s has each script once, by format, spots by their length', (language) => {
    const groups = toScriptGroups(content, language);
    const listed = groups.flatMap((group) => group.scripts.map(({ card }) => card.item.slug));
    expect([...listed].sort()).toEqual(scripts.map(({ slug }) => slug).sort());
    expect(new Set(groups.map(({ format }) => format))).toEqual(new Set(formats));
    expect(groups.filter(({ format }) => format === 'spot').map(({ slotSeconds }) => slotSeconds)).toEqual([
      15, 30, 60
    ]);
    for (const { format, scripts: ofGroup } of groups)
      for (const { card } of ofGroup) expect(card.item).toMatchObject({ kind: 'script', format });
  });
});

describe('a serial', () => {
  it.each(library.series.map(({ id }) => id))('%s leads from each episode to the one before and after', (id) => {
    const view = toSeriesView(content, id, 'quz');
    const slugs = view?.episodes.map(({ card }) => card.item.slug) ?? [];
    expect(slugs.length).toBeGreaterThanOrEqual(2);
    slugs.forEach((slug, index) => {
      const place = toScriptPage(content, slug, 'quz')?.episode;
      const path = (at: number) => (slugs[at] === undefined ? undefined : `/quz/radio/${slugs[at]}/`);
      expect(place).toMatchObject({ episode: index + 1, episodes: slugs.length });
      expect(place?.series.path).toBe(`/quz/radio/series/${id}/`);
      expect([place?.previous?.path, place?.next?.path]).toEqual([path(index - 1), path(index + 1)]);
    });
  });
});

describe('the kit of a script', () => {
  it.each(scripts.map(({ slug, message }) => [slug, message] as const))(
    '%s brings its message’s (%s), then what holds for every script',
    (slug, message) => {
      for (const language of languageCodes) {
        const page = toScriptPage(content, slug, language);
        const kits = page ? toKits(content, page.edition, language) : [];
        expect(page?.edition.kit.map(({ section }) => section?.id)).toEqual(['notes', 'questions']);
        expect(kits.map(({ item }) => item.message)).toEqual([message, 'any']);
        expect(kits.flatMap(({ kit }) => kit.map(({ section }) => section?.id))).toEqual([
          'study',
          'say',
          'invite',
          'off-air',
          'case'
        ]);
      }
    }
  );

  it('lists a source for each claim it shows, and no other', () => {
    for (const { slug } of scripts) {
      const page = toScriptPage(content, slug, 'es');
      if (!page) throw new Error(slug);
      const runs = page.edition.kit.flatMap(({ blocks }) => [...inlineRuns(blocks)]);
      const anchors = new Set(
        runs
          .flatMap((run) => [...linksIn(run)])
          .filter(({ reference }) => reference.scheme !== 'blank' && reference.scheme !== 'term')
          .map(({ reference }) => sourceAnchor(reference))
      );
      expect(new Set(sourcesOf(page.edition.sources, runs).map(({ anchor }) => anchor))).toEqual(anchors);
    }
  });
});
