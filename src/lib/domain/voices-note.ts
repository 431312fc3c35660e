import type { AudioEntry } from './audio.ts';

/**
 * Whose voices an audio has, as its tags say it. Nobody takes an engine for a person; people are named only as they wish.
 *
 * @param voice What speaks where no person does: `espeak-ng es-419`.
 */
export function voicesNote(voice: string, people: AudioEntry['people']): string {
  const synthetic = `Voz sintética (${voice}).`;
  if (!people) return synthetic;
  const named =
    people.names.length > 0
      ? `Con las voces de ${new Intl.ListFormat('es').format(people.names)}.`
      : 'Hablan personas.';
  return people.voices === 'people' ? named : `${named} También hay voz sintética (${voice}).`;
}
