import * as v from 'valibot';
import type { FieldIssue } from '#lib/domain/device-file.ts';
import { creditsSchema, takesFile, toTakesFile, type VoiceCredit } from '#lib/domain/takes.ts';
import { Stored } from './stored.svelte.ts';

/** How the people who have read wish to be named, on this device. Whoever is not here is not named. */
export const credits = new Stored<VoiceCredit[]>('credits', {
  parse: (value) => {
    const result = v.safeParse(creditsSchema, value);
    return result.success ? result.output : undefined;
  },
  initial: []
});

const isSame = (a: Omit<VoiceCredit, 'name'>, b: Omit<VoiceCredit, 'name'>): boolean =>
  a.language === b.language && a.slug === b.slug && a.speaker === b.speaker;

export const creditOf = (whom: Omit<VoiceCredit, 'name'>): string =>
  credits.current.find((one) => isSame(one, whom))?.name ?? '';

export function setCredit(credit: VoiceCredit): void {
  const others = credits.current.filter((one) => !isSame(one, credit));
  credits.set(credit.name.trim() === '' ? others : [...others, { ...credit, name: credit.name.trim() }]);
}

/** What is wrong with a credit, if anything. */
export const creditIssue = (credit: VoiceCredit): FieldIssue | undefined =>
  takesFile.parse(toTakesFile({ takes: [], credits: [credit] })).issues[0];
