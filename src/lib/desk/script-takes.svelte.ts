import type { CutTake } from '#lib/audio/take.ts';
import { writeTakeWav } from '#lib/audio/take-wav.ts';
import type { LanguageCode } from '#lib/domain/language.ts';
import { takeAudioPath, type LineToRead } from '#lib/domain/takes.ts';
import { hashOf, type TakeWithAudio } from '#lib/export/takes-zip.ts';
import { deviceNow } from './clock.ts';
import { confirmTake, keepTakes, listTakes, readStoredAudio, removeTakes, type StoredTake } from './take-store.ts';

/** A script's takes on this device, as they stand after each change. */
export class ScriptTakes {
  stored: StoredTake[] = $state.raw([]);
  /** `blocked`: the browser keeps nothing (a private window, no room for a store). */
  state: 'loading' | 'ready' | 'blocked' = $state('loading');
  readonly script: { language: LanguageCode; slug: string };

  constructor(script: { language: LanguageCode; slug: string }) {
    this.script = script;
  }

  async load(): Promise<void> {
    try {
      this.stored = await listTakes(this.script);
      this.state = 'ready';
    } catch {
      this.state = 'blocked';
    }
  }

  /**
   * Keeps a line's take in the place of those it had.
   *
   * @throws FullError where the device has no room: the old ones are still there.
   */
  async keep({ cue, speaker, words }: LineToRead, take: CutTake, instead: readonly StoredTake[]): Promise<void> {
    const audio = writeTakeWav(take);
    const sha256 = hashOf(audio);
    const { seconds, loudness, verdict } = take;
    const kept: TakeWithAudio = {
      ...this.script,
      cue,
      speaker,
      words,
      seconds: Math.round(seconds * 1000) / 1000,
      loudness,
      clipped: verdict === 'clipped',
      recordedOn: deviceNow().date,
      sha256,
      file: takeAudioPath({ ...this.script, cue, sha256 }),
      audio
    };
    await keepTakes([kept], { instead: instead.map(({ id }) => id) });
    await this.load();
  }

  async confirm(take: StoredTake, words: string): Promise<void> {
    await confirmTake(take, words);
    await this.load();
  }

  async remove(takes: readonly StoredTake[]): Promise<void> {
    await removeTakes(takes.map(({ id }) => id));
    await this.load();
  }

  /** Every take with its audio, to be written into a file. */
  withAudio(): Promise<TakeWithAudio[]> {
    return Promise.all(this.stored.map(async ({ id, ...take }) => ({ ...take, audio: await readStoredAudio({ id }) })));
  }
}
