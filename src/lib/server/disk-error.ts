/** A file that cannot be written; the message names it and says what to do. */
export class DiskError extends Error {
  override name = 'DiskError';
}

const remedies: Record<string, string> = {
  ENOSPC: 'el disco está lleno. Libere espacio y repita la orden: lo ya hecho no se pierde',
  EDQUOT: 'se acabó la cuota de disco. Libere espacio y repita la orden: lo ya hecho no se pierde',
  EFBIG: 'el sistema no deja escribir archivos tan grandes. Revise el límite (ulimit -f) y repita la orden',
  EACCES: 'no hay permiso para escribir. Cambie los permisos de la carpeta o elija otra con --out o --cache',
  EPERM: 'no hay permiso para escribir. Cambie los permisos de la carpeta o elija otra con --out o --cache',
  EROFS: 'el disco es de solo lectura. Elija otra carpeta con --out o --cache',
  ENOTDIR: 'parte de la ruta es un archivo y no una carpeta. Corrija --out o --cache',
  EEXIST: 'ya hay un archivo con el nombre de la carpeta. Corrija --out o --cache',
  EMFILE: 'hay demasiados archivos abiertos. Suba el límite (ulimit -n) y repita la orden'
};

/** What went wrong when writing, as a DiskError; anything that is no fault of the disk comes back as it is. */
export function explainDiskError(error: unknown, file: string): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  if (error instanceof DiskError || code === undefined) return error;
  return new DiskError(
    `No se pudo escribir ${file}: ${remedies[code] ?? `${message}. Revise la carpeta y repita la orden`}.`,
    { cause: error }
  );
}
