import * as v from 'valibot';

const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const size = v.pipe(v.number(), v.integer(), v.minValue(1));
const file = v.strictObject({
  /** Named by its hash: `/voice/espeak-ng.0123456789abcdef.js`. */
  url: v.pipe(v.string(), v.regex(/^\/voice\/[a-z-]+\.[0-9a-f]{16}\.[a-z]+$/)),
  bytes: size,
  sha256: hash
});

/** The embedded voice as a browser loads it (static/voice/voice.json). */
export const voiceFilesSchema = v.strictObject({
  /** Of both files: two versions are never mixed. */
  version: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
  /** The engine's JavaScript, as its package brings it. */
  engine: file,
  /** Of the engine's data, what our languages need. */
  data: file,
  /** Both as they travel. */
  compressedBytes: size
});
export type VoiceFiles = v.InferOutput<typeof voiceFilesSchema>;
