import { sha256 } from '@noble/hashes/sha2';

/** One of `count` equal parts of a work, counted from 0. */
export interface Shard {
  index: number;
  count: number;
}

const mostShards = 10_000;

/** `2/8` → the third of eight; undefined for anything else. */
export function parseShard(text: string): Shard | undefined {
  const [, index = '', count = ''] = /^(\d{1,5})\/(\d{1,5})$/.exec(text) ?? [];
  return toShard(index, count);
}

function toShard(index: string | undefined, count: string | undefined): Shard | undefined {
  if (!/^\d{1,5}$/.test(index ?? '') || !/^\d{1,5}$/.test(count ?? '')) return undefined;
  const shard = { index: Number(index), count: Number(count) };
  return shard.count >= 1 && shard.count <= mostShards && shard.index < shard.count ? shard : undefined;
}

/** Variables in which batch engines say which part a machine is to do, and how many there are. */
export const shardVariables = [
  // Kubernetes counts the tasks of an Indexed Job but does not tell them how many they are: the manifest says it again.
  { engine: 'Kubernetes', index: 'JOB_COMPLETION_INDEX', count: 'WILLAKUY_SHARDS' },
  { engine: 'Cloud Run', index: 'CLOUD_RUN_TASK_INDEX', count: 'CLOUD_RUN_TASK_COUNT' }
] as const;

/**
 * The part that the machine's batch engine asks for; undefined where there is none.
 *
 * @throws when the engine says one half of it, or what makes no sense: a machine must not do all the work by mistake.
 */
export function shardOf(environment: Readonly<Record<string, string | undefined>>): Shard | undefined {
  const engine = shardVariables.find(({ index }) => environment[index] !== undefined);
  if (!engine) return undefined;
  const [index, count] = [environment[engine.index], environment[engine.count]];
  const shard = toShard(index, count);
  if (!shard)
    throw new Error(
      `${engine.engine}: ${engine.index}=${index ?? ''} y ${engine.count}=${count ?? ''} no dicen qué parte toca. ` +
        `${engine.count} es el número de partes y ${engine.index} va de 0 a ese número menos 1.`
    );
  return shard;
}

/**
 * Whether a name falls to a shard: by its hash, so that a file more or less moves no other one to another machine.
 */
export function isInShard(name: string, { index, count }: Shard): boolean {
  const [a = 0, b = 0, c = 0, d = 0] = sha256(new TextEncoder().encode(name.normalize('NFC')));
  return (((a << 24) | (b << 16) | (c << 8) | d) >>> 0) % count === index;
}
