import * as v from 'valibot';
import type { LanguageCode } from './language.ts';

const seconds = v.pipe(v.number(), v.minValue(0));
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

const bytes = v.pipe(v.number(), v.integer(), v.minValue(1));

/** `web` for pages and telephones, `station` for broadcasting (audio/presets.ts). */
const presetSchema = v.picklist(['web', 'station']);
export type AudioPreset = v.InferOutput<typeof presetSchema>;

const formatSchema = v.picklist(['mp3', 'opus', 'wav']);
export type AudioFormat = v.InferOutput<typeof formatSchema>;

const audioFileSchema = v.strictObject({
  preset: presetSchema,
  format: formatSchema,
  url: v.pipe(v.string(), v.regex(/^\/audio\/[a-z]+\/[a-z0-9-]+\.(?:mp3|opus|wav)$/)),
  bytes,
  sha256: hash
});
export type AudioFile = v.InferOutput<typeof audioFileSchema>;

/** Where people are heard too (`mixed`) or alone, and those of them who wish to be named. */
export const heardPeopleSchema = v.strictObject({
  voices: v.picklist(['mixed', 'people']),
  names: v.array(v.string())
});

const audioEntrySchema = v.strictObject({
  /** Where the site serves its MP3 for the web: `/audio/es/la-llamada-borrador.mp3`. */
  url: v.pipe(v.string(), v.regex(/^\/audio\/[a-z]+\/[a-z0-9-]+\.mp3$/)),
  seconds,
  /** Of that MP3, as is `sha256`. */
  bytes,
  /** What speaks: `espeak-ng es-419`. */
  voice: v.string(),
  /** Absent: the engine alone. */
  people: v.optional(heardPeopleSchema),
  /** Made from a text nobody has reviewed: says so at its start, in its name and in its tags. */
  draft: v.boolean(),
  /**
   * Cues that are spoken: where each begins in the programme, and how long it lasts with the breath after it. Guides
   * count their headings, paragraphs and list items from 1; their title is 0.
   */
  lines: v.array(
    v.strictObject({
      cue: v.pipe(v.number(), v.integer(), v.minValue(0)),
      startSeconds: seconds,
      durationSeconds: seconds
    })
  ),
  /** Files beside it, made of the same times: when each phrase begins (AudioTimings), and its captions as WebVTT. */
  timings: v.strictObject({ url: v.string(), captionsUrl: v.string(), sha256: hash }),
  sha256: hash,
  /** All files there are of it, that MP3 among them. */
  files: v.array(audioFileSchema),
  /** Hash of everything it was made from: while it is the same there is nothing to make. */
  made: hash
});
export type AudioEntry = v.InferOutput<typeof audioEntrySchema>;

/** What audio there is, by `<language>/<slug>` (static/audio/manifest.json). */
export const audioManifestSchema = v.record(v.string(), audioEntrySchema);
export type AudioManifest = v.InferOutput<typeof audioManifestSchema>;

export const audioKey = (language: LanguageCode, slug: string): string => `${language}/${slug}`;

/** Where the site serves a programme's file: `/audio/es/la-llamada-emisora-borrador.mp3`. */
export const audioUrl = ({
  language,
  slug,
  draft,
  preset,
  format
}: {
  language: LanguageCode;
  slug: string;
  draft: boolean;
  preset: AudioPreset;
  format: AudioFormat;
}): string =>
  `/audio/${audioKey(language, slug)}${preset === 'station' ? '-emisora' : ''}${draft ? '-borrador' : ''}.${format}`;

/** The file of a preset and format, if it has been made. */
export const fileOf = (
  { files }: Pick<AudioEntry, 'files'>,
  preset: AudioPreset,
  format: AudioFormat
): AudioFile | undefined => files.find((file) => file.preset === preset && file.format === format);
