import type { Edition } from '#lib/domain/edition.ts';
import { languages } from '#lib/domain/language.ts';
import { translateFor } from '#lib/i18n/translate.ts';
import { toArchive, type ArchiveFile } from './archive.ts';
import { withScrollingTables } from './html.ts';
import { activitiesHtml, formHtml, helpHtml, lessonHead, lessonParts, partHtml, sourcesHtml } from './lesson-html.ts';
import type { PlatformMeans } from './platforms.ts';
import { toSheet } from './sheet.ts';
import { element, escapeXml } from './xml.ts';

/** Parts that run as activities: their answers do not stand in the plan, before a class has tried. */
const playable = ['s-sort', 's-story', 's-check'];

/** A lesson as a folder that opens in a browser from a disk: `index.html`, its style and its one script. Same edition, same bytes. */
export const toHtmlZip = async (edition: Edition, means: PlatformMeans): Promise<Uint8Array> =>
  toArchive(await lessonFolder(edition, means));

/** What pages of the site say each for themselves: a finger finds every link. */
const more = `
summary { padding: 0.6rem 0; width: fit-content; }
.alarm h2 { margin-top: 0; }
`;

/** The files of that folder; `scripts` are further ones that its page loads. */
export async function lessonFolder(
  edition: Edition,
  means: PlatformMeans,
  scripts: readonly { path: string; content: string }[] = []
): Promise<ArchiveFile[]> {
  const activities = activitiesHtml(edition);
  const all = [
    ...scripts,
    ...(activities === '' ? [] : [{ path: 'actividades.js', content: await means.readScript('activities') }])
  ];
  return [
    {
      path: 'index.html',
      content: toPage(edition, { activities, form: formHtml(await means.readForm(edition)), scripts: all })
    },
    { path: 'leccion.css', content: (await means.readStyle()) + more },
    ...all
  ];
}

function toPage(
  edition: Edition,
  { activities, form, scripts }: { activities: string; form: string; scripts: readonly { path: string }[] }
): string {
  const { language } = edition;
  const t = translateFor(language);
  const { draft, title, summary } = toSheet(edition);
  const plan = lessonParts(edition).filter(({ id }) => activities === '' || !playable.includes(id));
  const link = (id: string, words: string) => element('li', {}, element('a', { href: `#${id}` }, words));
  const contents = plan.filter((part) => part.title !== '').map((part) => link(part.id, part.title));
  const html = element(
    'html',
    { lang: languages[language].htmlLang },
    element(
      'head',
      {},
      '<meta charset="utf-8">',
      '<meta name="viewport" content="width=device-width, initial-scale=1">',
      `<meta name="description" content="${escapeXml(summary)}">`,
      element('title', {}, escapeXml([draft?.mark, title].filter(Boolean).join(' · '))),
      '<link rel="stylesheet" href="leccion.css">',
      // A module may not be loaded from a disk: a plain script may, once the page is read.
      ...scripts.map(({ path }) => element('script', { src: path, defer: 'defer' }, ''))
    ),
    element(
      'body',
      {},
      element(
        'main',
        {},
        lessonHead(edition),
        element(
          'nav',
          { class: 'screen', 'aria-label': t('platforms.contents') },
          element(
            'ul',
            { class: 'tools' },
            activities === '' ? '' : link('actividades', escapeXml(t('lesson.pages.activities'))),
            link('sesion', escapeXml(t('lesson.pages.plan'))),
            link('fuentes', escapeXml(t('item.sources')))
          )
        ),
        activities === '' ? '' : element('div', { id: 'actividades' }, activities) + helpHtml(edition),
        element(
          'article',
          { class: 'prose', id: 'sesion' },
          element(
            'details',
            { class: 'screen' },
            element('summary', {}, escapeXml(t('platforms.contents'))),
            element('ul', { class: 'tools' }, ...contents)
          ),
          form,
          ...plan.map(partHtml)
        ),
        sourcesHtml(edition)
      )
    )
  );
  return `<!doctype html>\n${withScrollingTables(html, t)}\n`;
}
