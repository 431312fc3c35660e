import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { formatIssue } from '#lib/domain/issue.ts';
import { isLanguageCode, languageCodes, type LanguageCode } from '#lib/domain/language.ts';
import { itemsOf, type Library } from '#lib/domain/library.ts';
import { rundownFile, type Rundown } from '#lib/domain/rundown.ts';
import { parseShard, shardOf, type Shard } from '#lib/domain/shard.ts';
import { stationFile } from '#lib/domain/station.ts';
import { DiskError } from '#lib/server/disk-error.ts';
import { readLibrary } from '#lib/server/library.ts';
import { describePack, packNameOf, packStations, readDeviceFile, removeLeftovers } from '#lib/server/pack-stations.ts';
import { createSpeechSet } from '#lib/server/speech-set.ts';
import { createStationPacks } from '#lib/server/station-pack.ts';
import { createProducer } from '#lib/server/producer.ts';
import { FatalSpeechError } from '#lib/speech/voice.ts';

/**
 * Ends with 0 all right, 2 something could not be made (listed), 3 the voice cannot go on (as `npm run audio`), 4 the disk refused,
 * 5 wrong options or unreadable content.
 */
const exits = { partial: 2, disk: 4, config: 5, voice: 3 };

const usage = `npm run pack -- --station ARCHIVO.json    el paquete de una radio (el archivo que guarda la mesa, «Mi radio»)
npm run pack -- --stations CARPETA        un paquete por cada *.json; un archivo malo se informa y se salta
Opciones: --lang es,quz   --scripts la-llamada,cuna-oferta   --rundown ARCHIVO.json   --no-audio
          --out CARPETA (packs)   --cache CARPETA (.cache)   --content CARPETA (content)
          --shard i/n     solo la parte i (desde 0) de n; si no, la que diga JOB_COMPLETION_INDEX con WILLAKUY_SHARDS,
                          o CLOUD_RUN_TASK_INDEX con CLOUD_RUN_TASK_COUNT
Sale con 0 si todo salió, 2 si algo no se pudo hacer, 3 si la voz no puede seguir, 4 si falló el disco, 5 si hay que corregir la orden.`;

/** A mistake in the command line or in what it names; the message says what to do. */
class OptionError extends Error {
  override name = 'OptionError';
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      station: { type: 'string' },
      stations: { type: 'string' },
      lang: { type: 'string', default: languageCodes.join(',') },
      scripts: { type: 'string' },
      rundown: { type: 'string' },
      'no-audio': { type: 'boolean', default: false },
      out: { type: 'string', default: 'packs' },
      cache: { type: 'string', default: '.cache' },
      content: { type: 'string', default: 'content' },
      shard: { type: 'string' },
      help: { type: 'boolean', default: false }
    }
  });
  if (values.help) return undefined;
  if ((values.station === undefined) === (values.stations === undefined))
    throw new OptionError('Diga --station ARCHIVO o --stations CARPETA, uno de los dos.');
  if (values.station !== undefined && values.shard !== undefined)
    throw new OptionError('--shard reparte --stations; con --station no hay nada que repartir.');
  return { ...values, languages: readLanguages(values.lang), shard: readShard(values) };
}

function readLanguages(list: string): LanguageCode[] {
  const codes = splitList(list);
  const unknown = codes.find((code) => !isLanguageCode(code));
  if (unknown !== undefined || codes.length === 0)
    throw new OptionError(`--lang ${list}: no hay textos en «${unknown ?? ''}». Hay: ${languageCodes.join(', ')}.`);
  return [...new Set(codes.filter(isLanguageCode))];
}

function readShard({ stations, shard }: { stations?: string | undefined; shard?: string | undefined }): Shard {
  if (stations === undefined) return { index: 0, count: 1 };
  if (shard === undefined)
    try {
      return shardOf(process.env) ?? { index: 0, count: 1 };
    } catch (error) {
      throw new OptionError((error as Error).message);
    }
  const parsed = parseShard(shard);
  if (!parsed) throw new OptionError(`--shard ${shard}: se escribe i/n, con i de 0 a n menos 1, como 0/4.`);
  return parsed;
}

const splitList = (list: string): string[] =>
  list
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

