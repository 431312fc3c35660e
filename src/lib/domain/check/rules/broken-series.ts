import { issueAt, startOf, type Issue } from '../../issue.ts';
import type { Item } from '../../item.ts';
import { itemsOf } from '../../library.ts';
import type { Series } from '../../series.ts';
import type { CheckContext, Rule } from '../rule.ts';

type Script = Extract<Item, { kind: 'script' }>;

/** A serial whose episodes, people or recaps do not fit together. */
export const brokenSeries: Rule = {
  id: 'broken-series',
  check(context) {
    const scripts = itemsOf(context.library, 'script');
    return [
      ...scripts.flatMap((script) => checkEpisode(script, context)),
      ...context.library.series.flatMap((series) => checkOrder(series, scripts, context))
    ];
  }
};

function checkEpisode(script: Script, { library, places }: CheckContext): Issue[] {
  if (!script.series) return [];
  const { id, episode } = script.series;
  const placeOf = (...path: (string | number)[]) => places.get(`item:${script.slug}`)?.(path) ?? startOf(script.file);
  const series = library.series.find((one) => one.id === id);
  if (!series) {
    const known = library.series.map((one) => one.id).join(', ');
    return [issueAt(placeOf('series', 'id'), 'broken-series', `No hay una serie «${id}». Hay: ${known || 'ninguna'}.`)];
  }
  const issues: Issue[] = [];
  if (series.episodes[episode - 1]?.script !== script.slug)
    issues.push(
      issueAt(
        placeOf('series', 'episode'),
        'broken-series',
        `content/series/${id}.yaml no tiene este guion como capítulo ${episode}. Corrija el número o la serie.`
      )
    );
  script.cast.forEach((member, index) => {
    if (/^presenter|^announcer$/.test(member.voice)) return;
    const known = series.characters.find((character) => character.id === member.id);
    const message = !known
      ? `«${member.id}» no está en los personajes de la serie. Póngalo en content/series/${id}.yaml.`
      : known.voice !== member.voice || known.name.es !== member.name.es || known.name.quz !== member.name.quz
        ? `«${member.id}» tiene otro nombre u otra voz en content/series/${id}.yaml. Es la misma persona en todos los capítulos.`
        : undefined;
    if (message) issues.push(issueAt(placeOf('cast', index), 'broken-series', message));
  });
  return issues;
}

function checkOrder(series: Series, scripts: Script[], { places }: CheckContext): Issue[] {
  return series.episodes.flatMap(({ script, recap }, index) => {
    const at = places.get(`series:${series.id}`)?.(['episodes', index]) ?? startOf(`content/series/${series.id}.yaml`);
    const item = scripts.find(({ slug }) => slug === script);
    const message =
      item?.series?.id !== series.id
        ? `«${script}» no es un guion de esta serie. Escríbalo, o ponga series en su item.yaml.`
        : index > 0 && !recap
          ? 'Falta recap: quien no oyó el capítulo anterior no entendería.'
          : undefined;
    return message ? [issueAt(at, 'broken-series', message)] : [];
  });
}
