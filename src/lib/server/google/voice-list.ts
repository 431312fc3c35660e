import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import type { Casting } from '#lib/domain/casting-file.ts';
import { chooseGoogleVoices, googleLanguages, type ListedVoice } from '#lib/domain/google-voices.ts';
import { FatalSpeechError } from '#lib/speech/voice.ts';
import { writeAtomically } from '../atomic-file.ts';
import type { GoogleProvider } from './google.ts';

const keptDays = 30;

const fileSchema = v.object({
  /** Milliseconds since 1970. */
  listedAt: v.number(),
  voices: v.array(v.object({ name: v.string(), gender: v.picklist(['female', 'male', 'other']) }))
});

/**
 * The service's voices, as it lists them: asked once a month, and kept beside the lines. A list kept is used, however old, where
 * the service cannot be asked: what has been said by then needs no credentials to be mixed again.
 *
 * @throws SpeechError when there is none and none can be had.
 */
async function readVoiceList(
  google: Pick<GoogleProvider, 'listVoices'>,
  { folder, now }: { folder: string; now: number }
): Promise<ListedVoice[]> {
  const file = path.join(folder, 'google-voices.json');
  const kept = await readFile(file, 'utf8')
    .then((source) => v.parse(fileSchema, JSON.parse(source)))
    .catch(() => undefined);
  if (kept && now - kept.listedAt < keptDays * 86_400_000) return kept.voices;
  try {
    const voices = await google.listVoices();
    await writeAtomically(file, `${JSON.stringify({ listedAt: now, voices })}\n`).catch(() => undefined);
    return voices;
  } catch (error) {
    if (kept) return kept.voices;
    throw error;
  }
}

/**
 * The casting with a voice of Google's for each part that is Google's; the same where none is.
 *
 * @throws FatalSpeechError with every voice that is named and not there; SpeechError when the list cannot be had.
 */
export async function withGoogleVoices(
  casting: Casting,
  google: Pick<GoogleProvider, 'listVoices'> | undefined,
  kept?: { folder: string; now: number }
): Promise<Casting> {
  const wanted = googleLanguages(casting);
  if (wanted.length === 0 || !google) return casting;
  const listed = kept ? await readVoiceList(google, kept) : await google.listVoices();
  const googleVoices: NonNullable<Casting['googleVoices']> = {};
  for (const language of wanted) {
    const { choice, problems } = chooseGoogleVoices(casting, language, listed);
    if (!choice) throw new FatalSpeechError(problems.join('\n'));
    googleVoices[language] = choice;
  }
  return { ...casting, googleVoices };
}
