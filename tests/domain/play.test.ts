import { describe, expect, it } from 'vitest';
import {
  choose,
  goBack,
  goTo,
  isDone,
  isRight,
  letterOf,
  next,
  sceneOf,
  scoreOf,
  startRun,
  startWay
} from '#lib/domain/play.ts';

describe('cards and questions, one at a time', () => {
  it('count what is chosen first, and let one choose again', () => {
    let run = startRun([1, 0]);
    expect(next(run)).toBe(run);
    run = choose(run, 0);
    expect(isRight(run)).toBe(false);
    run = choose(run, 1);
    expect(isRight(run)).toBe(true);
    run = next(run);
    expect(run).toMatchObject({ at: 1, chosen: undefined });
    run = next(choose(run, 0));
    expect(isDone(run)).toBe(true);
    expect(scoreOf(run)).toEqual({ right: 1, total: 2 });
    expect(choose(run, 1)).toBe(run);
  });

  it('are lettered as on paper', () => expect([0, 1, 2].map(letterOf).join('')).toBe('ABC'));
});

describe('a way through a story', () => {
  it('goes back decision by decision, to the beginning and no further', () => {
    const way = goTo(goTo(startWay, 4), 2);
    expect(sceneOf(way)).toBe(2);
    expect(sceneOf(goBack(way))).toBe(4);
    expect(sceneOf(goBack(goBack(way)))).toBe(1);
    expect(goBack(startWay)).toBe(startWay);
  });
});
