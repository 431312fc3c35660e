/** Where progress is shown, and by which clock. */
export interface ProgressOutput {
  write(text: string): void;
  /** A terminal: one line is written over and over. Elsewhere a line follows another, seconds apart. */
  isTerminal: boolean;
  /** Milliseconds. */
  now(): number;
}

const terminalMilliseconds = 100;
const logMilliseconds = 5000;

/**
 * How far a run has come: lines said and still to be said, and how long that will take at the pace so far. Lines that come from the
 * cache take no time and count for neither.
 */
export function createProgress(total: number, { write, isTerminal, now }: ProgressOutput) {
  const started = now();
  let said = 0;
  let shown = -Infinity;
  let wide = 0;

  function show(): void {
    const time = now();
    if (time - shown < (isTerminal ? terminalMilliseconds : logMilliseconds) && said < total) return;
    shown = time;
    const left = Math.max(0, total - said);
    const seconds = said === 0 ? undefined : ((time - started) / 1000 / said) * left;
    const text = `Líneas: ${said} dichas, faltan ${left}${seconds === undefined ? '' : `, unos ${formatSeconds(seconds)}`}`;
    write(isTerminal ? `\r${text.padEnd(wide)}` : `${text}\n`);
    wide = text.length;
  }
  return {
    lineSaid(): void {
      said++;
      show();
    },
    /** A message that must not be written over. */
    report(line: string): void {
      if (isTerminal && wide > 0) write(`\r${' '.repeat(wide)}\r`);
      wide = 0;
      write(`${line}\n`);
    },
    end(): void {
      if (isTerminal && wide > 0) write('\n');
      wide = 0;
    }
  };
}

const formatSeconds = (seconds: number): string =>
  seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
