/** A run through cards to sort or questions to answer, one at a time. */
export interface Run {
  /** The right choice of each step, counted from 0. */
  rights: readonly number[];
  /** The step that is shown; as many as there are steps once all are done. */
  at: number;
  /** What was chosen first at each step: it counts, and one may go on choosing. */
  firsts: readonly number[];
  /** What is chosen at this step. */
  chosen: number | undefined;
}

export const startRun = (rights: readonly number[]): Run => ({ rights, at: 0, firsts: [], chosen: undefined });

export const choose = (run: Run, choice: number): Run =>
  run.at === run.rights.length
    ? run
    : { ...run, chosen: choice, firsts: run.chosen === undefined ? [...run.firsts, choice] : run.firsts };

/** The next step; the same where nothing has been chosen yet. */
export const next = (run: Run): Run => (run.chosen === undefined ? run : { ...run, at: run.at + 1, chosen: undefined });

export const isRight = ({ rights, at, chosen }: Run): boolean => chosen !== undefined && chosen === rights[at];
export const isDone = ({ rights, at }: Run): boolean => at === rights.length;

export interface Score {
  /** Steps whose first choice was the right one. */
  right: number;
  total: number;
}

export const scoreOf = ({ rights, firsts }: Run): Score => ({
  right: firsts.filter((choice, step) => choice === rights[step]).length,
  total: rights.length
});

/** Scenes of a story in the order they were reached; the last is shown. */
export type Way = readonly number[];

export const startWay: Way = [1];
export const goTo = (way: Way, scene: number): Way => [...way, scene];
/** One decision back; the beginning has none before it. */
export const goBack = (way: Way): Way => (way.length > 1 ? way.slice(0, -1) : way);
export const sceneOf = (way: Way): number => way.at(-1) ?? 1;

/** A, B, C: the letter of an answer, counted from 0. */
export const letterOf = (answer: number): string => String.fromCharCode(65 + answer);
