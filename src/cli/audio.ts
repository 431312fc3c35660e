import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Saying } from '#lib/audio/plan.ts';
import { withProviders } from '#lib/domain/casting.ts';
import { formatIssue } from '#lib/domain/issue.ts';
import { isLanguageCode, languageCodes, type LanguageCode } from '#lib/domain/language.ts';
import { DiskError } from '#lib/server/disk-error.ts';
import { readLibrary } from '#lib/server/library.ts';
import { createLineCache } from '#lib/server/line-cache.ts';
import { makeAudio } from '#lib/server/make-audio.ts';
import { createProducer } from '#lib/server/producer.ts';
import { createProgress } from '#lib/server/progress.ts';
import { readRecordings, type Recordings } from '#lib/server/recorded.ts';
import { estimateSpeech, formatEstimate } from '#lib/server/speech-estimate.ts';
import { createSpeechSet } from '#lib/server/speech-set.ts';
import { FatalSpeechError } from '#lib/speech/voice.ts';

/**
 * Ends with 0 all right, 2 something could not be made (listed), 3 the voice cannot go on (credentials, budget, a service that only
 * fails), 4 the disk refused, 5 wrong options or unreadable content. After 3 and 4 the same order goes on where this one ended.
 */
const exits = { partial: 2, voice: 3, disk: 4, config: 5 };

const usage = `npm run audio -- [--content content] [--out static/audio] [--cache .cache/audio] [--only <carpeta>] [--lang es|quz]
  --voice es=google   con qué se dice un idioma esta vez (si no, lo que diga content/casting.yaml): espeak o google
  --wav               también el WAV para emisión, de 5 MB por minuto
  --takes tomas.zip   lo que grabaron personas («Grabar», en la mesa), o una carpeta con esos ZIP; si no se dice, takes/
  --dry-run           no hace nada: muestra por voz las líneas, los caracteres y el costo
  --budget 2.50       tope en USD; cuenta también los intentos que fallan y se detiene antes de pasarse
Sale con 0 si todo salió, 2 si algo no se pudo hacer, 3 si la voz no puede seguir (credenciales, tope de gasto, servicio caído),
4 si falló el disco, 5 si hay que corregir la orden. Después de 3 o 4 la misma orden sigue donde quedó.`;

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        content: { type: 'string', default: 'content' },
        out: { type: 'string', default: 'static/audio' },
        cache: { type: 'string', default: '.cache/audio' },
        only: { type: 'string' },
        takes: { type: 'string' },
        lang: { type: 'string' },
        voice: { type: 'string', multiple: true, default: [] },
        // For broadcasting, 5 MB a minute: only where someone asks for it.
        wav: { type: 'boolean', default: false },
        'dry-run': { type: 'boolean', default: false },
        budget: { type: 'string' }
      }
    });
    const { lang, voice, budget } = values;
    if (lang !== undefined && !isLanguageCode(lang)) throw new Error(`No hay textos en «${lang}».`);
    const capUsd = budget === undefined ? undefined : Number(budget);
    if (capUsd !== undefined && !(capUsd >= 0))
      throw new Error(`--budget ${budget}: se escribe en dólares, con punto: 2.50.`);
    return { ...values, lang, capUsd, voices: readVoices(voice) };
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

function readVoices(list: readonly string[]): Partial<Record<LanguageCode, 'espeak' | 'google'>> {
  const voices: Partial<Record<LanguageCode, 'espeak' | 'google'>> = {};
  for (const pair of list.flatMap((part) => part.split(','))) {
    const [code = '', provider] = pair.split('=');
    if (!isLanguageCode(code) || (provider !== 'espeak' && provider !== 'google'))
      throw new Error(`--voice ${pair}: se escribe idioma=voz, con ${languageCodes.join(' o ')}, y espeak o google.`);
    voices[code] = provider;
  }
  return voices;
}

