import { compareIssues, type Issue } from '../issue.ts';
import type { CheckContext, Rule } from './rule.ts';
import { badActivity } from './rules/bad-activity.ts';
import { badCue } from './rules/bad-cue.ts';
import { badDrawing } from './rules/bad-drawing.ts';
import { badSpokenForm } from './rules/bad-spoken-form.ts';
import { badWordingRule } from './rules/bad-wording-rule.ts';
import { brokenSeries } from './rules/broken-series.ts';
import { citesNothing } from './rules/cites-nothing.ts';
import { differentClaims } from './rules/different-claims.ts';
import { expired } from './rules/expired.ts';
import { flaggedFinding } from './rules/flagged-finding.ts';
import { foreignLetters } from './rules/foreign-letters.ts';
import { guideCards } from './rules/guide-cards.ts';
import { halfTold } from './rules/half-told.ts';
import { hardToRead } from './rules/hard-to-read.ts';
import { heardAsSeen } from './rules/heard-as-seen.ts';
import { kitSections } from './rules/kit-sections.ts';
import { lessonForm } from './rules/lesson-form.ts';
import { lessonMinutes } from './rules/lesson-minutes.ts';
import { lessonSections } from './rules/lesson-sections.ts';
import { longLine } from './rules/long-line.ts';
import { longSentence } from './rules/long-sentence.ts';
import { missingTranslation } from './rules/missing-translation.ts';
import { noHelp } from './rules/no-help.ts';
import { noHours } from './rules/no-hours.ts';
import { noProtocol } from './rules/no-protocol.ts';
import { noStation } from './rules/no-station.ts';
import { noVoice } from './rules/no-voice.ts';
import { offSlot } from './rules/off-slot.ts';
import { quantityNotBorneOut } from './rules/quantity-not-borne-out.ts';
import { quantityWithoutSource } from './rules/quantity-without-source.ts';
import { sameHook } from './rules/same-hook.ts';
import { sameVoice } from './rules/same-voice.ts';
import { shareOfVictims } from './rules/share-of-victims.ts';
import { shortCodes } from './rules/short-codes.ts';
import { silentCast } from './rules/silent-cast.ts';
import { staleTranslation } from './rules/stale-translation.ts';
import { tooYoung } from './rules/too-young.ts';
import { unconfirmedFree } from './rules/unconfirmed-free.ts';
import { undatedStudy } from './rules/undated-study.ts';
import { unknownCite } from './rules/unknown-cite.ts';
import { unknownReference } from './rules/unknown-reference.ts';
import { unnamedOrganizations } from './rules/unnamed-organizations.ts';
import { unusedFinding } from './rules/unused-finding.ts';
import { unusedRecommendation } from './rules/unused-recommendation.ts';
import { wording } from './rules/wording.ts';
import { wrongRecommendation } from './rules/wrong-recommendation.ts';

/** Every rule; one file each in rules/. */
export const rules: Rule[] = [
  badActivity,
  badCue,
  badDrawing,
  badSpokenForm,
  badWordingRule,
  brokenSeries,
  citesNothing,
  differentClaims,
  expired,
  flaggedFinding,
  foreignLetters,
  guideCards,
  halfTold,
  hardToRead,
  heardAsSeen,
  kitSections,
  lessonForm,
  lessonMinutes,
  lessonSections,
  longLine,
  longSentence,
  missingTranslation,
  noHelp,
  noHours,
  noProtocol,
  noStation,
  noVoice,
  offSlot,
  quantityNotBorneOut,
  quantityWithoutSource,
  sameHook,
  sameVoice,
  shareOfVictims,
  shortCodes,
  silentCast,
  staleTranslation,
  tooYoung,
  unconfirmedFree,
  undatedStudy,
  unknownCite,
  unknownReference,
  unnamedOrganizations,
  unusedFinding,
  unusedRecommendation,
  wording,
  wrongRecommendation
];

/** Every problem of a library, sorted by place. */
export const checkLibrary = (context: CheckContext): Issue[] =>
  rules.flatMap((rule) => rule.check(context)).sort(compareIssues);
