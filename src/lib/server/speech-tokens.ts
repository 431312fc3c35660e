import { createHash, timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';

/** A station that may ask for speech. The token itself is known to the station only: here is its SHA-256. */
export interface StationToken {
  station: string;
  sha256: Buffer;
}

const entryPattern = /^([0-9a-f]{64})[\s:]+([a-z0-9]+(?:-[a-z0-9]+)*)$/;

/**
 * Tokens from what WILLAKUY_SPEECH_TOKENS holds: the path of a file, or the entries themselves. An entry is a line (or a part
 * between commas) `<sha256 of the token> <station id>`; `#` begins a remark.
 *
 * @throws with place and remedy when an entry is none, or the same token is given twice.
 */
export async function readStationTokens(setting: string): Promise<StationToken[]> {
  const inline = /^\s*[0-9a-f]{64}\b/.test(setting);
  const source = inline
    ? setting
    : await readFile(setting, 'utf8').catch((error: Error) => {
        throw new Error(`WILLAKUY_SPEECH_TOKENS: no se puede leer ${setting} (${error.message}). Revise la ruta.`);
      });
  const tokens: StationToken[] = [];
  source.split(/[\n,]/).forEach((line, index) => {
    const entry = line.replace(/#.*/, '').trim();
    if (entry === '') return;
    const [, hash, station] = entryPattern.exec(entry) ?? [];
    const where = `WILLAKUY_SPEECH_TOKENS, entrada ${index + 1}`;
    if (!hash || !station)
      throw new Error(`${where}: se escribe «sha256-de-la-clave nombre-de-la-radio», en minúsculas y sin tildes.`);
    const bytes = Buffer.from(hash, 'hex');
    if (tokens.some((token) => token.sha256.equals(bytes)))
      throw new Error(`${where}: esa clave ya es de otra radio. Haga una para cada una.`);
    tokens.push({ station, sha256: bytes });
  });
  if (tokens.length === 0)
    throw new Error('WILLAKUY_SPEECH_TOKENS: no hay ninguna clave. Añada una o quite la variable.');
  return tokens;
}

/** The station whose token this is. Takes the same time whichever it is, and whether it is one. */
export function stationOf(tokens: readonly StationToken[], presented: string): string | undefined {
  const hash = createHash('sha256').update(presented).digest();
  let found: string | undefined;
  for (const { station, sha256 } of tokens) if (timingSafeEqual(hash, sha256)) found = station;
  return found;
}
