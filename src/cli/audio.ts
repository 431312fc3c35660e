import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { MixStep } from '#lib/audio/mix.ts';
import type { Production } from '#lib/audio/produce.ts';
import { formatIssue } from '#lib/domain/issue.ts';
import { isLanguageCode } from '#lib/domain/language.ts';
import { DiskError } from '#lib/server/disk-error.ts';
import { createEspeak } from '#lib/server/espeak.ts';
import { readLibrary } from '#lib/server/library.ts';
import { makeAudio } from '#lib/server/make-audio.ts';
import { readRecordings, type Recordings } from '#lib/server/recorded.ts';
import { createWorkerPool } from '#lib/server/worker-pool.ts';

/** Ends with 0 all right, 2 something could not be made (listed), 4 the disk refused, 5 wrong options or unreadable content. */
const exits = { partial: 2, disk: 4, config: 5 };

const usage = `npm run audio -- [--content content] [--out static/audio] [--cache .cache/audio] [--only <carpeta>] [--lang es|quz] [--takes takes|<tomas.zip>]`;

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        content: { type: 'string', default: 'content' },
        out: { type: 'string', default: 'static/audio' },
        cache: { type: 'string', default: '.cache/audio' },
        only: { type: 'string' },
        takes: { type: 'string' },
        lang: { type: 'string' }
      }
    });
    const { lang } = values;
    if (lang !== undefined && !isLanguageCode(lang)) throw new Error(`No hay textos en «${lang}».`);
    return { ...values, lang };
  } catch (error) {
    console.error(`${(error as Error).message}\nUso: ${usage}`);
    return undefined;
  }
}

/** What people have read: named with --takes, or in takes/ where there is one. */
async function readTakes(named: string | undefined, report: (line: string) => void): Promise<Recordings | undefined> {
  if (named !== undefined) return readRecordings(path.resolve(named), report);
  return existsSync('takes') ? readRecordings('takes', report) : undefined;
}

async function run(): Promise<number> {
  const options = readOptions();
  if (!options) return exits.config;
  const { library, issues } = await readLibrary(path.resolve(options.content));
  const errors = issues.filter((issue) => issue.level === 'error');
  errors.forEach((issue) => console.error(formatIssue(issue)));
  if (!library) {
    console.error('No se puede leer el contenido: corrija lo anterior y ejecute «npm run check».');
    return exits.config;
  }

  if (options.takes !== undefined && !existsSync(options.takes)) {
    console.error(`No hay «${options.takes}». Revise --takes: es un ZIP de «Grabar» o una carpeta con ellos.`);
    return exits.config;
  }
  const started = performance.now();
  const takeProblems: string[] = [];
  const recordings = await readTakes(options.takes, (line) => {
    takeProblems.push(line);
    console.error(line);
  });
  const threads = Math.max(1, Math.min(4, availableParallelism()));
  const speech = await createEspeak({ threads });
  const producer = createWorkerPool<MixStep[], Production>(new URL('../lib/audio/produce-worker.ts', import.meta.url), {
    size: threads,
    timeoutSeconds: 600
  });
  try {
    const report = await makeAudio({
      library,
      outFolder: path.resolve(options.out),
      cacheFolder: path.resolve(options.cache),
      speech,
      produce: (steps) => producer.run(steps),
      recordings,
      only: options.only,
      language: options.lang,
      incomplete: errors.length > 0,
      report: (line) => console.error(line)
    });
    const seconds = (performance.now() - started) / 1000;
    const factor = report.audioSeconds > 0 ? `, factor ${(seconds / report.audioSeconds).toFixed(3)}` : '';
    console.error(
      `Audio: ${report.linesSpoken} líneas dichas, ${report.linesFromCache} de la caché; ` +
        `${report.made} programas hechos, ${report.unchanged} sin cambios, ${report.removed} archivos viejos borrados; ` +
        `${report.audioSeconds.toFixed(0)} s de audio en ${seconds.toFixed(1)} s${factor}.`
    );
    if (recordings) console.error(`Tomas de personas: ${recordings.takes}; problemas: ${takeProblems.length}.`);
    // What lies in takes/ is told and the build goes on with the synthetic voice; who names takes wants those.
    const takesFailed = options.takes !== undefined && takeProblems.length > 0;
    if (report.failures.length === 0) return errors.length > 0 || takesFailed ? exits.partial : 0;
    console.error(`Faltó hacer (${report.failures.length}):\n${report.failures.join('\n')}`);
    return exits.partial;
  } catch (error) {
    if (!(error instanceof DiskError)) throw error;
    console.error(error.message);
    return exits.disk;
  } finally {
    await Promise.all([speech.close(), producer.close()]);
  }
}

process.exitCode = await run();
