import type { CastVoice, ProviderId } from '#lib/domain/casting.ts';
import type { LanguageCode } from '#lib/domain/language.ts';
import { toEngineText } from './espeak-text.ts';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escapeXml = (text: string): string => text.replace(/[&<>]/g, (character) => escapes[character] ?? '');

/** With a mark before each word, so that the service tells when it begins. A mark is not charged for. */
const toMarked = (spoken: string): string =>
  `<speak>${spoken
    .split(/\s+/)
    .map((word, index) => `<mark name="${index}"/>${escapeXml(word)}`)
    .join(' ')}</speak>`;

type ToText = (spoken: string, context: { language: LanguageCode; voice: Pick<CastVoice, 'marks'> }) => string;

const notations: Record<ProviderId, ToText> = {
  espeak: (spoken, { language }) => toEngineText(spoken, language),
  google: (spoken, { voice }) => (voice.marks ? toMarked(spoken.trim()) : spoken.trim()),
  recorded: (spoken) => spoken
};

/** Spoken words as a provider is to get them. */
export const toProviderText = (provider: ProviderId, ...rest: Parameters<ToText>): string =>
  notations[provider](...rest);

/** How many words a text of toProviderText has marked. */
export const markedWords = (text: string): number => text.split('<mark ').length - 1;
