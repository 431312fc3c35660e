import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import decode from 'audio-decode';
import { cutTake } from '#lib/audio/take.ts';
import { readTakeWav, type Pcm } from '#lib/audio/take-wav.ts';
import { fromPcm } from '#lib/audio/resample.ts';
import { toVisible } from '#lib/domain/device-file.ts';
import type { Programme } from '#lib/domain/programme.ts';
import {
  creditNames,
  matchTakes,
  takesFile,
  type LineToRead,
  type PersonTake,
  type TakesFile,
  type VoiceCredit
} from '#lib/domain/takes.ts';
import {
  audioProblem,
  openTakesZip,
  takesLimits,
  takesListName,
  type ArchiveIssue,
  type TakesIssue
} from '#lib/export/takes-zip.ts';
import { SpeechError, type LineReference, type SpeechProvider } from '#lib/speech/voice.ts';
import { explainFieldIssue } from './pack-stations.ts';

/** What people have read, for any programme that asks. */
export interface Recordings {
  /** Takes there are, of all programmes. */
  takes: number;
  /** Speaks with them: a line that it holds is a person's, whatever the casting says. */
  provider: SpeechProvider;
  /** Readers of a programme who wish to be named. */
  names(programme: Programme): string[];
}

interface FoundTake extends PersonTake {
  /** The ZIP or folder it lies in. */
  source: string;
  readAudio(): Promise<Uint8Array>;
}

const archiveWords: Record<ArchiveIssue['problem'], string> = {
  'not-zip': 'no es un ZIP o está cortado. Guárdelo de nuevo desde la mesa',
  'no-list': `no lleva ${takesListName}: es de otra cosa. Use uno guardado desde «Grabar» en la mesa`,
  'too-big': 'es demasiado grande para ser tomas. Guárdelo de nuevo, guion por guion',
  'no-audio': 'no está en el archivo. Se usa la voz sintética; guarde las tomas de nuevo',
  'damaged-audio':
    'no es el audio que se grabó: está dañado o cambiado. Se usa la voz sintética; guarde las tomas de nuevo'
};

/**
 * Takes from a ZIP of the desk, from one that has been unpacked (a folder with `tomas.json`), or from a folder of such.
 * What is damaged is reported with its file and left out; the others are used.
 *
 * @param report Gets a line for each problem, and once for each line whose words have changed since it was read.
 */
export async function readRecordings(target: string, report: (line: string) => void): Promise<Recordings> {
  const takes: FoundTake[] = [];
  const credits: VoiceCredit[] = [];
  for (const source of await sourcesIn(target, report)) {
    const opened = await openSource(source).catch((error: Error) => {
      report(`${toVisible(source)}: no se puede leer (${error.message}). Revise el nombre y los permisos.`);
      return undefined;
    });
    if (!opened) continue;
    if (!opened.list) {
      for (const issue of opened.issues)
        report(
          'file' in issue ? explainArchive(source, issue) : explainFieldIssue(`${source}/${takesListName}`, issue)
        );
      continue;
    }
    credits.push(...opened.list.credits);
    for (const take of opened.list.takes) {
      const problem = audioProblem(take, await opened.audioOf(take.file));
      if (problem) report(explainArchive(source, { file: take.file, problem }));
      else
        takes.push({
          ...take,
          source,
          readAudio: async () => (await opened.audioOf(take.file)) ?? new Uint8Array()
        });
    }
  }

  const told = new Set<string>();
  const tell = (line: string) => {
    if (!told.has(line)) report(line);
    told.add(line);
  };
  const matched = new WeakMap<readonly LineToRead[], ReadonlyMap<number, FoundTake>>();
  /** A script's lines that have been read in their very words, by cue. */
  const match = ({ language, slug, lines }: Omit<LineReference, 'cue' | 'spoken'>) => {
    const known = matched.get(lines);
    if (known) return known;
    const own = takes.filter((take) => take.language === language && take.slug === slug);
    const { current, stale } = matchTakes(lines, own);
    for (const [cue, take] of stale) {
      const now = lines.find((line) => line.cue === cue)?.words ?? '';
      tell(
        `${toVisible(take.source)}: ${slug} (${language}), indicación ${cue}: las palabras cambiaron y la toma no se usa. ` +
          `Antes: «${toVisible(take.words)}». Ahora: «${now}». Grábela de nuevo.`
      );
    }
    matched.set(lines, current);
    return current;
  };
  const bySound = new Map(takes.map((take) => [take.sha256, take]));
  return {
    takes: takes.length,
    provider: {
      provider: 'recorded',
      id: 'personas',
      version: '1',
      capabilities: () => ({
        speaks: true,
        wordTimes: 'none',
        ssml: false,
        rate: false,
        pitch: false,
        maxBytes: undefined,
        deterministic: true
      }),
      available: () => Promise.resolve({ ok: true }),
      holds: ({ cue, ...script }) => match(script).get(cue)?.sha256,
      async synthesize({ voice, text }) {
        const take = bySound.get(voice);
        if (!take) throw new SpeechError(`Ninguna toma dice «${text}».`);
        return { ...(await decodeTake(take)), wordSeconds: undefined };
      },
      close: () => Promise.resolve()
    },
    names(programme) {
      const { language, slug, lines } = programme;
      const current = match(programme);
      const speakers = lines.filter(({ cue }) => current.has(cue)).map(({ speaker }) => speaker);
      return creditNames(credits, { language, slug, speakers });
    }
  };
}

