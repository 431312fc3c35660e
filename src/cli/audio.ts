import { availableParallelism } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { formatIssue } from '#lib/domain/issue.ts';
import { isLanguageCode } from '#lib/domain/language.ts';
import { DiskError } from '#lib/server/disk-error.ts';
import { createEspeak } from '#lib/server/espeak.ts';
import { readLibrary } from '#lib/server/library.ts';
import { makeAudio } from '#lib/server/make-audio.ts';
import { createProducer } from '#lib/server/producer.ts';

/** Ends with 0 all right, 2 something could not be made (listed), 4 the disk refused, 5 wrong options or unreadable content. */
const exits = { partial: 2, disk: 4, config: 5 };

const usage = `npm run audio -- [--content content] [--out static/audio] [--cache .cache/audio] [--only <carpeta>] [--lang es|quz] [--wav]`;

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        content: { type: 'string', default: 'content' },
        out: { type: 'string', default: 'static/audio' },
        cache: { type: 'string', default: '.cache/audio' },
        only: { type: 'string' },
        lang: { type: 'string' },
        // For broadcasting, 5 MB a minute: only where someone asks for it.
        wav: { type: 'boolean', default: false }
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

  const started = performance.now();
  const threads = Math.max(1, Math.min(4, availableParallelism()));
  const speech = await createEspeak({ threads });
  const producer = createProducer({ threads });
  try {
    const report = await makeAudio({
      library,
      outFolder: path.resolve(options.out),
      cacheFolder: path.resolve(options.cache),
      speech,
      produce: producer.produce,
      only: options.only,
      language: options.lang,
      incomplete: errors.length > 0,
      wav: options.wav,
      report: (line) => console.error(line)
    });
    const seconds = (performance.now() - started) / 1000;
    const factor = report.audioSeconds > 0 ? `, factor ${(seconds / report.audioSeconds).toFixed(3)}` : '';
    console.error(
      `Audio: ${report.linesSpoken} líneas dichas, ${report.linesFromCache} de la caché; ` +
        `${report.made} programas hechos, ${report.unchanged} sin cambios, ${report.removed} archivos viejos borrados; ` +
        `${report.audioSeconds.toFixed(0)} s de audio en ${seconds.toFixed(1)} s${factor}.`
    );
    if (report.failures.length === 0) return errors.length > 0 ? exits.partial : 0;
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
