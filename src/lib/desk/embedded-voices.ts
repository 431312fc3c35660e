import type { CastVoice, ItemVoices } from '#lib/domain/casting.ts';

/** Here only the embedded voice speaks, whoever else is cast. */
export const embeddedVoices = ({ cast, presenter, announcer }: ItemVoices): ItemVoices => ({
  cast: Object.fromEntries(Object.entries(cast).map(([id, voice]) => [id, embedded(voice)])),
  presenter: embedded(presenter),
  announcer: embedded(announcer)
});
const embedded = (voice: CastVoice): CastVoice => (voice.provider === 'espeak' ? voice : (voice.fallback ?? voice));