type Source =
  | { list: TakesFile; audioOf(file: string): Promise<Uint8Array | undefined> }
  | { list: undefined; issues: TakesIssue[] };

async function openSource(source: string): Promise<Source> {
  if ((await stat(source)).isDirectory()) {
    const { value, issues } = takesFile.parseSource(await readFile(path.join(source, takesListName), 'utf8'));
    if (!value) return { list: undefined, issues };
    // Names that leave the folder are no names of takes: the list's schema refuses them.
    return { list: value, audioOf: (file) => readWithin(path.join(source, file)) };
  }
  if ((await stat(source)).size > takesLimits.totalBytes)
    return { list: undefined, issues: [{ file: '', problem: 'too-big' }] };
  const opened = openTakesZip(await readFile(source));
  return opened.list ? { list: opened.list, audioOf: async (file) => opened.audioOf(file) } : opened;
}

async function readWithin(file: string): Promise<Uint8Array | undefined> {
  try {
    return (await stat(file)).size > takesLimits.fileBytes ? new Uint8Array() : await readFile(file);
  } catch {
    return undefined;
  }
}

/** The ZIPs and unpacked ZIPs that a name stands for, in the order of their names. */
async function sourcesIn(target: string, report: (line: string) => void): Promise<string[]> {
  try {
    if (!(await stat(target)).isDirectory()) return [target];
    const entries = await readdir(target, { withFileTypes: true });
    if (entries.some(({ name }) => name === takesListName)) return [target];
    const inside = await Promise.all(
      entries.map(async (entry) => {
        const file = path.join(target, entry.name);
        if (entry.isFile()) return /\.zip$/i.test(entry.name) ? [file] : [];
        return (await stat(path.join(file, takesListName)).catch(() => undefined)) ? [file] : [];
      })
    );
    return inside.flat().sort();
  } catch (error) {
    report(`${toVisible(target)}: no se puede leer (${(error as Error).message}). Revise --takes.`);
    return [];
  }
}

const explainArchive = (source: string, { file, problem }: ArchiveIssue): string =>
  `${toVisible(source)}${file && ` (${toVisible(file)})`}: ${archiveWords[problem]}.`;

/** One channel of 16 bits, without silence at its ends, whatever format it came in. */
async function decodeTake({ source, file, readAudio }: FoundTake): Promise<Pcm> {
  const fail = (reason: string, cause?: unknown) =>
    new SpeechError(`${toVisible(source)} (${file}): ${reason}. Grabe esa línea de nuevo o quítela.`, { cause });
  const audio = await readAudio();
  const own = readTakeWav(audio);
  let samples: Float32Array;
  let sampleRate: number;
  if (own) ({ samples, sampleRate } = { samples: fromPcm(own.pcm), sampleRate: own.sampleRate });
  else
    try {
      // A copy: decoders take a whole buffer, and what is read from a disk is part of a larger one.
      const decoded = await decode(audio.slice());
      ({ samples, sampleRate } = { samples: toOneChannel(decoded.channelData), sampleRate: decoded.sampleRate });
    } catch (error) {
      throw fail('no se puede decodificar como WAV, MP3 ni Ogg/Opus', error);
    }
  const cut = cutTake(samples, sampleRate);
  if (typeof cut === 'string') throw fail(cut === 'silent' ? 'no se oye nada' : 'solo se oye un golpe');
  return { pcm: cut.pcm, sampleRate: cut.sampleRate };
}

function toOneChannel(channels: readonly Float32Array[]): Float32Array {
  const [first = new Float32Array()] = channels;
  if (channels.length < 2) return first;
  return first.map((_, index) => channels.reduce((sum, channel) => sum + (channel[index] ?? 0), 0) / channels.length);
}
