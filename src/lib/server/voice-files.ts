import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import * as v from 'valibot';
import { voiceFolder, voiceLicencePath } from '#lib/domain/paths.ts';
import { voiceFilesSchema, type VoiceFiles } from '#lib/domain/voice-files.ts';
import { neededRanges, toSlimData } from '#lib/speech/slim-data.ts';
import { writeAtomically } from './atomic-file.ts';
import { explainDiskError } from './disk-error.ts';
import { sha256 } from './line-cache.ts';

const descriptionName = 'voice.json';
const nameOf = (url: string): string => url.slice(voiceFolder.length);
/** GPL-3.0: whoever gets the engine gets its licence and the way to its source. */
const licenceName = nameOf(voiceLicencePath);

/** What the site has of the voice; undefined where it has not been made, or by another version of this program. */
export async function readVoiceFiles(folder: string): Promise<VoiceFiles | undefined> {
  try {
    return v.parse(voiceFilesSchema, JSON.parse(await readFile(path.join(folder, descriptionName), 'utf8')));
  } catch {
    return undefined;
  }
}

/**
 * The embedded voice for browsers: the engine as its package brings it, of its data what our languages need, both also
 * compressed, and the licence. Nothing is written where nothing has changed; the description comes last.
 *
 * @throws DiskError when a file cannot be written.
 */
export async function makeVoiceFiles(folder: string): Promise<{ files: VoiceFiles; state: 'made' | 'unchanged' }> {
  const require = createRequire(import.meta.url);
  const enginePath = require.resolve('@echogarden/espeak-ng-emscripten');
  const beside = (name: string) => readFile(path.join(path.dirname(enginePath), name));
  const [engine, data, copying, description] = await Promise.all([
    readFile(enginePath),
    beside('espeak-ng.data'),
    beside('COPYING'),
    beside('package.json')
  ]);
  const slim = toSlimData(data, neededRanges(engine.toString('utf8')));
  const files = { engine: describe('espeak-ng', 'js', engine), data: describe('espeak-ng-data', 'bin', slim) };
  const version = sha256(files.engine.sha256 + files.data.sha256).slice(0, 16);
  const before = await readVoiceFiles(folder);
  if (before?.version === version && (await isWhole(folder, before))) return { files: before, state: 'unchanged' };

  try {
    await mkdir(folder, { recursive: true });
    const compressed = await Promise.all([
      writeCompressed(folder, files.engine.url, engine),
      writeCompressed(folder, files.data.url, slim)
    ]);
    await writeAtomically(path.join(folder, licenceName), licenceText(description.toString('utf8'), copying));
    const made = { version, ...files, compressedBytes: compressed[0] + compressed[1] };
    await writeAtomically(path.join(folder, descriptionName), `${JSON.stringify(made, null, 2)}\n`);
    await removeOthers(folder, made);
    return { files: made, state: 'made' };
  } catch (error) {
    throw explainDiskError(error, folder);
  }
}

const describe = (name: string, extension: string, bytes: Uint8Array) => {
  const hash = sha256(bytes);
  return { url: `${voiceFolder}${name}.${hash.slice(0, 16)}.${extension}`, bytes: bytes.length, sha256: hash };
};

async function isWhole(folder: string, { engine, data }: VoiceFiles): Promise<boolean> {
  try {
    const names = new Set(await readdir(folder));
    for (const { url, sha256: hash } of [engine, data]) {
      const name = nameOf(url);
      if (sha256(await readFile(path.join(folder, name))) !== hash) return false;
      if (!names.has(`${name}.br`) || !names.has(`${name}.gz`)) return false;
    }
    return names.has(licenceName);
  } catch {
    return false;
  }
}

/** The file and its two compressed forms, which the adapter's server looks for beside it. Answers the smaller one's size. */
async function writeCompressed(folder: string, url: string, bytes: Uint8Array): Promise<number> {
  const file = path.join(folder, nameOf(url));
  const brotli = await promisify(brotliCompress)(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length }
  });
  await writeAtomically(file, bytes);
  await writeAtomically(`${file}.br`, brotli);
  await writeAtomically(`${file}.gz`, await promisify(gzip)(bytes, { level: 9 }));
  return brotli.length;
}

/** Files of an earlier version, which no page names any more. */
async function removeOthers(folder: string, { engine, data }: VoiceFiles): Promise<void> {
  const current = [engine, data].map(({ url }) => nameOf(url));
  for (const name of await readdir(folder))
    if (/^espeak-ng/.test(name) && !current.some((one) => name.startsWith(one)))
      await rm(path.join(folder, name), { force: true });
}

function licenceText(description: string, copying: Buffer): string {
  const { name, version } = JSON.parse(description) as { name: string; version: string };
  return `espeak-ng (${name} ${version}), GPL-3.0-or-later.

Fuente: https://github.com/espeak-ng/espeak-ng
Compilado a JavaScript por: https://github.com/echogarden-project/espeak-ng-emscripten
El archivo .js es el del paquete, sin cambios. El archivo .bin lleva, de los datos del paquete, lo que hablan los idiomas de
Willakuy; lo corta src/lib/speech/slim-data.ts. Este sitio da también la dirección de su propia fuente.
El audio hecho con esta voz no queda bajo esta licencia.

${copying.toString('utf8')}`;
}