async function run(): Promise<number> {
  const options = readOptions();
  if (!options) return exits.config;
  const { library: read, issues } = await readLibrary(path.resolve(options.content));
  const errors = issues.filter((issue) => issue.level === 'error');
  errors.forEach((issue) => console.error(formatIssue(issue)));
  if (!read) {
    console.error('No se puede leer el contenido: corrija lo anterior y ejecute «npm run check».');
    return exits.config;
  }
  const casting = withProviders(read.casting, options.voices);
  const mute = languageCodes.find((code) => options.voices[code] === 'google' && !casting.languages[code].google);
  if (mute) {
    console.error(`--voice ${mute}=google: Google no tiene voz en ese idioma y una de otro lo leería mal. Use espeak.`);
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
  const cacheFolder = path.resolve(options.cache);
  const { prices } = read;
  const set = await createSpeechSet({
    casting,
    prices,
    // The engine takes 200 MB a thread, and its lines are said long before they are mixed.
    threads: Math.ceil(threads / 2),
    cacheFolder,
    capUsd: options.capUsd,
    estimateOnly: options['dry-run'],
    now: Date.now(),
    report: (line) => console.error(line)
  });
  const producer = createProducer({ threads });
  const common = {
    library: { ...read, casting: set.casting },
    outFolder: path.resolve(options.out),
    cacheFolder,
    speech: recordings ? { ...set.speech, recorded: recordings.provider } : set.speech,
    recordings,
    produce: producer.produce,
    only: options.only,
    language: options.lang,
    incomplete: errors.length > 0,
    wav: options.wav
  };
  try {
    const sayings: Saying[] = [];
    await makeAudio({ ...common, report: () => undefined, survey: (planned) => void sayings.push(...planned.sayings) });
    const estimates = await estimateSpeech(sayings, { prices, isCached: createLineCache(cacheFolder).has });
    if (options['dry-run']) {
      console.log(formatEstimate(estimates, prices));
      return 0;
    }

    const toSay = estimates.reduce((sum, { lines, cached }) => sum + lines - cached, 0);
    const progress = createProgress(toSay, {
      write: (text) => process.stderr.write(text),
      isTerminal: process.stderr.isTTY,
      now: () => performance.now()
    });
    const report = await makeAudio({
      ...common,
      report: progress.report,
      onLine: ({ from }) => {
        if (from === 'voice') progress.lineSaid();
      }
    }).finally(progress.end);
    const seconds = (performance.now() - started) / 1000;
    const factor = report.audioSeconds > 0 ? `, factor ${(seconds / report.audioSeconds).toFixed(3)}` : '';
    const { spent } = set.budget;
    console.error(
      `Audio: ${report.linesSpoken} líneas dichas, ${report.linesFromCache} de la caché; ` +
        `${report.made} programas hechos, ${report.unchanged} sin cambios, ${report.removed} archivos viejos borrados; ` +
        `${report.audioSeconds.toFixed(0)} s de audio en ${seconds.toFixed(1)} s${factor}.` +
        (report.linesFallenBack > 0 ? ` ${report.linesFallenBack} líneas las dijo la voz de reserva.` : '') +
        (spent.attempts > 0 ? ` Google: ${spent.attempts} intentos, hasta ${spent.usd.toFixed(4)} USD.` : '')
    );
    if (recordings) console.error(`Tomas de personas: ${recordings.takes}; problemas: ${takeProblems.length}.`);
    // What lies in takes/ is told and the build goes on with the synthetic voice; who names takes wants those.
    const takesFailed = options.takes !== undefined && takeProblems.length > 0;
    if (report.failures.length === 0) return errors.length > 0 || takesFailed ? exits.partial : 0;
    console.error(`Faltó hacer (${report.failures.length}):\n${report.failures.join('\n')}`);
    return exits.partial;
  } finally {
    await Promise.all([set.close(), producer.close()]);
  }
}

try {
  process.exitCode = await run();
} catch (error) {
  if (!(error instanceof DiskError) && !(error instanceof FatalSpeechError)) throw error;
  console.error(error.message);
  process.exitCode = error instanceof DiskError ? exits.disk : exits.voice;
}