function readScripts(list: string | undefined, library: Library): string[] | undefined {
  if (list === undefined) return undefined;
  const slugs = itemsOf(library, 'script').map(({ slug }) => slug);
  const chosen = splitList(list);
  const unknown = chosen.find((slug) => !slugs.includes(slug));
  if (unknown !== undefined || chosen.length === 0)
    throw new OptionError(`--scripts: no hay ningún guion «${unknown ?? ''}». Hay: ${slugs.join(', ')}.`);
  return chosen;
}

async function readRundown(file: string | undefined): Promise<Rundown | undefined> {
  if (file === undefined) return undefined;
  const { value, problems } = await readDeviceFile(file, rundownFile);
  if (value === undefined) throw new OptionError(problems.join('\n'));
  return value;
}

async function run(): Promise<number> {
  const options = readOptions();
  if (!options) {
    console.log(usage);
    return 0;
  }
  const { library: read, issues } = await readLibrary(path.resolve(options.content));
  const errors = issues.filter((issue) => issue.level === 'error');
  errors.forEach((issue) => console.error(formatIssue(issue)));
  if (!read || errors.length > 0)
    throw new OptionError('El contenido tiene errores: corríjalos y ejecute «npm run check».');
  const scripts = readScripts(options.scripts, read);
  const rundown = await readRundown(options.rundown);
  if (options.stations !== undefined && !(await stat(options.stations).catch(() => undefined))?.isDirectory())
    throw new OptionError(`--stations ${options.stations}: no existe o no es una carpeta.`);

  const started = performance.now();
  const outFolder = path.resolve(options.out);
  const threads = Math.max(1, Math.min(8, availableParallelism()));
  const report = (line: string) => console.error(line);
  const set = await createSpeechSet({
    ...read,
    threads,
    cacheFolder: path.resolve(options.cache, 'audio'),
    now: Date.now(),
    report
  });
  const library = { ...read, casting: set.casting };
  const producer = createProducer({ threads });
  try {
    await removeLeftovers(outFolder, Date.now());
    const packs = await createStationPacks({
      library,
      outFolder,
      cacheFolder: path.resolve(options.cache),
      languages: options.languages,
      scripts,
      rundown,
      withAudio: !options['no-audio'],
      speech: set.speech,
      produce: producer.produce,
      report
    });
    let failures: string[];
    if (options.station !== undefined) {
      const { value, problems } = await readDeviceFile(options.station, stationFile);
      failures = problems;
      problems.forEach(report);
      if (value !== undefined) {
        const made = await packs.make(packNameOf(options.station), value);
        failures = made.failures;
        report(describePack(made));
      }
    } else {
      const { shard, stations = '' } = options;
      const result = await packStations({ folder: stations, shard, make: packs.make, atOnce: threads + 1, report });
      failures = result.failures;
      report(
        `Parte ${shard.index}/${shard.count}: ${result.profiles} radios, ${result.made} paquetes hechos, ` +
          `${result.unchanged} sin cambios, ${(result.bytes / 1e6).toFixed(1)} MB.`
      );
    }
    const { counts, lineCounts } = packs;
    report(
      `Audio: ${lineCounts.linesSpoken} líneas dichas de ${counts.lines}; ` +
        `${counts.programmesMade} programas hechos de ${counts.programmes} (${counts.audioSecondsMade.toFixed(0)} s); ` +
        `${((performance.now() - started) / 1000).toFixed(1)} s.`
    );
    if (failures.length === 0) return 0;
    report(`Faltó hacer (${failures.length}):\n${failures.join('\n')}`);
    return exits.partial;
  } finally {
    await Promise.all([set.close(), producer.close()]);
  }
}

try {
  process.exitCode = await run();
} catch (error) {
  const fault = error as Error & { code?: string };
  if (fault instanceof DiskError) process.exitCode = exits.disk;
  else if (fault instanceof FatalSpeechError) process.exitCode = exits.voice;
  else if (fault instanceof OptionError || fault.code?.startsWith('ERR_PARSE_ARGS')) process.exitCode = exits.config;
  else throw error;
  console.error(process.exitCode === exits.config ? `${fault.message}\nUso: ${usage}` : fault.message);
}
