import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '#lib/domain/check/check.ts';
import type { Issue } from '#lib/domain/issue.ts';
import { checkContent } from '#lib/server/check.ts';
import { copyContent, stampTranslations } from './support/content.ts';

const folder = 'tests/rules';
const today = '2030-01-01';
const cache = new Map<string, unknown>();

/** What cannot be stored as a text: bytes in hexadecimal, or one piece many times. */
type Made = { hex: string } | { repeat: string; times: number };

const readJson = async <T>(file: string, otherwise: T): Promise<T> =>
  existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as T) : otherwise;

/** Every issue of the base library with an example laid over it. */
async function checkExample(example: string): Promise<Issue[]> {
  const { root, remove } = await copyContent(`${folder}/base/content`);
  try {
    await cp(example, root, { recursive: true });
    const deleted = await readJson<string[]>(`${example}/delete.json`, []);
    const made = await readJson<Record<string, Made>>(`${example}/make.json`, {});
    for (const name of ['delete.json', 'make.json', 'issues.json', ...deleted])
      await rm(path.join(root, name), { recursive: true, force: true });
    for (const [name, how] of Object.entries(made)) {
      await mkdir(path.dirname(path.join(root, name)), { recursive: true });
      const bytes = 'hex' in how ? Buffer.from(how.hex, 'hex') : how.repeat.repeat(how.times);
      await writeFile(path.join(root, name), bytes);
    }
    await stampTranslations(root, { cache });
    return (await checkContent(root, { today, cache })).issues;
  } finally {
    await remove();
  }
}

const placesOf = (issues: Issue[], rule: string) =>
  issues.filter((issue) => issue.rule === rule).map(({ file, line, column }) => ({ file, line, column }));

/** Every rule id that an issue can carry: those of the rules, and those that reading and the cues of a script report. */
function knownRules(): string[] {
  const sources = ['domain/document.ts', 'domain/parse.ts', 'domain/radio.ts', 'server/library.ts', 'server/reader.ts'];
  const written = sources
    .flatMap((file) => [
      ...readFileSync(`src/lib/${file}`, 'utf8').matchAll(/(?:[,:] |^ +)'([a-z]+(?:-[a-z0-9]+)+)',/gm)
    ])
    .map((match) => match[1] ?? '');
  // bad-cue passes on what the cues report, under their own ids.
  const checked = rules.map(({ id }) => id).filter((id) => id !== 'bad-cue');
  return [...new Set([...checked, ...written])].sort();
}

const examples = readdirSync(folder).filter((name) => name !== 'base');

it('has examples for every rule, and only for rules', () => {
  expect(examples).toEqual(knownRules());
});

it('has a base library without a single issue', async () => {
  expect(await checkExample(`${folder}/base/content`)).toEqual([]);
});

describe.each(examples)('%s', (rule) => {
  it('lets pass what is right', async () => {
    expect(readdirSync(`${folder}/${rule}/ok`), 'ok holds at least one file').not.toEqual([]);
    expect(placesOf(await checkExample(`${folder}/${rule}/ok`), rule)).toEqual([]);
  });

  it('reports what is wrong where it is', async () => {
    const expected = await readJson<object[]>(`${folder}/${rule}/not-ok/issues.json`, []);
    expect(expected, 'issues.json names at least one place').not.toEqual([]);
    expect(placesOf(await checkExample(`${folder}/${rule}/not-ok`), rule)).toEqual(expected);
  });
});
