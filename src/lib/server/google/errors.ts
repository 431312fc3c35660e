import * as v from 'valibot';
import { FatalSpeechError, SpeechError } from '#lib/speech/voice.ts';

/** Status codes of gRPC. */
const codes = {
  invalid: 3,
  deadline: 4,
  notFound: 5,
  permission: 7,
  exhausted: 8,
  internal: 13,
  unavailable: 14,
  unauthenticated: 16
} as const;

/** Over REST the client passes on the HTTP status instead. */
const ofHttp: Record<number, number> = {
  400: codes.invalid,
  401: codes.unauthenticated,
  403: codes.permission,
  404: codes.notFound,
  408: codes.deadline,
  429: codes.exhausted,
  500: codes.internal,
  502: codes.unavailable,
  503: codes.unavailable,
  504: codes.deadline
};

/** What failed may well succeed in a moment: too much asked at once, a service that restarts, a line that broke. */
export class PassingError extends SpeechError {
  override name = 'PassingError';
}

const networkCodes = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'ENOTFOUND',
  'ERR_STREAM_PREMATURE_CLOSE'
]);

const passing: Record<number | string, string> = {
  [codes.deadline]: 'no respondió a tiempo. Revise la conexión y repita la orden',
  [codes.exhausted]:
    'dice que se le pide demasiado a la vez o que se acabó la cuota (429). Espere, o revise las cuotas del proyecto',
  [codes.internal]: 'tuvo un fallo interno (500). Repita la orden más tarde',
  [codes.unavailable]: 'no está disponible o se cortó la conexión (503). Revise la conexión y repita la orden'
};

const fatal: Record<number | string, string> = {
  [codes.unauthenticated]:
    'no acepta las credenciales (401). Revise la cuenta de servicio de GOOGLE_APPLICATION_CREDENTIALS: que no esté borrada ni vencida',
  [codes.permission]:
    'no da permiso a esta cuenta (403). Active la API Cloud Text-to-Speech y la facturación del proyecto, y dé permiso a la cuenta'
};

/** How a key file is told to be no key: by the reader of JSON, by OpenSSL, by the library. */
const isBadKey = (error: { code?: unknown; message: string }): boolean =>
  /^ERR_OSSL/.test(String(error.code)) ||
  /private_key|client_email|in JSON at position|Unexpected end of JSON/i.test(error.message);

const credentialsRemedy =
  'Ponga en GOOGLE_APPLICATION_CREDENTIALS la ruta del archivo de su cuenta de servicio, o use la voz incluida: --voice es=espeak';

/** Why there are no usable credentials, and what to do; the message names no secret. */
export function explainCredentials(error: unknown): { reason: string; remedy: string } {
  const fault = toFault(error);
  if (fault.code === 'ENOENT')
    return { reason: 'el archivo de GOOGLE_APPLICATION_CREDENTIALS no existe', remedy: credentialsRemedy };
  if (isBadKey(fault))
    return {
      reason: 'el archivo de GOOGLE_APPLICATION_CREDENTIALS no es una clave de cuenta de servicio entera',
      remedy: 'Descárguelo de nuevo de la consola de Google Cloud'
    };
  if (/default credentials/i.test(fault.message))
    return { reason: 'no hay credenciales de Google', remedy: credentialsRemedy };
  return { reason: `las credenciales de Google no sirven (${firstLine(fault.message)})`, remedy: credentialsRemedy };
}

/** A failed call as an error of ours: PassingError, FatalSpeechError or SpeechError, saying what happened and what to do. */
export function explainCall(error: unknown, { text }: { text: string }): SpeechError {
  if (error instanceof SpeechError) return error;
  const fault = toFault(error);
  const code = fault.code ?? '';
  const said = firstLine(fault.message);
  if (passing[code] !== undefined) return new PassingError(`Google ${passing[code]}. (${said})`, { cause: error });
  if (
    networkCodes.has(String(code)) ||
    /ECONNRESET|socket hang up|premature close|network|fetch failed/i.test(fault.message)
  )
    return new PassingError(`Google: ${passing[codes.unavailable]}. (${said})`, { cause: error });
  if (fatal[code] !== undefined) return new FatalSpeechError(`Google ${fatal[code]}. (${said})`, { cause: error });
  if (isHtml(fault.message))
    return new SpeechError(
      'En lugar de Google respondió una página web. Revise si la red pide iniciar sesión o pasa por un intermediario (proxy).',
      { cause: error }
    );
  if (isBadKey(fault) || /default credentials|invalid_grant/i.test(fault.message)) {
    const { reason, remedy } = explainCredentials(error);
    return new FatalSpeechError(`Google: ${reason}. ${remedy}.`, { cause: error });
  }
  if (code === codes.invalid || code === codes.notFound)
    return new SpeechError(
      `Google no acepta «${text.slice(0, 60)}» (400): ${said}. Revise la voz y lo que admite su familia en content/casting.yaml.`,
      { cause: error }
    );
  return new SpeechError(`Google falló al decir «${text.slice(0, 60)}»: ${said}. Repita la orden.`, { cause: error });
}

export const isHtml = (text: string): boolean =>
  /<(?:!doctype|html|head|body)\b|Unexpected token '?</i.test(text.slice(0, 400));

function toFault(error: unknown): { code: string | number | undefined; message: string } {
  if (!(error instanceof Error)) return { code: undefined, message: String(error) };
  const { code } = error as { code?: string | number };
  const number = Number(code);
  return { code: Number.isInteger(number) ? (ofHttp[number] ?? number) : code, message: messageOf(error.message) };
}

/** Over REST the message is the answer's whole JSON. */
function messageOf(message: string): string {
  try {
    return v.parse(v.object({ error: v.object({ message: v.string() }) }), JSON.parse(message)).error.message;
  } catch {
    return message;
  }
}

const firstLine = (message: string): string => (message.split('\n')[0] ?? '').slice(0, 200).replace(/\.$/, '');
