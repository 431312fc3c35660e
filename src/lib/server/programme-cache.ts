import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { audioTimingsSchema } from '#lib/domain/audio-timings.ts';
import { writeAtomically } from './atomic-file.ts';
import { explainDiskError } from './disk-error.ts';
import { sha256 } from './line-cache.ts';
import type { ProgrammeAudio, ProgrammePlan } from './programme-audio.ts';

/** One file of a programme and what was heard when. */
export interface KeptProgramme extends Pick<ProgrammeAudio, 'seconds' | 'voice' | 'lines' | 'timings'> {
  bytes: Uint8Array;
}

const seconds = v.pipe(v.number(), v.minValue(0));
const headerSchema = v.object({
  seconds,
  voice: v.string(),
  lines: v.array(v.object({ cue: v.number(), startSeconds: seconds, durationSeconds: seconds })),
  timings: audioTimingsSchema,
  sha256: v.string()
});

/**
 * Finished programmes by the hash of what they are made from: stations that hear the same share one. A file that does not
 * match its own hash counts as missing.
 */
export function createProgrammeCache(folder: string) {
  const fileOf = ({ made }: Pick<ProgrammePlan, 'made'>) => path.join(folder, made.slice(0, 2), `${made}.programme`);
  return {
    async read(plan: Pick<ProgrammePlan, 'made'>): Promise<KeptProgramme | undefined> {
      try {
        const file = await readFile(fileOf(plan));
        const cut = file.indexOf(0x0a);
        const { sha256: hash, ...header } = v.parse(
          headerSchema,
          JSON.parse(file.subarray(0, Math.max(0, cut)).toString('utf8'))
        );
        const bytes = file.subarray(cut + 1);
        return sha256(bytes) === hash ? { ...header, bytes } : undefined;
      } catch {
        return undefined;
      }
    },
    /** @throws DiskError */
    async write(plan: Pick<ProgrammePlan, 'made'>, { bytes, ...header }: KeptProgramme): Promise<void> {
      const head = Buffer.from(`${JSON.stringify({ ...header, sha256: sha256(bytes) })}\n`);
      await writeAtomically(fileOf(plan), Buffer.concat([head, bytes])).catch((error: unknown) => {
        throw explainDiskError(error, folder);
      });
    }
  };
}
