import { describe, expect, it } from 'vitest';
import { isInShard, parseShard, shardOf } from '#lib/domain/shard.ts';

const names = Array.from({ length: 500 }, (_, index) => `radio-${index}.json`);

describe('shards', () => {
  it.each([1, 2, 3, 7, 16])('%i of them share the work: each name falls to one, and none has nearly all', (count) => {
    const shards = Array.from({ length: count }, (_, index) =>
      names.filter((name) => isInShard(name, { index, count }))
    );
    expect(shards.flat().sort()).toEqual([...names].sort());
    for (const shard of shards) expect(shard.length).toBeLessThan((names.length / count) * 1.6 + 1);
  });

  it('stay as they are when a name comes or goes, on every machine', () => {
    expect(isInShard('radio-pampa.json', { index: 2, count: 4 })).toBe(true);
    // The same name, as another disk writes its accents.
    const spelt = (name: string) => [0, 1, 2].find((index) => isInShard(name, { index, count: 3 }));
    expect(spelt('ñusta.json'.normalize('NFD'))).toBe(spelt('ñusta.json'.normalize('NFC')));
  });

  it.each(['', '1', '4/4', '-1/4', '0/0', '1/2/3', '0x1/4', '1.5/4', '0/99999'])('are not written %j', (text) => {
    expect(parseShard(text)).toBeUndefined();
  });

  it('are asked for by the option or by the batch engine', () => {
    expect(parseShard('2/8')).toEqual({ index: 2, count: 8 });
    expect(shardOf({})).toBeUndefined();
    expect(shardOf({ CLOUD_RUN_TASK_INDEX: '3', CLOUD_RUN_TASK_COUNT: '4' })).toEqual({ index: 3, count: 4 });
    expect(shardOf({ JOB_COMPLETION_INDEX: '0', WILLAKUY_SHARDS: '5' })).toEqual({ index: 0, count: 5 });
  });

  it('are never half asked for', () => {
    expect(() => shardOf({ JOB_COMPLETION_INDEX: '0' })).toThrow(/WILLAKUY_SHARDS/);
    expect(() => shardOf({ CLOUD_RUN_TASK_INDEX: '4', CLOUD_RUN_TASK_COUNT: '4' })).toThrow(/CLOUD_RUN_TASK_COUNT/);
  });
});
