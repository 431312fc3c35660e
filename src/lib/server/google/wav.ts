import { SpeechError } from '#lib/speech/voice.ts';
import { isHtml, PassingError } from './errors.ts';

const littleEndian = true;

/**
 * The samples of the WAV that the service returns (LINEAR16: mono, 16 bit). It is held against its own header before anything
 * trusts it: an answer cut short or a login page of the network must never be kept as speech.
 *
 * @throws PassingError when it is cut short, SpeechError when it is something else.
 */
export function readWav(bytes: Uint8Array): { pcm: Int16Array; sampleRate: number } {
  const name = (offset: number) => String.fromCharCode(...bytes.subarray(offset, offset + 4));
  if (isHtml(new TextDecoder().decode(bytes.subarray(0, 400))))
    throw new SpeechError(
      'En lugar de audio llegó una página web. Revise si la red pide iniciar sesión o pasa por un intermediario (proxy).'
    );
  if (bytes.length === 0) throw new PassingError('Google devolvió un audio vacío. Repita la orden.');
  if (name(0) !== 'RIFF' || name(8) !== 'WAVE')
    throw new SpeechError('Google devolvió algo que no es un audio WAV. Actualice Willakuy o elija otra voz.');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let format: { sampleRate: number } | undefined;
  for (let offset = 12; offset + 8 <= bytes.length;) {
    const size = view.getUint32(offset + 4, littleEndian);
    const start = offset + 8;
    if (name(offset) === 'fmt ' && start + 16 <= bytes.length) {
      const [encoding, channels, bits] = [0, 2, 14].map((at) => view.getUint16(start + at, littleEndian));
      if (encoding !== 1 || channels !== 1 || bits !== 16)
        throw new SpeechError('Google devolvió un WAV que no es mono de 16 bits. Actualice Willakuy o elija otra voz.');
      format = { sampleRate: view.getUint32(start + 4, littleEndian) };
    }
    if (name(offset) === 'data') {
      if (!format) break;
      if (start + size > bytes.length || size % 2 === 1)
        throw new PassingError(
          `El audio de Google llegó cortado: ${bytes.length - start} de ${size} bytes. Repita la orden.`
        );
      if (size === 0) throw new PassingError('Google devolvió un audio vacío. Repita la orden.');
      const pcm = Int16Array.from({ length: size / 2 }, (_, index) => view.getInt16(start + index * 2, littleEndian));
      return { pcm, ...format };
    }
    offset = start + size + (size % 2);
  }
  throw new PassingError('El audio de Google llegó cortado: le falta el sonido. Repita la orden.');
}
