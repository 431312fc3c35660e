import { numberIn, type Finding, type FindingGroup, type Study } from '#lib/domain/evidence.ts';
import type { Item } from '#lib/domain/item.ts';
import type { LanguageCode } from '#lib/domain/language.ts';
import type { Library } from '#lib/domain/library.ts';
import type { Recommendation } from '#lib/domain/recommendation.ts';
import { toUseLinks, type UseLink } from './views.ts';

/** One bar of the chart: a method, how many organizations had heard of it, how many said it was often used (per cent). */
export interface Bar {
  id: string;
  label: string;
  heard: { printed: string; share: number };
  often: { printed: string; share: number };
}

export interface StudyView {
  study: Study;
  charts: { id: 'access' | 'control'; bars: Bar[] }[];
  groups: (Omit<FindingGroup, 'findings'> & { findings: (Finding & { uses: UseLink[] })[] })[];
  recommendations: (Recommendation & { uses: UseLink[] })[];
}

/** What the study page shows: the chart's rows most often used first, every finding, every recommendation. */
export function toStudyView(library: Library, uses: Map<string, Item[]>, language: LanguageCode): StudyView {
  const usesOfFinding = (finding: Finding) => {
    const keys = [finding.id, ...Object.keys(finding.values).map((column) => `${finding.id}.${column}`)];
    return toUseLinks([...new Set(keys.flatMap((key) => uses.get(`finding:${key}`) ?? []))], language);
  };
  return {
    study: library.study,
    charts: (['access', 'control'] as const).map((id) => ({
      id,
      bars: (library.groups.find((group) => group.id === id)?.findings ?? [])
        .flatMap((finding) => toBar(finding, language) ?? [])
        .sort((a, b) => b.often.share - a.often.share)
    })),
    groups: library.groups.map((group) => ({
      ...group,
      findings: group.findings.map((finding) => ({ ...finding, uses: usesOfFinding(finding) }))
    })),
    recommendations: library.recommendations.map((recommendation) => ({
      ...recommendation,
      uses: toUseLinks(uses.get(`recommendation:${recommendation.id}`), language)
    }))
  };
}

function toBar(finding: Finding, language: LanguageCode): Bar | undefined {
  const { heard, often } = finding.values;
  const heardShare = heard === undefined ? undefined : numberIn(heard);
  const oftenShare = often === undefined ? undefined : numberIn(often);
  if (heard === undefined || often === undefined || heardShare === undefined || oftenShare === undefined)
    return undefined;
  return {
    id: finding.id,
    label: finding.label[language],
    heard: { printed: heard, share: heardShare },
    often: { printed: often, share: oftenShare }
  };
}
